"""Words that are written with a capital and still name nobody."""

from __future__ import annotations

from functools import lru_cache

from stories.privacy.identity.lists import cue, is_ordinary, words
from stories.privacy.identity.words import Word

NEVER = cue("never_a_name")
GENERAL = words("general_names")


@lru_cache(maxsize=20_000)
def _is_general(plain: str) -> bool:
    return plain in GENERAL or is_ordinary(plain) or all(is_ordinary(part) for part in plain.split("-"))


def is_general(word: Word) -> bool:
    """Say whether a word with a capital is an ordinary one, or names a day, a language, a thing in every house."""
    plain = word.plain
    return _is_general(
        plain[:-1] if plain.endswith("s") and word.text[:-1].isupper() and word.text[-1] == "s" else plain
    )
