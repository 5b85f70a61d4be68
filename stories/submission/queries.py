"""What the share pages offer to choose from, show beside the receipt, and ask about a form; who can answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from stories.models import ReaderNote, Receipt, Story, StoryTopic, Submission, Topic, WorkGroup
from stories.submission.receipt import digest_of_form
from stories.topics.work_groups import load_work_groups


class Named(Protocol):
    """An entry of a list that a form offers."""

    slug: str
    name: str


@dataclass(frozen=True)
class Vocabulary:
    """What an author can choose from."""

    topics: list[Topic]
    helped_by: list[Topic]
    notes: list[ReaderNote]
    work_group: list[WorkGroup]

    def choices(self, field: str) -> list[tuple[str, str]]:
        """Return the entries for one field of the form, as slug and name."""
        entries: Iterable[Named] = getattr(self, field)
        return [(entry.slug, entry.name) for entry in entries]


def vocabulary() -> Vocabulary:
    """Return the topics in use, the notes, and the groups of work that enough people share."""
    topics = list(Topic.objects.current())
    return Vocabulary(
        topics=[topic for topic in topics if topic.kind == Topic.Kind.STRESSOR],
        helped_by=[topic for topic in topics if topic.kind == Topic.Kind.HELPED],
        notes=list(ReaderNote.objects.offered()),
        work_group=load_work_groups().shown,
    )


def company(topics: Iterable[Topic] = ()) -> list[Story]:
    """Return up to three stories, the newest about these topics, or the newest of all where none is named.

    None where reading asks for an account: this page asks for none, and a title is part of a story.
    """
    if settings.CAIRN_READING == "signed-in":
        return []
    stories = Story.objects.newest_first().only("id", "title", "quarter")
    chosen = list(topics)
    if chosen:
        stories = stories.filter(pk__in=StoryTopic.objects.filter(tag__in=chosen).values("content_object"))
    return list(stories[:3])


def is_finished(nonce: str) -> bool:
    """Say whether the author of the form with this number holds the receipt and has finished."""
    return bool(nonce) and Receipt.objects.filter(form=digest_of_form(nonce)).exists()


def nobody_answers(submission: Submission) -> bool:
    """Say whether no receipt leads to the story, as when it was imported: nobody can answer a question about it."""
    return not Receipt.objects.filter(submission=submission).exists()
