"""What a reader narrows the list of stories by, read from the address: unknown words in it count for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.library.cards import listed, lowered
from kb.library.vocabulary import Term, Vocabulary

MOST = 20  # values of one kind that an address may hold


@dataclass(frozen=True)
class Chosen:
    """One chosen filter: what it says, and the address of the list without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Option:
    """One line of the form."""

    slug: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Filters:
    """What was chosen: a topic, what helped (any of these), kinds of work (any), notes to leave out (all)."""

    vocabulary: Vocabulary
    topic: Term | None
    helped: tuple[Term, ...]
    settings: tuple[Term, ...]
    without: tuple[Term, ...]

    @property
    def count(self) -> int:
        """How many are chosen."""
        return len(self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of an address that says the same."""
        many = (("helped", self.helped), ("setting", self.settings), ("without", self.without))
        first = [("topic", self.topic.slug)] if self.topic else []
        return first + [(name, term.slug) for name, terms in many for term in terms]

    @property
    def topics(self) -> list[Option]:
        """What was hard, for the form; with the chosen topic whatever its kind."""
        offered = self.vocabulary.stressors
        if self.topic and self.topic not in offered:
            offered = [self.topic, *offered]
        return _options(offered, [self.topic] if self.topic else [])

    @property
    def all_helped(self) -> list[Option]:
        """What helped, for the form."""
        return _options(self.vocabulary.helped, self.helped)

    @property
    def all_settings(self) -> list[Option]:
        """Kinds of work, for the form."""
        return _options(self.vocabulary.groups.values(), self.settings)

    @property
    def all_without(self) -> list[Option]:
        """Notes to leave out, for the form."""
        return _options(self.vocabulary.notes.values(), self.without)

    @property
    def chosen(self) -> list[Chosen]:
        """The chosen filters, each with the address that takes it off."""
        labels = [self.topic.name] if self.topic else []
        labels += [_("Helped: %(name)s") % {"name": lowered(term.name)} for term in self.helped]
        labels += [term.name for term in self.settings]
        labels += [_("Leave out %(name)s") % {"name": term.name} for term in self.without]
        pairs = self.pairs
        rests = [pairs[:place] + pairs[place + 1 :] for place in range(len(pairs))]
        return [
            Chosen(capfirst(label), "?" + urlencode(rest) if rest else "?")
            for label, rest in zip(labels, rests, strict=True)
        ]

    @property
    def heading(self) -> str:
        """What the list shows: "Stories about night shifts"."""
        return _("Stories %(subject)s") % {"subject": self.subject} if self.subject else _("Stories")

    @property
    def subject(self) -> str:
        """What the list is about, to stand after “Stories”: "from patient care about night shifts"; may be empty."""
        pieces = []
        if self.settings:
            pieces.append(_("from %(groups)s") % {"groups": listed([lowered(term.name) for term in self.settings])})
        if self.topic:
            pieces.append(_("about %(topic)s") % {"topic": lowered(self.topic.name)})
        if self.helped:
            names = [lowered(term.name) for term in self.helped]
            pieces.append(_("where this helped: %(things)s") % {"things": listed(names)})
        return " ".join(pieces)


def read_filters(asked: QueryDict, vocabulary: Vocabulary) -> Filters:
    """Return what the address asks for, in the order of the form, each value once."""
    return Filters(
        vocabulary=vocabulary,
        topic=vocabulary.topic(asked.get("topic", "")),
        helped=_among(vocabulary.helped, {term.slug for term in _topics(asked.getlist("helped"), vocabulary)}),
        settings=_among(vocabulary.groups.values(), set(asked.getlist("setting")[:MOST])),
        without=_among(vocabulary.notes.values(), set(asked.getlist("without")[:MOST])),
    )


def _topics(slugs: list[str], vocabulary: Vocabulary) -> list[Term]:
    return [term for slug in slugs[:MOST] if (term := vocabulary.topic(slug))]


def _among(terms: Iterable[Term], slugs: set[str]) -> tuple[Term, ...]:
    return tuple(term for term in terms if term.slug in slugs)


def _options(terms: Iterable[Term], chosen: Iterable[Term]) -> list[Option]:
    slugs = {term.slug for term in chosen}
    return [Option(term.slug, term.name, term.slug in slugs) for term in terms]
