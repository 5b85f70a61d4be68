"""The piece of a text that shows why it was found, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from stories.topics.words import fold, stem

LENGTH = 190  # characters, about two lines of a card
BEFORE = 60  # of them at most before the first marked word
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+|\n+")


def snippet(*, body: str, lead: str, wanted: Collection[str]) -> SafeString:
    """Return about two lines as safe HTML: around the wanted stems, marked, or the beginning of `lead` without any."""
    places = _places(body, wanted)
    if not places:
        return _marked(_tidy(lead), 0, LENGTH, [])
    first = _best_start(places)
    return _marked(body, *_borders(body, first), places)


Place = tuple[int, int, str]  # from, to, stem


def _places(body: str, wanted: Collection[str]) -> list[Place]:
    """Return where the wanted words stand. Looks at words that begin alike, as stemming each word would be slow."""
    if not wanted:
        return []
    beginnings = "|".join(sorted({re.escape(one[:3] if len(one) > 3 else one[:1]) for one in wanted}))
    found = re.finditer(rf"\b(?:{beginnings})[^\W_]*(?:['’][^\W_]+)*", body, re.IGNORECASE)
    stemmed = ((one.start(), one.end(), stem(fold(one.group()))) for one in found)
    return [place for place in stemmed if place[2] in wanted]


def _best_start(places: Sequence[Place]) -> int:
    """Return the start of the marked word from which the most different ones are near."""

    def near(place: Place) -> int:
        return len({other[2] for other in places if 0 <= other[0] - place[0] < LENGTH - BEFORE})

    return max(places, key=lambda place: (near(place), -place[0]))[0]


def _borders(body: str, first: int) -> tuple[int, int]:
    """Return where the snippet begins and may end: at the start of a sentence when one is near, else after a word."""
    earliest = max(0, first - BEFORE)
    starts = [end.end() for end in _SENTENCE_END.finditer(body, earliest, first) if end.end() <= first]
    begin = starts[0] if starts else earliest
    if begin and not starts:
        space = body.find(" ", begin, first)
        begin = space + 1 if space >= 0 else first
    return begin, begin + LENGTH


def _marked(body: str, begin: int, end: int, places: Sequence[Place]) -> SafeString:
    """Return the piece as safe HTML: every part is escaped, and only our own marks are not."""
    if end < len(body):
        space = max(body.rfind(" ", begin, end + 1), body.rfind("\n", begin, end + 1))
        end = space if space > begin else end
    parts, at = [], begin
    for start, stop, _stem in places:
        if start >= at and stop <= end:
            parts += [escape(body[at:start]), "<mark>", escape(body[start:stop]), "</mark>"]
            at = stop
    parts.append(escape(body[at:end].rstrip(" ,;:–-\n")))
    before = "…" if begin and not body[:begin].rstrip(" ").endswith((".", "!", "?", "\n", "”", "’")) else ""
    after = "…" if body[end:].strip() and not parts[-1].endswith((".", "!", "?")) else ""
    return mark_safe(before + _tidy("".join(parts)) + after)  # noqa: S308 - escaped above


def _tidy(text: str) -> str:
    return " ".join(text.split())
