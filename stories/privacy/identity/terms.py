"""Finds the organisation's own words: wards, buildings, products that the programme lead keeps in the admin."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stories.models.directory import OwnTerm
from stories.privacy.identity.finds import Find
from stories.privacy.identity.lists import fold
from stories.privacy.identity.words import Word, words_of

_REASON = _("This word is used where we work. It could show who you are.")
_INSTEAD: dict[str, Promise] = {
    OwnTerm.Kind.WARD: _("my ward"),
    OwnTerm.Kind.TEAM: _("my team"),
    OwnTerm.Kind.BUILDING: _("a place at work"),
    OwnTerm.Kind.PRODUCT: _("a system at work"),
    OwnTerm.Kind.OTHER: _("something at work"),
}
Known = dict[str, list[tuple[tuple[str, ...], str]]]


class OwnTermEngine:
    """Finds each term as whole words, whatever its capitals and the signs between its words. One query a check."""

    def finds(self, text: str) -> Iterator[Find]:
        """Yield the terms in the text, the longest at each place."""
        known = _known()
        if not known:
            return
        pieces = [(piece, word) for word in words_of(text) for piece in _pieces(word)]
        for place, (piece, word) in enumerate(pieces):
            for rest, instead in known.get(piece, ()):
                run = pieces[place : place + 1 + len(rest)]
                if tuple(each for each, _word in run[1:]) == rest and all(_joined(each) for _piece, each in run[1:]):
                    end = run[-1][1].end
                    yield Find(text[word.start : end], str(_REASON), instead, "found", word.start, end, kind="own term")
                    break


def _known() -> Known:
    """Return the terms by first word, the longest first: each with its further words and what to write instead."""
    known: Known = {}
    for term, kind, suggestion in OwnTerm.objects.values_list("term", "kind", "suggestion"):
        pieces = [piece for word in words_of(term) for piece in _pieces(word)]
        if pieces:
            known.setdefault(pieces[0], []).append((tuple(pieces[1:]), suggestion or str(_INSTEAD[kind])))
    for terms in known.values():
        terms.sort(key=lambda each: -len(each[0]))
    return known


def _pieces(word: Word) -> list[str]:
    return [fold(piece) for piece in word.plain.split("-")]


def _joined(word: Word) -> bool:
    return "\n" not in word.gap and word.gap.strip(" -_/.,&’'") == ""
