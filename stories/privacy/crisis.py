"""Words that make us ask whether the author is safe. They only open a page that can be passed; nobody is told.

The list is data (`static/stories/crisis.json`), which the browser reads too: `kb/static/kb/js/crisis.js` does the same
in the same order, and a test holds the two together. What it is made from, what it misses and whom it stops for nothing
is written in docs/crisis-check.md.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, repeat
from pathlib import Path
from typing import NamedTuple

LIST = Path(__file__).parents[1] / "static" / "stories" / "crisis.json"
LONGEST = 24  # letters of a word that are looked at: bounds every pattern, and no word of risk is longer

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
    """The list, ready for use: what to write for each letter and word, the patterns, and the points of each sign."""

    letters: dict[int, str]
    words: dict[str, list[str]]
    sayings: re.Pattern[str]
    risk: re.Pattern[str]
    signs: dict[str, int]
    enough: int


class Token(NamedTuple):
    """A plain word and where its original stands in the text."""

    word: str
    start: int
    end: int


def risk_phrases(text: str, *, signs: bool = True) -> list[str]:
    """Return the phrases of risk in the text, in reading order and in the author's spelling.

    Where no pattern fits: the sentences whose signs are enough together, unless `signs` is false.
    """
    return [text[start:end] for start, end in risk_places(text, signs=signs)]


def risk_places(text: str, *, signs: bool = True) -> list[tuple[int, int]]:
    """Return where each phrase of `risk_phrases` starts and ends in the text; no two overlap."""
    rules = _rules()
    tokens = _read(text, rules)
    places = list(_phrases(tokens, rules))
    return places or (list(_heavy(tokens, rules)) if signs else [])


def plain_sentences(text: str) -> list[list[str]]:
    """Return the plain words of each sentence between its two full stops, as the signs are looked for in them."""
    tokens = _read(text, _rules())
    return [[token.word for token in sentence] for sentence in _sentences(tokens)]


def signs_of(words: list[str]) -> set[str]:
    """Return what a sentence can be a sign by: its words, and each two that stand side by side."""
    return {*words, *map(" ".join, pairwise(words))}


def _read(text: str, rules: Rules) -> list[Token]:
    """Return the words that are left once sayings and other people's trouble are blanked out."""
    tokens = list(_tokens(text, rules))
    # Blanked out word by word, so that every word keeps its place.
    plain = rules.sayings.sub(lambda found: _WORD.sub("·", found[0]), _line(tokens)).split()
    return [
        token if token[0] == word else Token(word, token[1], token[2])
        for word, token in zip(plain, tokens, strict=True)
        if word != '"'
    ]


def _phrases(tokens: list[Token], rules: Rules) -> Iterator[tuple[int, int]]:
    plain = _line(tokens)
    at = place = 0
    for found in rules.risk.finditer(plain):
        at += plain.count(" ", place, found.start())
        place = found.start()
        matched = [token for token in tokens[at : at + len(found[0].split())] if token.word != "."]
        yield matched[0].start, matched[-1].end


def _heavy(tokens: list[Token], rules: Rules) -> Iterator[tuple[int, int]]:
    sentences = list(_sentences(tokens))
    enough = rules.enough + len(sentences)  # each sentence more is one chance more to be wrong
    points = [sum(map(rules.signs.get, signs_of([token[0] for token in one]), repeat(0))) for one in sentences]
    free = 0
    for at, more in enumerate([*points[1:], 0][: len(points)]):
        two = 0 < more < enough  # the next sentence adds to this one, and is no find by itself
        if at >= free and points[at] + two * more >= enough:
            yield sentences[at][1].start, sentences[at + two][-2].end
            free = at + 1 + two


def _sentences(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield each sentence that has words, from the full stop before it to the one after it."""
    first = 0
    for at, token in enumerate(tokens):
        if token.word == ".":
            if at - first > 1:
                yield tokens[first : at + 1]
            first = at


def _line(tokens: list[Token]) -> str:
    return f" {' '.join(token.word for token in tokens)} "


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
    word = (written if written.isascii() else unicodedata.normalize("NFKD", written)).lower()
    if not (word.isascii() and word.isalpha()):
        if "a" <= word[:1] <= "z":
            word = word.translate(letters)
        word = _OTHER.sub("", word)
    return _single(word)[:LONGEST]


def _single(text: str) -> str:
    return _DOUBLED.sub(r"\1", text)


@lru_cache
def _rules() -> Rules:
    data = json.loads(LIST.read_text(encoding="utf-8"))
    words: dict[str, list[str]] = {}
    for right, wrong in data["words"].items():
        words |= {_single(word): _single(right).split() for word in wrong.split()}
    parts: dict[str, str] = {}
    for name, pattern in data["parts"].items():
        parts[name] = _filled(pattern, parts)
    risk = [pattern for kind in data["risk"].values() for pattern in kind]
    # What is said of oneself is joined, so that the words after "I" are gone through once and not once for each.
    own = "|".join(pattern for kind in data["own"].values() for pattern in kind)
    return Rules(
        letters=str.maketrans(data["letters"]),
        words=words,
        sayings=_any_of(data["sayings"], parts),
        risk=_any_of([*risk, f"<i>(?:{own})"], parts),
        signs={sign: int(points) for points, signs in data["signs"].items() for sign in signs.split(",")},
        enough=data["enough"],
    )


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for name, meaning in parts.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{meaning})")
    return pattern


def _any_of(patterns: list[str], parts: dict[str, str]) -> re.Pattern[str]:
    return re.compile(_single(f" (?:{'|'.join(_filled(pattern, parts) for pattern in patterns)})(?= )"))
