"""What stories are narrowed by, as lists and the search share it: read from an address, offered in a form, taken off.

Whatever in an address is no word of the vocabulary counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.catalogue.sentences import lowered
from stories.topics.vocabulary import Term, Vocabulary

MOST = 20  # values of one name that count
MOST_FIELDS = 100  # of an address with more than Django reads, the first


@dataclass(frozen=True)
class Option:
    """One line of the form."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    """One question of the form: choose one from a list, or any."""

    name: str
    label: str
    options: tuple[Option, ...]
    one_of: bool = False


@dataclass(frozen=True)
class Picked:
    """One filter in use: its name and value in the address, and what it says."""

    name: str
    value: str
    label: str

    @property
    def pair(self) -> tuple[str, str]:
        """The parameter of an address that says the same."""
        return self.name, self.value


@dataclass(frozen=True)
class Chosen:
    """One filter in use, with the address of the same page without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Filters:
    """What was chosen: what was hard (at most one), what helped and kinds of work (any of them), notes to leave out.

    `within` are the ids of the kinds of work that are part of those chosen: their stories are shown with them.
    """

    topics: tuple[Term, ...] = ()
    helped: tuple[Term, ...] = ()
    settings: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    within: tuple[int, ...] = ()

    @property
    def work_groups(self) -> list[int]:
        """The ids of the kinds of work to look for."""
        return sorted({*(term.id for term in self.settings), *self.within})

    @property
    def picked(self) -> list[Picked]:
        """The filters in use, in the order of the form."""
        return [
            *(Picked("topic", term.slug, term.name) for term in self.topics),
            *(
                Picked("helped", term.slug, _("Helped: %(name)s") % {"name": lowered(term.name)})
                for term in self.helped
            ),
            *(Picked("setting", term.slug, term.name) for term in self.settings),
            *(Picked("without", term.slug, _("Leave out %(name)s") % {"name": term.name}) for term in self.without),
        ]

    def questions(self, vocabulary: Vocabulary) -> list[Question]:
        """Return the questions of the form, without those that have nothing to choose."""
        asked = [
            Question("topic", _("What was hard"), _options(vocabulary.stressors, self.topics), one_of=True),
            Question("helped", _("What helped"), _options(vocabulary.helped, self.helped)),
            Question("setting", _("Kind of work"), _options(vocabulary.groups.values(), self.settings)),
            Question("without", _("Leave out stories that mention"), _options(vocabulary.notes.values(), self.without)),
        ]
        return [question for question in asked if question.options]


def read_fields(request: HttpRequest) -> QueryDict:
    """Return the fields of the address; of more than Django would read, the first hundred."""
    try:
        return request.GET
    except TooManyFieldsSent:
        return QueryDict("&".join(request.META.get("QUERY_STRING", "").split("&")[:MOST_FIELDS]))


def read_filters(fields: QueryDict, vocabulary: Vocabulary) -> Filters:
    """Return what the address asks for, each value once and in the order of the form.

    A topic counts as what it is, also under the other name: one of either kind may have been merged into the other.
    """
    slugs = [fields.get("topic", ""), *fields.getlist("helped")[:MOST]]
    topics = {term.slug for slug in slugs if (term := vocabulary.topic(slug))}
    settings = _among(vocabulary.groups.values(), fields.getlist("setting")[:MOST])
    return Filters(
        topics=_among(vocabulary.stressors, topics)[:1],
        helped=_among(vocabulary.helped, topics),
        settings=settings,
        without=_among(vocabulary.notes.values(), fields.getlist("without")[:MOST]),
        within=tuple(key for term in settings for key in vocabulary.groups_within(term) if key != term.id),
    )


def address(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the address of the same page with these parameters."""
    return "?" + urlencode(list(pairs))


def chosen(picked: Sequence[Picked], keep: Iterable[tuple[str, str]] = ()) -> list[Chosen]:
    """Return each filter with the address that takes it off; `keep` are parameters that every address repeats."""
    kept = list(keep)
    return [
        Chosen(capfirst(one.label), address([*kept, *(other.pair for other in picked if other is not one)]))
        for one in picked
    ]


def _among(terms: Iterable[Term], slugs: Iterable[str]) -> tuple[Term, ...]:
    wanted = set(slugs)
    return tuple(term for term in terms if term.slug in wanted)


def _options(terms: Iterable[Term], on: Sequence[Term]) -> tuple[Option, ...]:
    return tuple(Option(term.slug, term.name, term in on) for term in terms)
