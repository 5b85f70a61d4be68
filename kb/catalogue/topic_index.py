"""The index of topics, as the front page, the lists and the search show it: name, dotted leader, number of stories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from kb.catalogue.sentences import story_count
from stories.models import Topic
from stories.topics.vocabulary import Term


@dataclass(frozen=True)
class Entry:
    """One line of the index."""

    name: str
    url: str
    stories: str
    description: str = ""


def entries(topics: Iterable[Topic | Term]) -> list[Entry]:
    """Return a line for each of these topics, in the order given."""
    root = reverse("topics")
    return [_entry(topic, root) for topic in topics]


def _entry(topic: Topic | Term, root: str) -> Entry:
    count, about = (topic.number, "") if isinstance(topic, Term) else (topic.story_count, topic.description)
    return Entry(topic.name, f"{root}{topic.slug}/", story_count(count, crossing=("topic",)), about)
