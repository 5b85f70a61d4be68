"""Telephone numbers, typed, and any number spelt out in words or spaced out, digit by digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from django.conf import settings
from phonenumbers import Leniency, PhoneNumberMatcher

from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue
from stories.privacy.identity.words import Reading

TRIES = 100  # runs of digits that libphonenumber is asked about: nobody writes so many numbers
ALSO = ("GB", "IE", "US")  # regions whose numbers people write without a country code, beside the operator's own
# What could hold a telephone number: libphonenumber sees these runs and nothing else.
_DATED = re.compile(r"\d{1,2}/\d{1,2}\b|\b\d{1,2}[-.]\d{1,2}[-.](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d{1,2}-\d{1,2}\b")
_RING = re.compile(
    r"\b(?:call|ring|text|tel|phone|number|mobile|mob|cell|dial|whatsapp|fax|line|landline|on|ext"
    r"|sms)\b\W{0,3}(?:\w+\W{1,3}){0,3}$",
    re.IGNORECASE,
)
_RUN = re.compile(r"(?<![\w.,])[+(]{0,2}\d[\d \t().+/–-]{5,40}\d(?:\s?(?:x|ext\.?|extension)\s?\d{1,5})?")
# How a number that libphonenumber does not know is often written.
_LOOSE = re.compile(
    r"(?<![\w£$€.,-])(?:\+\d{1,3}[ .-]?)?\(?\d{2,5}\)?[ .-]{1,2}\d{2,5}(?:[ .-]\d{2,5}){1,4}(?![\w%])"
    r"|(?<![\w£$€+])0\d{9,10}(?!\w)"
)
_SPACED = re.compile(r"(?<![\w£$€])\+?\d(?:[ .,/-]{1,3}\d){4,30}(?!\w)")
_WITH_O = re.compile(r"(?<!\w)[\dOo]{3,7}(?:[ -]?[\dOo]{2,7}){1,3}(?!\w)")  # "O77OO 9OO 123": letters for noughts
_DIGITS = (
    "zero", "oh", "o", "nought", "naught", "nil", "one", "two", "three", "four", "five", "six", "seven", "eight",
    "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand",
    "double",
    "treble", "triple", "plus", "zeros", "ohs", "nines", "sevens", "twos", "fours",
)  # fmt: skip
DIGIT = rf"(?:{'|'.join(_DIGITS)}|\d{{1,6}})"
JOIN = r"(?:[ ,.;:/–—-]{1,3}(?:and |then |the |of |from ){0,2}|,? ?stroke,? |,? ?dash,? |,? ?slash,? )"
_SPELT = re.compile(rf"(?<![\w£$€-])\+?{DIGIT}(?:{JOIN}{DIGIT}){{2,30}}\b", re.IGNORECASE)
_PIECE = re.compile(r"[a-z]+|\d+", re.IGNORECASE)
_VALUES = {
    "ten": 2,
    "eleven": 2,
    "twelve": 2,
    "hundred": 2,
    "thousand": 3,
    "plus": 0,
    "double": 1,
    "treble": 2,
    "triple": 2,
}
_FILLERS = frozenset({"and", "then", "the", "of", "from", "stroke", "dash", "slash"})
_CUE = re.compile(
    r"\b(?:number|id|badge|payroll|staff|ticket|ref|reference|pin|code|case|locker|clock|login|it[’']s"
    r"|mine[’']?s|mine is"
    r"|i[’']?m|ends?|is|dial|ring|ext|extension)\b[^.!?\n]{0,25}$",
    re.IGNORECASE,
)
# "page sixty-one of the blue book": a number in words that only means something to those who have the book.
_ENTRY = re.compile(
    r"\b(?:page|entry|line|item|file|folder|case|box|locker|route|ticket|job|row|docket) (?:number |no\.? )?"
    r"(?P<it>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]\w{3,5})?(?: of the \w+(?: \w+)?)?)",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"[ ,-]{0,3}(?:pounds?|quid|euros?|dollars?|k\b|p\b|grand|percent|per cent|%|miles|hours?|minutes?|mins"
    r"|days?|weeks?"
    r"|months?|years?|people|patients|times|calls|beds|of us|metres|kilos?|degrees|of them|staff)\b",
    re.IGNORECASE,
)


def phones(reading: Reading) -> Iterator[Find]:
    """Yield telephone numbers: those libphonenumber knows here and abroad, and what looks like one."""
    text = reading.text
    likely = (run for run in reading.near(_RUN, numbers=True, before=8, after=60) if sum(map(str.isdigit, run[0])) >= 7)
    for run in islice(likely, TRIES):
        for start, end in () if _DATED.search(run[0]) else _known(run[0], is_said=_is_said(run)):
            yield told("phone", text, run.start() + start, run.start() + end)
    for match in reading.near(_LOOSE, numbers=True, before=20, after=50):
        if 9 <= sum(map(str.isdigit, match[0])) <= 15:
            yield told("phone", text, match.start(), match.end())
    for match in reading.near(_WITH_O, numbers=True, before=14, after=24):
        digits = sum(map(str.isdigit, match[0]))
        if digits >= 4 and sum(map(str.isalnum, match[0])) >= 9 > digits:
            yield told("phone", text, match.start(), match.end())


def _is_said(run: re.Match[str]) -> bool:
    """Say whether "ring", "number" and the like stand before: then a short one counts too."""
    return _RING.search(run.string, max(0, run.start() - 40), run.start()) is not None


def _known(run: str, *, is_said: bool) -> list[tuple[int, int]]:
    """Return where numbers stand in a run of digits, in the operator's own region or another."""
    home = settings.CAIRN_PHONE_REGION
    is_long = sum(map(str.isdigit, run)) >= 9
    for region in dict.fromkeys((home, *ALSO)):
        leniency = Leniency.POSSIBLE if region == home and (is_long or is_said) else Leniency.VALID
        matches = PhoneNumberMatcher(run, region, leniency=leniency, max_tries=4)
        spans = [(match.start, match.end) for match in matches]
        if spans:
            return spans
    return []


def spelt(reading: Reading) -> Iterator[Find]:
    """Yield numbers whose digits are in words or stand apart: seven or more are a telephone's, fewer some id."""
    text = reading.text
    for match in reading.near(_SPACED, numbers=True, before=10, after=40):
        digits = sum(map(str.isdigit, match[0]))
        yield told("phone" if digits >= 7 else "number", text, match.start(), match.end())
    for match in reading.near(_SPELT, _DIGITS, numbers=True, before=30, after=110):
        digits = _digits_in(match[0])
        if digits >= 7:
            yield told("phone", text, match.start(), match.end())
        elif digits >= 3 and _is_id(text, match):
            yield told("number", text, match.start(), match.end())
    for match in reading.near(_ENTRY, cue("tens"), before=24, after=40):
        if not COUNTED.match(text, match.end()):
            yield told("number", text, match.start("it"), match.end("it"), tier="please_check")


def _is_id(text: str, match: re.Match[str]) -> bool:
    """Say whether a word such as "number" or "badge" stands before, and nothing that is counted after.

    Digits with commas between are a list of things ("channels 4, 5 and 7").
    """
    if not any(word.isalpha() and word not in _FILLERS for word in _PIECE.findall(match[0].lower())):
        return False
    is_cued = _CUE.search(text, max(0, match.start() - 60), match.start())
    return is_cued is not None and not COUNTED.match(text, match.end())


def _digits_in(phrase: str) -> int:
    """Return how many digits a spelt number stands for."""
    count = 0
    for word in _PIECE.findall(phrase.lower()):
        if word.isdigit():
            count += len(word)
        elif word not in _FILLERS:
            count += 2 if word.endswith("teen") else _VALUES.get(word, 1)
    return count
