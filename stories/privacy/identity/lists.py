"""The word lists of the identity check, read once a process. They are our own, and no list of anybody's staff."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
Phrases = dict[str, tuple[tuple[str, ...], ...]]
# What an ordinary word may end in, and what stands there in the list.
ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""),
           ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("est", ""), ("able", ""), ("n't", ""), ("ful", ""),
           ("less", ""), ("ness", ""))  # fmt: skip
PREFIXES = ("un", "re", "over", "under", "non", "pre", "out", "mis", "dis")


def fold(text: str) -> str:
    """Return the text in small letters, without accents, with one kind of apostrophe."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ł", "l").replace("Ł", "L"))
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return text.casefold()


def lines_of(name: str) -> list[str]:
    """Return the lines of a list without its comments."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=16)
def words(name: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(word for line in lines_of(name) for word in line.split())


@lru_cache(maxsize=64)
def cue(name: str) -> frozenset[str]:
    """Return one of the small sets of words in cues.txt. Raises KeyError when there is none of this name."""
    found: dict[str, set[str]] = {}
    for line in lines_of("cues"):
        key, _colon, rest = line.partition(":")
        found.setdefault(key, set()).update(rest.split())
    return frozenset(found[name])


def by_first_word(phrases: Iterable[str]) -> Phrases:
    """Return phrases of several words by their first, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        first, *rest = phrase.split()
        found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in found.items()}


@lru_cache(maxsize=2)
def places() -> Phrases:
    """Return towns and regions: a line of the list that is one phrase, or many single words."""
    lines = lines_of("places")
    single = [word for line in lines if len(line) > 40 for word in line.split()]
    return by_first_word({*single, *words("places_that_are_words"), *(line for line in lines if len(line) <= 40)})


@lru_cache(maxsize=2)
def organisations() -> tuple[Phrases, frozenset[str]]:
    """Return large organisations, and those among them whose name says nothing without a cue."""
    lines = lines_of("organisations")
    weak = frozenset(line[:-1] for line in lines if line.endswith("*"))
    return by_first_word(line.rstrip("*") for line in lines), weak


@lru_cache(maxsize=2)
def nicknames() -> dict[str, frozenset[str]]:
    """Return, for each name, what else its bearer may be called: Katherine is Kate, and Kate may be Katherine."""
    called: dict[str, set[str]] = {}
    for line in lines_of("nicknames"):
        formal, _colon, short = line.partition(":")
        for name in formal.split():
            called.setdefault(name, set()).update(short.split())
        for nick in short.split():
            called.setdefault(nick, set()).update(formal.split())
    return {name: frozenset(others - {name}) for name, others in called.items()}


@lru_cache(maxsize=20_000)
def is_ordinary(word: str) -> bool:
    """Say whether a folded word is an ordinary one, in any of its usual forms; "evenings" has two endings."""
    word = word.removesuffix("'s")
    stems = _stems(word)
    if word.endswith("s"):
        stems |= _stems(word[:-1])
    return not stems.isdisjoint(words("ordinary_words"))


def _stems(word: str) -> set[str]:
    """Return the word, and what it could be a form of."""
    found = {word} | {word.removeprefix(prefix) for prefix in PREFIXES}
    for ending, instead in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3:
            found.add(stem + instead)
            if stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return found
