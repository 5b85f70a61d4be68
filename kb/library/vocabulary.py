"""The whole vocabulary that stories are found by, in one query: topics, kinds of work and notes for readers.

It is some sixty short rows. With it in hand a list of stories needs only the ids of what each is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db import connection

from stories.models import Topic

# Written out: every list and every story's page asks this, and putting the union together anew cost more than asking.
EVERY_TERM = """
SELECT 'topic', id, slug, name, kind, story_count, 0, merged_into_id FROM stories_topic
UNION ALL
SELECT 'group', id, slug, name, someone_in, head_count, position, NULL FROM stories_workgroup
UNION ALL
SELECT 'note', id, slug, name, weight, 0, position, NULL FROM stories_readernote
"""
HOPS = 5  # merges in a row that are followed; more can only be a ring


@dataclass(frozen=True)
class Term:
    """One entry of the vocabulary.

    `detail` is a topic's kind, or what a kind of work is called after “someone in”. `number` is a topic's stories, a
    kind of work's people, a note's 0. `into` is the id of the topic that this one was merged into.
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
        return {term.id: term for term in self._of("group") if term.number >= settings.CAIRN_SMALLEST_GROUP}

    @cached_property
    def notes(self) -> dict[int, Term]:
        """Notes for readers, by id, in their order."""
        return {term.id: term for term in self._of("note")}

    @property
    def stressors(self) -> list[Term]:
        """Topics that say what was hard."""
        return [topic for topic in self.topics.values() if topic.detail == Topic.Kind.STRESSOR]

    @property
    def helped(self) -> list[Term]:
        """Topics that say what helped."""
        return [topic for topic in self.topics.values() if topic.detail == Topic.Kind.HELPED]

    def topic(self, slug: str) -> Term | None:
        """Return the topic in use at this address; for one that was merged, the one it went into in the end."""
        every = {term.id: term for term in self._of("topic")}
        found = next((term for term in every.values() if term.slug == slug), None)
        for _step in range(HOPS):
            if found is None or found.into is None:
                return found
            found = every.get(found.into)
        return None

    def _of(self, what: str) -> list[Term]:
        return [term for term in self.terms if term.what == what]


def load_vocabulary() -> Vocabulary:
    """Return the vocabulary as it stands now: one query."""
    with connection.cursor() as cursor:
        cursor.execute(EVERY_TERM)
        terms = [Term(*row) for row in cursor.fetchall()]
    return Vocabulary(tuple(sorted(terms, key=lambda term: (term.place, term.name.casefold()))))
