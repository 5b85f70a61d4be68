"""An author's words cut into runs, so that finds and words of risk can be marked where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Place:
    """Where something stands in a part of a story, and its number in the list beside the story."""

    start: int
    end: int
    number: int


@dataclass(frozen=True)
class Piece:
    """A run of an author's words; `find` and `risk` are the numbers of what it belongs to, or 0.

    The last run of a find, and of words of risk, is where the number is written.
    """

    text: str
    find: int = 0
    risk: int = 0
    ends_find: bool = False
    ends_risk: bool = False


def marked_paragraphs(text: str, finds: Sequence[Place], risks: Sequence[Place]) -> list[list[Piece]]:
    """Return the paragraphs of a part, each cut wherever a find or words of risk start or end.

    Neither list may overlap with itself; with each other they may.
    """
    paragraphs: list[list[Piece]] = []
    start = 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        inside = {at for place in (*finds, *risks) for at in (place.start, place.end) if start < at < end}
        cuts = [start, *sorted(inside), end]
        paragraphs.append([_piece(text, at, to, finds, risks) for at, to in pairwise(cuts) if at < to])
        start = end + 2
    return [pieces for pieces in paragraphs if pieces]


def _piece(text: str, start: int, end: int, finds: Sequence[Place], risks: Sequence[Place]) -> Piece:
    find, risk = _at(start, finds), _at(start, risks)
    return Piece(
        text[start:end],
        find.number if find else 0,
        risk.number if risk else 0,
        ends_find=_ends(text, end, find),
        ends_risk=_ends(text, end, risk),
    )


def _at(place: int, places: Sequence[Place]) -> Place | None:
    return next((each for each in places if each.start <= place < each.end), None)


def _ends(text: str, end: int, place: Place | None) -> bool:
    # What goes on in the next paragraph has its number there; spaces are no words to go on with.
    return place is not None and not text[end : place.end].strip()
