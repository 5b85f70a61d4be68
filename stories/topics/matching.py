"""Finds the topics that a text names, by their names and other words: "night shift" is Night shifts, "nights" too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stories.topics.vocabulary import Term, Vocabulary
from stories.topics.words import stems

MOST_SUGGESTED = 4
# In a whole story a single everyday word ("change", "row") says less than a phrase does.
PHRASE_COUNTS = 2


def suggested_terms(text: str, vocabulary: Vocabulary) -> list[Term]:
    """Return up to four topics that a story's text seems to be about, those named most first."""
    times: Counter[Term] = Counter()
    for term, length in _named(stems(text), vocabulary):
        times[term] += PHRASE_COUNTS if length > 1 else 1
    return [term for term, _times in times.most_common(MOST_SUGGESTED)]


def terms_named(text: str, vocabulary: Vocabulary) -> list[Term]:
    """Return the topics that the text names, in reading order, each once."""
    return list(dict.fromkeys(term for term, _length in _named(stems(text), vocabulary)))


def _named(words: list[str], vocabulary: Vocabulary) -> Iterator[tuple[Term, int]]:
    """Yield each topic that is named, with the number of words that name it; the longest name at a place counts."""
    names = {tuple(stems(name)): topic for name, topic in vocabulary.names}
    longest = max(map(len, names), default=0)
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            topic = names.get(tuple(words[place : place + length]))
            if topic:
                yield topic, length
                place += length
                break
        else:
            place += 1
