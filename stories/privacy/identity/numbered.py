"""Places with a number: "ward 7", "Line 6", "Clinic Room 4"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue, fold, is_ordinary
from stories.privacy.identity.words import Reading

_PLACES = cue("numbered")
_VAGUE = tuple(cue("vague_numbers"))  # a ward or a line says where; "level 2" or "team A" much less
_NUMBERED = re.compile(
    r"\b(?:(?-i:(?!In |On |At |The |From |My |Our |To |By |And )[A-Z][\w’'-]{1,20}) ){0,2}"
    rf"(?P<place>{'|'.join(sorted(_PLACES))})"
    r" (?:(?:no\.? ?|number )?[A-Z]{0,2}-?\d{1,4}(?:\.\d{1,3})?[A-Za-z]?|(?-i:[B-HJ-Z]))\b(?![%&/’'.-]\w|%)"
    r"(?! (?:hours|people|minutes|years|times|weeks|days|months|of us|yards|feet|miles|metres|hrs|per)| \d)",
    re.IGNORECASE,
)


# "Marram House, room 4", "on Kestrel Ward in bed 12": what the room is in has a name.
_NAMED = re.compile(
    r"\b(?!The |My |Our )[A-Z][\w’'-]{2,20} (?:Ward|House|Hospital|Building|Wing|Lodge|Court|Centre|Clinic|School"
    r"|Hall|Depot|Tower|Unit|Site|Lane|Road|Street)\b"
)
_BESIDE = 40  # characters
_TILL = re.compile(r"\b(?:on|at|from|behind|to|by|my|of|near|off) $", re.IGNORECASE)  # "on till 4", not "open till 4"


def numbered(reading: Reading) -> Iterator[Find]:
    """Yield places with a number or a letter. One alone is pointed at: every house has a room 4."""
    for match in reading.near(_NUMBERED, _PLACES, before=45, after=24):
        place = match["place"].casefold()
        if place == "till" and _is_time(reading.text, match.start("place")):
            continue
        is_sure = place == "ward" or (place not in _VAGUE and _is_named(match))
        yield told("room", reading.text, match.start(), match.end(), tier="found" if is_sure else "please_check")


def _is_time(text: str, start: int) -> bool:
    """Say whether "till 11" says how long, and not at which till."""
    return _TILL.search(text, max(0, start - 12), start) is None


def _is_named(match: re.Match[str]) -> bool:
    """Say whether a name stands before the room, or beside it what it is in: "Clinic Room 4", "Heron Ward, bed 2"."""
    if any(not is_ordinary(fold(word)) for word in match[0][: match.start("place") - match.start()].split()):
        return True
    return _NAMED.search(match.string, max(0, match.start() - _BESIDE), match.end() + _BESIDE) is not None
