"""What an author is told where a staff list is loaded: no more than the check would say of the word without the list.

Anybody can open the share page and type in names. So the list neither changes nor words a find that is there without
it; it adds finds where there are none, all of them doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from stories.privacy.identity.finds import Find

SHORTEST = 2  # letters: less than that is no name
BETWEEN = " \n\t,.-‐‑–’'"
COVERED = b"x"
_FREE = re.compile(rb"\x00+")


def is_listed(find: Find) -> bool:
    """Say whether the staff list alone knows of it."""
    return find.kind == "directory"


def beside(text: str, settled: Sequence[Find], listed: Iterable[Find]) -> list[Find]:
    """Return the settled finds, and what of the listed ones stands in none of them, in reading order.

    A longer one goes before a shorter, and each loses what another covers: of "kate odowd" the last name is left
    where "kate" is a find already.
    """
    found = list(settled)
    covered = bytearray(len(text))
    for find in found:
        covered[find.start : find.end] = COVERED * (find.end - find.start)
    for find in sorted(listed, key=lambda find: (find.start - find.end, find.start)):
        for free in _FREE.finditer(bytes(covered[find.start : find.end])):
            found += _left(text, find, find.start + free.start(), find.start + free.end())
        covered[find.start : find.end] = COVERED * (find.end - find.start)
    return sorted(found, key=lambda find: find.start)


def _left(text: str, find: Find, start: int, end: int) -> Iterator[Find]:
    """Yield what is left of a find between these two characters, as an author is told of it."""
    phrase = text[start:end].strip(BETWEEN)
    if sum(letter.isalnum() for letter in phrase) >= SHORTEST:
        start = text.index(phrase, start)
        reason, end = find.to_author or find.reason, start + len(phrase)
        yield replace(find, phrase=phrase, reason=reason, tier="please_check", start=start, end=end)
