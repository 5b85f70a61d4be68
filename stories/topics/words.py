"""How text becomes words: folded, without accents, stemmed. The search and the topics use the same, on each database.

The stems are made here and not by SQLite or PostgreSQL, whose stemmers, lists of stop-words and ideas of an accent
differ: one analyser gives both the same index, and so the same order of results.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

LONGEST = 40  # characters of a word that count; a longer one is no word that two people type alike
# Letters and digits; an apostrophe inside holds "don’t" together. The marks that accents leave when a keyboard sends
# them one by one belong to the letter before them.
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f'’]+[^\W_]+)*[\u0300-\u036f]*")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_stemmer = snowballstemmer.stemmer("english")

# Words that nearly every story holds, and that alone say nothing of what somebody looks for.
_STOP = """
    a about after again all also am an and any are aren't as at be because been before being but by can can't cannot
    could couldn't did didn't do does doesn't doing don't for from get getting got had hadn't has hasn't have haven't
    having he he's her here hers him his how i i'd i'll i'm i've if in into is isn't it it's its just like me more most
    much my myself no nor not now of off on once one only or other our ours out over own really she she's should so
    some such than that that's the their them then there these they they're this those through to too under until up
    us very want was wasn't way we we're were weren't what when where which while who whom why will with won't would
    wouldn't you you're your yours
"""
STOP_WORDS = frozenset(_STOP.split())


@dataclass(frozen=True)
class Word:
    """A word in a text: where it stands, how it was written (folded), and its stem."""

    start: int
    end: int
    folded: str
    stem: str


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of the text in order, with their places in it."""
    for found in WORD.finditer(text):
        folded = fold(found.group())
        if folded and stem(folded):
            yield Word(found.start(), found.end(), folded, stem(folded))


def stems(text: str) -> list[str]:
    """Return the stems of the text's words in order: letters and digits only."""
    return [word.stem for word in words_in(text)]


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return the word in small letters, without accents, with straight apostrophes, cut to LONGEST characters."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    return _MARKS.sub("", bare).replace("’", "'")[:LONGEST].strip("'")


@lru_cache(maxsize=50_000)
def stem(folded: str) -> str:
    """Return the stem of a folded word (Porter's second stemmer); letters and digits only."""
    shortened: str = _stemmer.stemWord(folded)
    return "".join(filter(str.isalnum, shortened)) or "".join(filter(str.isalnum, folded))
