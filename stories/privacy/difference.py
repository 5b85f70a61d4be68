"""What changed between two versions of a text, by words, for authors and moderators to see."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from operator import eq
from typing import Literal

Kind = Literal["same", "removed", "added"]
# A word with the spaces behind it; spaces alone only at the very start.
_WORDS = re.compile(r"\S+\s*|^\s+")


@dataclass(frozen=True)
class Change:
    """A run of words that stayed, was taken out, or was put in."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Change]:
    """Return the runs of words in reading order, what was taken out before what was put in its place.

    "same" and "removed" together give `before`; "same" and "added" together give `after`.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    head = _alike(old, new)
    tail = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - head)
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    changes = [Change("same", "".join(old[:head]))]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old_middle, new_middle).get_opcodes():
        if tag == "equal":
            changes.append(Change("same", "".join(old_middle[i1:i2])))
        else:
            changes.append(Change("removed", "".join(old_middle[i1:i2])))
            changes.append(Change("added", "".join(new_middle[j1:j2])))
    changes.append(Change("same", "".join(old[len(old) - tail :])))
    return [change for change in changes if change.text]


def _alike(old: list[str], new: list[str]) -> int:
    """Return how many words the two lists have in common at their start."""
    return sum(1 for _ in takewhile(bool, map(eq, old, new)))
