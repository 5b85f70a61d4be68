"""Places with a number: "ward 7", "Line 6", "Clinic Room 4"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue
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


def numbered(reading: Reading) -> Iterator[Find]:
    """Yield places with a number or a letter."""
    for match in reading.near(_NUMBERED, _PLACES, before=45, after=24):
        if match["place"].casefold() == "till" and re.search(r"\d{3}", match[0]):  # "till 2400" is a time
            continue
        is_vague = match["place"].casefold() in _VAGUE
        yield told("room", reading.text, match.start(), match.end(), tier="please_check" if is_vague else "found")
