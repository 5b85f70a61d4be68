"""Words that make us ask whether the author is safe. They only open a page that can be passed; nobody is told.

The list is data (`static/stories/crisis.json`), which the browser reads too: `kb/static/kb/js/crisis.js` does the same
in the same order, and a test holds the two together. What it is made from, what it misses and whom it stops for nothing
is written in docs/crisis-check.md.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LIST = Path(__file__).parents[1] / "static" / "stories" / "crisis.json"
LONGEST = 24  # letters of a word that are looked at: bounds every pattern, and no word of risk is longer
OWN = "<i>"  # the part that a pattern about oneself starts with

# A word with what is written inside it ("k!ll", "don’t"); the start or end of somebody's words; the end of a sentence.
_PIECE = re.compile(
    r"""(["“”«»]|['‘](?=[A-Za-z]))"""
    r"""|((?:[^\u0000-\u0020\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000.,;:?!"“”«»()\[\]{}/\\|\-‐‑–—…]|!(?=[A-Za-z]))+)"""
    r"""|\.{2,}|([.?;!]|\n[ \t\r]*\n)"""
)
_OTHER = re.compile("[^a-z0-9]")
_DOUBLED = re.compile(r"([a-z])\1+")
_WORD = re.compile("[^ ]+")


@dataclass(frozen=True)
class Rules:
    """The list, ready for use: what to write for each letter and word, and the patterns."""

    letters: dict[int, str]
    words: dict[str, list[str]]
    sayings: re.Pattern[str]
    risk: re.Pattern[str]


@dataclass(frozen=True)
class Token:
    """A plain word and where its original stands in the text."""

    word: str
    start: int
    end: int


def risk_phrases(text: str) -> list[str]:
    """Return the phrases of risk in the text, in reading order and in the author's spelling."""
    rules = _rules()
    tokens = list(_tokens(text, rules))
    # Blanked out word by word, so that every word keeps its place.
    plain = rules.sayings.sub(lambda found: _WORD.sub("·", found[0]), _line(token.word for token in tokens))
    pairs = [(word, token) for word, token in zip(plain.split(), tokens, strict=True) if word != '"']
    return list(_phrases(text, _line(word for word, _ in pairs), [token for _, token in pairs], rules))


def _phrases(text: str, plain: str, tokens: list[Token], rules: Rules) -> Iterator[str]:
    at = place = 0
    for found in rules.risk.finditer(plain):
        at += plain.count(" ", place, found.start())
        place = found.start()
        matched = [token for token in tokens[at : at + len(found[0].split())] if token.word != "."]
        yield text[matched[0].start : matched[-1].end]


def _line(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def _tokens(text: str, rules: Rules) -> Iterator[Token]:
    """Yield the text as plain words, with a full stop before, after and between its sentences."""
    yield Token(".", 0, 0)
    for piece in _PIECE.finditer(text):
        quote, written, stop = piece.groups()
        if written:
            plain = _plain(written, rules.letters)
            for word in rules.words.get(plain, [plain] if plain else []):
                yield Token(word, *piece.span())
        elif quote or stop:
            yield Token('"' if quote else ".", *piece.span())
    yield Token(".", len(text), len(text))


def _plain(written: str, letters: dict[int, str]) -> str:
    word = unicodedata.normalize("NFKD", written).lower()
    if "a" <= word[:1] <= "z":
        word = word.translate(letters)
    return _single(_OTHER.sub("", word))[:LONGEST]


def _single(text: str) -> str:
    return _DOUBLED.sub(r"\1", text)


@lru_cache
def _rules() -> Rules:
    data = json.loads(LIST.read_text(encoding="utf-8"))
    words = {_single(word): list[str]() for word in data["fillers"].split()}
    for right, wrong in data["words"].items():
        words |= {_single(word): _single(right).split() for word in wrong.split()}
    parts: dict[str, str] = {}
    for name, pattern in data["parts"].items():
        parts[name] = _filled(pattern, parts)
    return Rules(
        letters=str.maketrans(data["letters"]),
        words=words,
        sayings=_any_of(data["sayings"], parts),
        risk=_any_of(_told_at_once([pattern for kind in data["risk"].values() for pattern in kind]), parts),
    )


def _told_at_once(patterns: list[str]) -> list[str]:
    """Join what starts with "I …", so that the words after it are gone through once and not once for each."""
    own = [pattern.removeprefix(OWN) for pattern in patterns if pattern.startswith(OWN)]
    return [*(pattern for pattern in patterns if not pattern.startswith(OWN)), f"{OWN}(?:{'|'.join(own)})"]


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for name, meaning in parts.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{meaning})")
    return pattern


def _any_of(patterns: list[str], parts: dict[str, str]) -> re.Pattern[str]:
    return re.compile(_single(f" (?:{'|'.join(_filled(pattern, parts) for pattern in patterns)})(?= )"))
