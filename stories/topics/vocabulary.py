"""The whole vocabulary that stories are found by, in one query: topics and their other words, kinds of work, notes.

It is some two hundred short rows. With it in hand, a list or a search needs only the ids of what each story is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, CharField, F, Value

from stories.models import ReaderNote, Topic, TopicAlias, WorkGroup
from stories.privacy.small_numbers import shown_as


@dataclass(frozen=True)
class Term:
    """One entry of the vocabulary.

    `detail` is a topic's kind, or what a kind of work is called after “someone in”. `number` is a topic's stories, a
    kind of work's people, otherwise 0. `into` is the id of the topic that this one was merged into, or that this other
    word stands for, or of the broader kind of work.
    """

    what: str
    id: int
    slug: str
    name: str
    detail: str
    number: int
    place: int
    into: int | None


@dataclass(frozen=True)
class Vocabulary:
    """Every term, ready to be looked up."""

    terms: tuple[Term, ...]

    @cached_property
    def topics(self) -> dict[int, Term]:
        """Topics in use, by id, in the order of their names."""
        return {term.id: term for term in self._of("topic") if term.into is None}

    @cached_property
    def groups(self) -> dict[int, Term]:
        """Kinds of work that enough people share to be shown, by id, in their order."""
        return {term.id: term for term in self._of("group") if self._shown_as[term.id] == term.id}

    @cached_property
    def notes(self) -> dict[int, Term]:
        """Notes for readers, by id, in their order."""
        return {term.id: term for term in self._of("note")}

    @cached_property
    def names(self) -> list[tuple[str, Term]]:
        """Every name and other word of a topic, with the topic in use that it stands for."""
        named = [term for term in self.terms if term.what in {"topic", "alias"}]
        return [(term.name, topic) for term in named if (topic := self._in_use(term))]

    @property
    def stressors(self) -> list[Term]:
        """Topics that say what was hard."""
        return [topic for topic in self.topics.values() if topic.detail == Topic.Kind.STRESSOR]

    @property
    def helped(self) -> list[Term]:
        """Topics that say what helped."""
        return [topic for topic in self.topics.values() if topic.detail == Topic.Kind.HELPED]

    def group_shown(self, key: int | None) -> Term | None:
        """Return what is shown of the kind of work with this id: it, a broader one if few people share it, or None."""
        return self.groups.get(self._shown_as.get(key or 0) or 0)

    def groups_within(self, group: Term) -> tuple[int, ...]:
        """Return the ids of this kind of work, which must be one that is shown, and of all that are part of it."""
        broader = {term.id: term.into for term in self._of("group")}
        within = [group.id]
        for key in within:  # which grows while it is walked; a shown one is in no circle
            within += [narrower for narrower, into in broader.items() if into == key]
        return tuple(within)

    def topic(self, slug: str) -> Term | None:
        """Return the topic in use at this address; for one that was merged, the one it went into."""
        found = next((term for term in self._of("topic") if term.slug == slug), None)
        return self._in_use(found) if found else None

    @cached_property
    def _shown_as(self) -> dict[int, int | None]:
        return shown_as((term.id, term.into, term.number) for term in self._of("group"))

    @cached_property
    def _all_topics(self) -> dict[int, Term]:
        return {term.id: term for term in self._of("topic")}

    def _in_use(self, term: Term) -> Term | None:
        """Follow a name to the topic in use: from another word to its topic, from a merged topic to what it went into.

        A few steps at most, so that topics merged in a circle cannot hold up a page.
        """
        for _step in range(4):
            if term.what == "topic" and term.into is None:
                return term
            term = self._all_topics[term.into or 0]
        return None

    def _of(self, what: str) -> list[Term]:
        return [term for term in self.terms if term.what == what]


def load_vocabulary() -> Vocabulary:
    """Return the vocabulary as it stands now: one query."""
    with connection.cursor() as cursor:
        cursor.execute(*_every_term())
        terms = [Term(*row) for row in cursor.fetchall()]
    return Vocabulary(tuple(sorted(terms, key=lambda term: (term.place, term.name.casefold(), term.id))))


@cache
def _every_term() -> tuple[str, tuple[Any, ...]]:
    """Return the statement that fetches every term, and its parameters.

    Put together once: every page asks it, and Django takes three times as long to put it together as it takes to ask.
    """
    nothing = Value(None, BigIntegerField(null=True))
    zero = Value(0, BigIntegerField())
    empty = Value("", CharField())
    topics = Topic.objects.order_by().values_list(
        Value("topic", CharField()), "id", "slug", "name", "kind", "story_count", zero, "merged_into_id"
    )
    aliases = TopicAlias.objects.order_by().values_list(
        Value("alias", CharField()), "id", empty, "name", empty, zero, zero, F("topic_id")
    )
    groups = WorkGroup.objects.order_by().values_list(
        Value("group", CharField()), "id", "slug", "name", "someone_in", "head_count", "position", "parent_id"
    )
    notes = ReaderNote.objects.order_by().values_list(
        Value("note", CharField()), "id", "slug", "name", "weight", zero, "position", nothing
    )
    return topics.union(aliases, groups, notes, all=True).query.sql_with_params()
