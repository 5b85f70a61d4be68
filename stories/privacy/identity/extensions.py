"""Numbers of telephones inside a house: "ext. 5512", "x5512", "internal 2203", "dect 61 22", "ring me on 5512"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.digits import COUNTED
from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.words import Reading

_VALUE = r"\d{2}[ .-]\d{2}|\d{3,6}"
_THROUGH = re.compile(rf"\bthrough to (?P<it>{_VALUE})(?![\w%]|[.,:/-]\d)", re.IGNORECASE)
# "I'm on 5512 most days": a wage too, so it is pointed at.
_AM_ON = re.compile(
    r"\b(?:i[’']?m|i am|we[’']re|desk is|office is)(?: usually| mostly| always)? on (?P<it>\d{4,5})"
    r"(?= (?:most|all|any|till|until|from|mornings?|after)\b|[.;!?](?!\d)|$)",
    re.IGNORECASE,
)
# "1-555-0172, extension 9": behind a whole number it may be short, and both belong together.
_BEHIND = re.compile(
    r"(?<![\w£$€.,/-])\+?\(?\d[\d ().-]{5,20}\d,? (?:and |then |and then )?(?:ext(?:n|ension)?\.?|option|x)"
    r"(?: (?:number|no\.?|is))? ?\d{1,6}(?![\w%]|[.,:/-]\d)",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    rf"\b(?:ext(?:n|ension)?s?|dect|internal(?:ly)?|handset|short ?dial|speed ?dial|desk phone|desk line)\b\.?"
    rf"(?: (?:number|no\.?|line|phone|is|on|at))?[:,]? ?#?(?:{_VALUE})(?![\w%]|[.,:/-]\d)"
    rf"|(?<![\w.])x ?\d{{4,5}}(?![\w%]|[.,:/-]\d)"
    r"|\b(?:ring|dial|phone) (?P<dialled>(?!19|20)\d{4,5})(?![\w%]|[.,:/-]\d)"
    r"|\b(?:ring|call|dial|phone|reach|catch|raise|bleep|page|buzz|get|find)(?: (?:me|him|her|us|them|it|in|through))?"
    rf" (?:internally )?on (?P<rung>{_VALUE})(?![\w%]|[.,:/-]\d)",
    re.IGNORECASE,
)


def extensions(reading: Reading) -> Iterator[Find]:
    """Yield the numbers of extensions; a number of something that is counted is none ("internal 200 staff")."""
    for match in reading.near(_EXTENSION, numbers=True, before=40, after=8):
        name = match.lastgroup or 0
        if not COUNTED.match(reading.text, match.end()):
            yield told("phone", reading.text, match.start(name), match.end())
    for match in reading.near(_BEHIND, numbers=True, before=4, after=44):
        yield told("phone", reading.text, match.start(), match.end())
    for match in reading.near(_THROUGH, numbers=True, before=14, after=8):
        if not COUNTED.match(reading.text, match.end()):
            yield told("phone", reading.text, match.start("it"), match.end("it"), tier="please_check")
    for match in reading.near(_AM_ON, numbers=True, before=30, after=12):
        yield told("phone", reading.text, match.start("it"), match.end("it"), tier="please_check")
