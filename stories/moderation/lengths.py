"""How long a story is, in three words: what the queue says, and what it can be narrowed by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

_MIDDLING_FROM, _LONG_FROM = 300, 800  # words


class Length(models.TextChoices):
    """How much there is to read."""

    SHORT = "short", _("Short")
    MIDDLING = "middling", _("Middling")
    LONG = "long", _("Long")


def length_of(words: int) -> Length:
    """Return which of the three a story of so many words is."""
    if words < _MIDDLING_FROM:
        return Length.SHORT
    return Length.MIDDLING if words < _LONG_FROM else Length.LONG


def words_of(length: Length) -> tuple[int, int]:
    """Return from how many words, and up to below how many, a story is that long."""
    most = 2**31 - 1
    return {
        Length.SHORT: (0, _MIDDLING_FROM),
        Length.MIDDLING: (_MIDDLING_FROM, _LONG_FROM),
        Length.LONG: (_LONG_FROM, most),
    }[length]
