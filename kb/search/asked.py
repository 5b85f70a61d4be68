"""What the address asks the search for, and the form and addresses that say the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kb.catalogue.filters import Chosen, Option, Picked, Question, address, chosen, read_fields, read_filters
from kb.search.index import Kind
from kb.search.question import Query
from stories.privacy.text import plain_line
from stories.topics.vocabulary import Vocabulary

LONGEST_SHOWN = 400  # characters of the words that stand in the box again
KINDS = (Kind.STORY, Kind.GUIDE, Kind.CHECKLIST)


@dataclass(frozen=True)
class Asked:
    """What the address asks for, and the form that says the same."""

    query: Query
    vocabulary: Vocabulary

    @property
    def questions(self) -> list[Question]:
        """The questions of the form."""
        kinds = tuple(Option(kind.value, str(kind.label), kind in self.query.kinds) for kind in KINDS)
        return [Question("kind", _("Kind"), kinds), *self.query.filters.questions(self.vocabulary)]

    @property
    def chosen(self) -> list[Chosen]:
        """The chosen kinds and filters, each with the address that takes it off."""
        return chosen(self._picked, keep=self._words)

    @property
    def bare_url(self) -> str:
        """The address of the same words with every filter off."""
        return address(self._words)

    def url(self, *, after: int = 0) -> str:
        """Return the address of these results from a place in their order on."""
        place = [("after", str(after))] if after else []
        return address([*self._words, *(one.pair for one in self._picked), *place])

    def only(self, kind: str) -> str:
        """Return the address of these results, narrowed to one kind."""
        return address([*self._words, ("kind", kind), *(one.pair for one in self.query.filters.picked)])

    @property
    def _words(self) -> list[tuple[str, str]]:
        return [("q", self.query.text)] if self.query.text else []

    @property
    def _picked(self) -> list[Picked]:
        kinds = [Picked("kind", kind, str(Kind(kind).label)) for kind in self.query.kinds]
        return [*kinds, *self.query.filters.picked]


def read_asked(request: HttpRequest, vocabulary: Vocabulary) -> Asked:
    """Return what the address asks for, each value once and in the order of the form."""
    fields = read_fields(request)
    kinds = set(fields.getlist("kind"))
    query = Query(
        text=plain_line(fields.get("q", "")[: LONGEST_SHOWN * 2])[:LONGEST_SHOWN],
        kinds=tuple(kind.value for kind in KINDS if kind.value in kinds),
        filters=read_filters(fields, vocabulary),
        after=_place(fields.get("after", "")),
    )
    return Asked(query, vocabulary)


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
