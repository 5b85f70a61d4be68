"""Reads from the address what is asked: words, filters, place. Whatever in it means nothing counts for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.search.index import Kind
from kb.search.question import Query
from stories.privacy.text import plain_line
from stories.topics.vocabulary import Term, Vocabulary

MOST_FIELDS = 100  # of an address with more, the first
LONGEST_SHOWN = 400  # characters of the words that stand in the box again
KINDS = (Kind.STORY, Kind.GUIDE, Kind.CHECKLIST)


@dataclass(frozen=True)
class Option:
    """One line of the form."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Group:
    """One question of the form."""

    name: str
    label: str
    options: tuple[Option, ...]
    one_of: bool = False  # choose one, from a list; otherwise any


@dataclass(frozen=True)
class Chosen:
    """One chosen filter: what it says, and the address of the results without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for, and the form that says the same."""

    query: Query
    vocabulary: Vocabulary

    @property
    def groups(self) -> list[Group]:
        """The questions of the form, without those that have nothing to choose."""
        query, words = self.query, self.vocabulary
        kinds = tuple(Option(kind.value, str(kind.label), kind in query.kinds) for kind in KINDS)
        groups = [
            Group("kind", _("Kind"), kinds),
            Group("topic", _("What was hard"), _options(words.stressors, query.topics), one_of=True),
            Group("helped", _("What helped"), _options(words.helped, query.helped)),
            Group("setting", _("Kind of work"), _options(words.groups.values(), query.settings)),
            Group("without", _("Leave out stories that mention"), _options(words.notes.values(), query.without)),
        ]
        return [group for group in groups if group.options]

    @property
    def chosen(self) -> list[Chosen]:
        """The chosen filters, each with the address that takes it off."""
        labels = [str(Kind(kind).label) for kind in self.query.kinds]
        labels += [term.name for term in self.query.topics]
        labels += [_("Helped: %(name)s") % {"name": _inside(term.name)} for term in self.query.helped]
        labels += [term.name for term in self.query.settings]
        labels += [_("Leave out %(name)s") % {"name": term.name} for term in self.query.without]
        filters = self._filters()
        return [
            Chosen(capfirst(label), self._url(filters[:place] + filters[place + 1 :]))
            for place, label in enumerate(labels)
        ]

    @property
    def bare_url(self) -> str:
        """The address of the same words with every filter off."""
        return self._url([])

    def url(self, *, after: int = 0) -> str:
        """Return the address of these results from a place in their order on."""
        return self._url(self._filters(), after)

    def only(self, kind: str) -> str:
        """Return the address of these results, narrowed to one kind."""
        return self._url([("kind", kind), *(pair for pair in self._filters() if pair[0] != "kind")])

    def _filters(self) -> list[tuple[str, str]]:
        query = self.query
        many = (
            ("topic", query.topics), ("helped", query.helped), ("setting", query.settings), ("without", query.without),
        )  # fmt: skip
        kinds = [("kind", kind) for kind in query.kinds]
        return kinds + [(name, term.slug) for name, terms in many for term in terms]

    def _url(self, filters: list[tuple[str, str]], after: int = 0) -> str:
        words = [("q", self.query.text)] if self.query.text else []
        place = [("after", str(after))] if after else []
        return "?" + urlencode([*words, *filters, *place])


def read_asked(request: HttpRequest, vocabulary: Vocabulary) -> Asked:
    """Return what the address asks for, each value once and in the order of the form."""
    fields = _fields(request)
    kinds = set(fields.getlist("kind"))
    slugs = [fields.get("topic", ""), *fields.getlist("helped")]
    topics = {term for slug in slugs if (term := vocabulary.topic(slug))}
    query = Query(
        text=plain_line(fields.get("q", "")[: LONGEST_SHOWN * 2])[:LONGEST_SHOWN],
        kinds=tuple(kind.value for kind in KINDS if kind.value in kinds),
        topics=tuple(term for term in vocabulary.stressors if term in topics)[:1],
        helped=tuple(term for term in vocabulary.helped if term in topics),
        settings=_among(vocabulary.groups.values(), fields.getlist("setting")),
        without=_among(vocabulary.notes.values(), fields.getlist("without")),
        after=_place(fields.get("after", "")),
    )
    return Asked(query, vocabulary)


def _fields(request: HttpRequest) -> QueryDict:
    """Return the fields of the address; of more than Django would read, the first hundred."""
    try:
        return request.GET
    except TooManyFieldsSent:
        return QueryDict("&".join(request.META.get("QUERY_STRING", "").split("&")[:MOST_FIELDS]))


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _among(terms: Iterable[Term], slugs: list[str]) -> tuple[Term, ...]:
    wanted = set(slugs)
    return tuple(term for term in terms if term.slug in wanted)


def _options(terms: Iterable[Term], chosen: Iterable[Term]) -> tuple[Option, ...]:
    on = set(chosen)
    return tuple(Option(term.slug, term.name, term in on) for term in terms)


def _inside(name: str) -> str:
    """Return the name as it stands inside a sentence: "Night shifts" becomes "night shifts", "PTSD" stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
