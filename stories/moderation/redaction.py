"""Where a find of the author's words stands in the version to publish, and putting other words in its place.

The script of the review page (`desk-words.js`) finds the place in the same way, so that both put the words where they
belong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stories.privacy.difference import Change, difference
from stories.privacy.identity import Find

SHOWN = 8  # words beside a change


def place_of(find: Find, changes: Sequence[Change], now: str) -> tuple[int, int] | None:
    """Return where the find of a part stands in it `now`, after these changes, or None when it does not any more.

    That is where nothing around it changed; else the first place with the same words in what was changed.
    """
    old = new = 0
    kept: list[tuple[int, int]] = []
    for change in changes:
        size = len(change.text)
        if change.kind == "same":
            if old <= find.start and find.end <= old + size:
                return new + find.start - old, new + find.end - old
            kept.append((new, new + size))
        old += size * (change.kind != "added")
        new += size * (change.kind != "removed")
    # A whole word, as "Al" is not meant in "Also"; and none that stayed, which is another find's.
    for found in re.finditer(rf"(?<!\w){re.escape(find.phrase)}(?!\w)", now):
        if not any(start <= found.start() and found.end() <= end for start, end in kept):
            return found.span()
    return None


def replaced(find: Find, was: str, now: str) -> str | None:
    """Return the part with the find's suggestion in its place, or None when the find does not stand there any more."""
    place = place_of(find, difference(was, now), now)
    return now[: place[0]] + find.suggestion + now[place[1] :] if place else None


def in_short(changes: list[Change]) -> list[Change]:
    """Return the changes with the long runs between them cut to the SHOWN words beside each."""
    last = len(changes) - 1
    return [
        Change(change.kind, _cut(change.text, at_start=number == 0, at_end=number == last))
        if change.kind == "same"
        else change
        for number, change in enumerate(changes)
    ]


def _cut(text: str, *, at_start: bool, at_end: bool) -> str:
    words = re.findall(r"\S+\s*|^\s+", text)
    head, tail = (0 if at_start else SHOWN), (0 if at_end else SHOWN)
    if (at_start and at_end) or len(words) <= head + tail:
        return text
    return f"{''.join(words[:head]).rstrip()} … {''.join(words[len(words) - tail :])}"
