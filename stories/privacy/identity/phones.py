"""Telephone numbers as people type them; `spelt` finds those in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from django.conf import settings
from phonenumbers import Leniency, PhoneNumberMatcher

from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.words import Reading

TRIES = 100  # runs of digits that libphonenumber is asked about: nobody writes so many numbers
ALSO = ("GB", "IE", "US")  # regions whose numbers people write without a country code, beside the operator's own
# What could hold a telephone number: libphonenumber sees these runs and nothing else.
_DATED = re.compile(r"\d{1,2}/\d{1,2}\b|\b\d{1,2}[-.]\d{1,2}[-.](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d{1,2}-\d{1,2}\b")
_MEASURE = re.compile(
    r"\(?\d{1,3}\.\d{3,8}\W{0,3}(?:\d{1,3}\.\d{3,8})?|[0-2]\d[0-5]\d ?[/-] ?[0-2]\d[0-5]\d"
)  # coordinates, megahertz, hours
_TICKET = re.compile(
    r"\b(?:ticket|serial|case|ref|reference|order|request)\W{0,3}(?:number|no\.?|#)?\W{0,4}$", re.IGNORECASE
)
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
_WITH_O = re.compile(r"(?<!\w)[\dOo]{3,7}(?:[ -]?[\dOo]{2,7}){1,3}(?!\w)")  # "O77OO 9OO 123": letters for noughts


def phones(reading: Reading) -> Iterator[Find]:
    """Yield telephone numbers: those libphonenumber knows here and abroad, and what looks like one."""
    text = reading.text
    likely = (run for run in reading.near(_RUN, numbers=True, before=8, after=60) if sum(map(str.isdigit, run[0])) >= 7)
    for run in islice(likely, TRIES):
        for start, end in () if _is_other(run) else _known(run[0], is_said=_is_said(run)):
            yield told("phone", text, run.start() + start, run.start() + end)
    for match in reading.near(_LOOSE, numbers=True, before=20, after=50):
        if 9 <= sum(map(str.isdigit, match[0])) <= 15 and not _DATED.search(match[0]):
            yield told("phone", text, match.start(), match.end())
    for match in reading.near(_WITH_O, numbers=True, before=14, after=24):
        digits = sum(map(str.isdigit, match[0]))
        if digits >= 4 and sum(map(str.isalnum, match[0])) >= 9 > digits:
            yield told("phone", text, match.start(), match.end())


def _is_other(run: re.Match[str]) -> bool:
    """Say whether a run of digits is a date, a measure, or has a word such as "ticket" before it."""
    if _DATED.search(run[0]) or _MEASURE.fullmatch(run[0]):
        return True
    return _TICKET.search(run.string, max(0, run.start() - 30), run.start()) is not None


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
