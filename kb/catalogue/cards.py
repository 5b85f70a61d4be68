"""A story's card, as lists and search results show it. It asks the database nothing: names come from the vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.catalogue.sentences import listed, lowered
from stories.models import Topic
from stories.models.times import season_of
from stories.topics.vocabulary import Term, Vocabulary


@dataclass(frozen=True)
class Marks:
    """What a story is marked with: the ids of its topics, of its kind of work (one at most) and of its notes."""

    topics: Collection[int] = ()
    groups: Collection[int] = ()
    notes: Collection[int] = ()


@dataclass(frozen=True)
class Card:
    """One story in a list."""

    url: str
    title: str
    said: str
    about: str
    season: str
    mentions: str


def story_card(*, url: str, title: str, said: str, quarter: str, marks: Marks, vocabulary: Vocabulary) -> Card:
    """Return the card of one story: `said` are some of its words, `quarter` is when it happened, as in "2026Q2"."""
    noted = listed(names_among(marks.notes, vocabulary.notes))
    return Card(
        url=url,
        title=title,
        said=said,
        about=" · ".join(_about(marks, vocabulary)),
        season=capfirst(season_of(quarter)),
        mentions=_("Mentions %(things)s") % {"things": noted} if noted else "",
    )


def terms_among(ids: Collection[int], known: Mapping[int, Term]) -> list[Term]:
    """Return the terms with these ids, in the vocabulary's order."""
    return [term for term in known.values() if term.id in ids]


def names_among(ids: Collection[int], known: Mapping[int, Term]) -> list[str]:
    """Return the names of the terms with these ids, in the vocabulary's order."""
    return [term.name for term in terms_among(ids, known)]


def _about(marks: Marks, vocabulary: Vocabulary) -> list[str]:
    topics = terms_among(marks.topics, vocabulary.topics)
    helped = [lowered(topic.name) for topic in topics if topic.detail == Topic.Kind.HELPED]
    about = [group.name for key in marks.groups if (group := vocabulary.group_shown(key))]
    about += [topic.name for topic in topics if topic.detail == Topic.Kind.STRESSOR]
    return [*about, _("what helped: %(things)s") % {"things": ", ".join(helped)}] if helped else about
