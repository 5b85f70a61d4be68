"""Names that mean nobody: in sayings ("rob Peter to pay Paul"), stories, and for everybody ("Joe Bloggs")."""

from __future__ import annotations

from functools import lru_cache

from stories.privacy.identity.lists import Phrases, by_first_word, lines_of
from stories.privacy.identity.words import Reading


@lru_cache(maxsize=1)
def sayings() -> Phrases:
    """Return the sayings of the list by their first word."""
    return by_first_word(lines_of("sayings"))


def said(reading: Reading) -> set[int]:
    """Return which words of a text stand in one of the sayings, as their numbers."""
    found: set[int] = set()
    known, words = sayings(), reading.words
    for place in reading.places_of(known):
        for rest in known.get(words[place].plain, ()):
            if tuple(word.plain for word in words[place + 1 : place + 1 + len(rest)]) == rest:
                found.update(range(place, place + 1 + len(rest)))
                break
    return found
