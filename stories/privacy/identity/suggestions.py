"""What could stand in place of a detail, where that depends on the detail: "4 a.m." becomes "in the night"."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
_STREETS = frozenset(
    [
        "street",
        "road",
        "lane",
        "avenue",
        "close",
        "drive",
        "way",
        "square",
        "bridge",
        "hill",
        "court",
        "terrace",
        "crescent",
        "row",
        "gardens",
        "mews",
    ]
)
_SCHOOLS = frozenset(["school", "academy", "college", "university", "primary", "secondary", "high", "nursery"])
_CARE = frozenset(["hospital", "infirmary", "surgery", "clinic", "hospice", "practice"])


def time(phrase: str) -> Words:
    """Return the part of the day of a clock time that begins with the hour in digits; else "at some point"."""
    numbers = re.findall(r"\d{1,2}", phrase)
    if not numbers:
        return _("at some point")
    hour = int(numbers[0]) % 24
    if re.search(r"p\.?\s?m", phrase, re.IGNORECASE) and hour < 12:
        hour += 12
    elif re.search(r"a\.?\s?m", phrase, re.IGNORECASE) and hour == 12:
        hour = 0
    if 5 <= hour < 12:
        return _("in the morning")
    if 12 <= hour < 18:
        return _("in the afternoon")
    if 18 <= hour < 23:
        return _("in the evening")
    return _("in the night")


def age(phrase: str) -> Words:
    """Return a coarse age for one in digits, and "of my age" for one in words."""
    digits = re.findall(r"\d{1,3}", phrase)
    if not digits:
        return _("of a certain age")
    years = int(digits[0])
    if years < 18:
        return _("young")
    if years < 40:
        return _("fairly young")
    return _("middle-aged") if years < 65 else _("older")


def place(phrase: str) -> Words:
    """Return a coarse place for a street, a school, a hospital, a ward; else one near work."""
    last = phrase.rsplit(maxsplit=1)[-1].casefold()
    if last in _STREETS:
        return _("a street near work")
    if last in _SCHOOLS:
        return _("my school")
    if last in _CARE:
        return _("the place where I work")
    return _("my ward") if last in {"ward", "unit"} else _("a place near work")


def room(phrase: str) -> Words:
    """Return a coarse place for a numbered one."""
    told = phrase.casefold().split()
    names = {"ward": _("my ward"), "unit": _("my unit"), "room": _("a room"), "bed": _("a bed"), "bay": _("a bay")}
    return next((names[word] for word in told if word in names), _("a place at work"))
