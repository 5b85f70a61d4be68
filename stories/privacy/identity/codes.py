"""Letters and digits together, as a desk, a till or a phone app numbers its people, cases and things.

No list of shapes can be whole. So every run of letters and digits is taken, and what everybody says is left out: sizes,
doses, roads, hours. The longer it is, the surer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.digits import COUNTED
from stories.privacy.identity.finds import Find, Tier
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue, fold, is_ordinary
from stories.privacy.identity.words import Reading

_CODE = re.compile(
    r"(?<![\w@/’'&.£$€-])(?=[A-Za-z]{0,12}[-/_.]?[A-Za-z]{0,12}[-/_.]?\d)"
    r"[A-Za-z0-9]{1,16}(?:[-/_.][A-Za-z0-9]{1,12}){0,6}(?![\w@])(?!-\w)"
)
# "MOR 25/0447", "TRN 99 47183", "PDA 60-1182", "A04B 118836": capitals, a space, digits that may be grouped.
_PREFIXED = re.compile(
    r"(?<![\w@/.’'&-])(?P<name>[A-Z]{1,6}(?:[-/][A-Z]{1,3})?|[A-Z]{1,4}\d{1,8}[A-Z]?|\d[A-Z]{3})"
    r" (?P<value>\d{1,12}(?:[-/. ]\d{1,8}){0,5}(?:[-/ ]?[A-Z]{1,2}(?![A-Za-z]))?)(?![\w%@°]|[.,:]\d)"
)
# Sizes, doses, spans of time, versions, forms, roads, viruses: said by everybody.
_EVERYDAY = re.compile(
    r"(?:covid|sars|gcse|ks|hiv|iso|wd|pm|fy|h|co|ps|mp|web|bs|en)-?\d{1,5}(?:/\d\d)?|[a-z]-?\d{1,3}|[a-z]\d{1,2}[a-z]"
    r"|\d{1,3}(?:\.\d{1,3}){1,3}[a-z]?|\d{1,6}(?:[.-]\d{1,4})?-?"
    r"(?:mcg|mg|ml|kg|g|l|cm|mm|km|m|ft|in|lbs?|oz|st|mph|kph|kmh|rpm|psi|v|kv|w|kw|mw|a|hz|khz|mhz|ghz|kb|mb|gb|tb"
    r"|h|hr|hrs|hour|hours|min|mins|sec|secs|s|days?|weeks?|yrs?|years?|am|pm|z|k|p|x|pc|pt|ac|acres?|gal|gpm|cfs"
    r"|nd|rd|th|ths|c|f|d|bn|bhp|cc|px|mpg|ish|odd|plus|point|man|person|foot|inch|mile|metre|pound|quid|series)"
    r"|(?:19|20)?\d0s|(?:(?:19|20)\d\d)?q[1-4]|\d{1,5}x\d{1,5}(?:x\d{1,5})?|\d{1,2}ft\d{1,2}|\d{1,2}st\d{1,2}|v\d{1,2}(?:\.\d{1,3}){0,2}"
    r"|\d{1,2}[.:]?\d{0,2}(?:am|pm)?-\d{1,2}[.:]?\d{0,2}(?:am|pm|hrs|h)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d(?:[-/]\d\d)?")
_SAID = cue("said_with_numbers")  # "NHS 111", "BBC 2"
_RANGE = re.compile(r"\d{1,3}-\d{1,3}")
_PIECE = re.compile(r"[A-Za-z]+|\d+")
_SURE = 4  # digits


def codes(reading: Reading) -> Iterator[Find]:
    """Yield runs of letters and digits; one of few digits is only pointed at."""
    text = reading.text
    for match in reading.near(_CODE, numbers=True, before=24, after=60):
        if tier := _tier_of(match[0]):
            yield told("number", text, match.start(), match.end(), tier=tier)
    for match in reading.near(_PREFIXED, numbers=True, before=14, after=40):
        tier = _prefixed_tier(match)
        if tier and not COUNTED.match(text, match.end()):
            yield told("number", text, match.start(), match.end(), tier=tier)


def _tier_of(code: str) -> Tier | None:
    """Return how sure it is that a run is a number of somebody or something; None for what everybody says."""
    pieces = _PIECE.findall(code)
    words = [piece for piece in pieces if piece.isalpha()]
    digits = sum(len(piece) for piece in pieces if not piece.isalpha())
    if not words or digits < 2 or _EVERYDAY.fullmatch(code):
        return None
    if any(len(word) >= 3 and not word.isupper() and (len(word) > 4 or is_ordinary(fold(word))) for word in words):
        return None  # "mid-90s", "area51", and names online, which have a detector of their own
    is_grouped = any(sign in code for sign in "-/_.")
    if digits == 2 and not is_grouped and not (len(pieces) >= 3 and code.isupper()):
        return None
    return "found" if digits >= _SURE or (digits == 3 and is_grouped and len(pieces) >= 3) else "please_check"


def _prefixed_tier(match: re.Match[str]) -> Tier | None:
    name, value = match["name"], match["value"]
    digits = sum(map(str.isdigit, value))
    is_wind = len(name) < 3 and _RANGE.fullmatch(value) is not None  # "NE 25-30"
    if name.casefold() in _SAID or digits < 3 or is_wind or _YEAR.fullmatch(value):
        return None
    is_grouped = not value.isdigit() or any(sign in name for sign in "-/") or any(map(str.isdigit, name))
    return "found" if is_grouped or digits > _SURE or value[0] == "0" else "please_check"
