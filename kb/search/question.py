"""What can be asked of the search, and what it answers: all that a page, or another engine, has to know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from kb.catalogue.cards import Marks
from kb.catalogue.filters import Filters
from kb.search.index import Kind
from stories.topics.vocabulary import Term

PAGE = 20  # stories


@dataclass(frozen=True)
class Query:
    """What somebody looks for: words, kinds of thing, filters. `after` is a place in the order of results."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    after: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked at all."""
        return not (self.text or self.kinds or self.filters.picked)

    @property
    def crosses(self) -> tuple[str, ...]:
        """What the stories found have in common: the words looked for, and each kind of filter in use."""
        kinds = (picked.name for picked in self.filters.picked)
        return tuple(dict.fromkeys(("words", *kinds) if self.text else kinds))


@dataclass(frozen=True)
class Hit:
    """One thing found. `snippet` is safe HTML with the words marked; `marks` are what a story is marked with."""

    kind: str
    object_id: int
    url: str
    title: str
    snippet: SafeString
    quarter: str
    marks: Marks


@dataclass(frozen=True)
class Results:
    """What was found.

    `stories` are those of this page, `others` the guides, checklists, help and topics above them (on the first page).
    `totals` counts each kind among what was ranked: 300 stories at most. `named` are the topics that the words name.
    `ignored` says that the question was longer than what counts.
    """

    stories: tuple[Hit, ...] = ()
    others: tuple[Hit, ...] = ()
    totals: Counter[str] = field(default_factory=Counter)
    named: tuple[Term, ...] = ()
    after: int = 0
    ignored: bool = False

    @property
    def more(self) -> int:
        """How many more stories can be shown after this page."""
        return max(self.totals[Kind.STORY] - self.after - PAGE, 0)
