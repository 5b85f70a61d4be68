"""A last look before a story is approved: what the identity check still finds, and what was taken out in part only.

A detail that goes in one place and stays in another gives away what was taken out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stories.models import Submission
from stories.privacy.identity import Find, find_in_parts
from stories.privacy.sealing import unseal_parts
from stories.publishing.actions import PARTS

SHORTEST = 3  # letters; "On" or "A" at the start of a name is no trace of it
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class LastLook:
    """Phrases in the version to publish, each with how often it stands there."""

    found: list[tuple[str, int]]
    left_over: list[tuple[str, int]]


def last_look(submission: Submission) -> LastLook:
    """Look through the version to publish. Raises SealedKey.DoesNotExist when it was erased in the meantime."""
    original = unseal_parts(submission, "original", submission.sealed_original)
    edit = unseal_parts(submission, "edit", submission.sealed_edit) if submission.sealed_edit else original
    found = Counter(find.phrase for find in _finds(edit))
    left_over = [] if edit == original else left_over_words(original, edit, _finds(original))
    return LastLook(list(found.items()), left_over)


def left_over_words(
    original: Mapping[str, str], edit: Mapping[str, str], finds: Iterable[Find]
) -> list[tuple[str, int]]:
    """Return the words of `finds` that were taken out at least once and still stand, with how often they do.

    A word that the author also writes small, such as "fire" beside "Corral Fire", is an everyday one and not named.
    """
    before, after = _counted(original), _counted(edit)
    words = dict.fromkeys(word for find in finds for word in _WORD.findall(find.phrase) if len(word) >= SHORTEST)
    return [
        (word, after[word])
        for word in words
        if 0 < after[word] < before[word] and (word.lower() == word.upper() or not before[word.lower()])
    ]


def _finds(parts: Mapping[str, str]) -> list[Find]:
    return find_in_parts({name: parts[name] for name in ("title", *PARTS)})


def _counted(parts: Mapping[str, str]) -> Counter[str]:
    return Counter(_WORD.findall(" ".join(parts[name] for name in ("title", *PARTS))))
