"""The identity check: finds what could point to a person. It advises and never decides; it is not anonymisation.

`find_details` runs one or more engines over a text and returns what they found, without overlaps. An engine is any
object with the method of `IdentityEngine`; the one here knows patterns and spelling, and no list of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from stories.privacy.identity_patterns import DETECTORS, Detector, Tier, phones_in
from stories.privacy.identity_words import COMMON, SENTENCE_START

AROUND = 36  # characters of context on each side
MOST = 40  # finds for one text: more than that helps nobody
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s$")


@dataclass(frozen=True)
class Find:
    """A phrase that could show who somebody is: where it stands, why, and what could stand there instead."""

    phrase: str
    reason: str
    suggestion: str
    tier: Tier
    start: int
    end: int
    part: str = ""
    before: str = ""
    after: str = ""

    @property
    def key(self) -> str:
        """Its name in a form: the same for the same text."""
        return f"{self.part or 'text'}-{self.start}"

    @property
    def is_certain(self) -> bool:
        """Whether it is what it looks like, and not a guess from spelling."""
        return self.tier == "found"


class IdentityEngine(Protocol):
    """Something that finds details: patterns here; a staff directory or a language model elsewhere."""

    def finds(self, text: str) -> Iterable[Find]:
        """Yield what it found, in any order; overlaps are settled by whoever asked."""


class PatternEngine:
    """Addresses, numbers, dates, times, ages, titles with names, places, and capitals in the middle of a sentence."""

    def finds(self, text: str) -> Iterator[Find]:
        """Yield what the patterns find, the surer kinds first."""
        for match in phones_in(text):
            yield Find(match.raw_string, *_told(DETECTORS["phone"], match.raw_string), match.start, match.end)
        for detector in DETECTORS.values():
            for found in detector.pattern.finditer(text) if detector.pattern else ():
                phrase = found[0]
                yield Find(phrase, *_told(detector, phrase), found.start(), found.end())
        yield from self._names(text)

    def _names(self, text: str) -> Iterator[Find]:
        """Yield runs of words that are written with a capital where a sentence does not ask for one."""
        run: list[re.Match[str]] = []
        for match in _WORD.finditer(text):
            touches = run and text[run[-1].end() : match.start()] == " "
            if run and not (touches and _is_name(match[0])):
                yield _named(text, run)
                run = []
            if _is_name(match[0]) and (run or not _starts_sentence(text, match.start())):
                run.append(match)
        if run:
            yield _named(text, run)


PATTERNS = PatternEngine()


def find_details(text: str, part: str = "", *, engines: Sequence[IdentityEngine] = (PATTERNS,)) -> list[Find]:
    """Return what could point to somebody, in reading order; where two overlap, the one named first stays.

    `part` is the name of the story's part, and goes into each find. At most MOST finds.
    """
    taken: list[Find] = []
    covered = bytearray(len(text))
    for find in (find for engine in engines for find in engine.finds(text)):
        if not any(covered[find.start : find.end]):
            covered[find.start : find.end] = b"\x01" * (find.end - find.start)
            taken.append(find)
    taken.sort(key=lambda find: find.start)
    return [_placed(find, text, part) for find in taken[:MOST]]


def _told(detector: Detector, phrase: str) -> tuple[str, str, Tier]:
    return detector.reason_of(phrase), detector.suggest(phrase), detector.tier


def _named(text: str, run: list[re.Match[str]]) -> Find:
    start, end = run[0].start(), run[-1].end()
    phrase = _POSSESSIVE.sub("", text[start:end])
    detector = DETECTORS["capitals" if phrase.isupper() else "name"]
    return Find(phrase, *_told(detector, phrase), start, start + len(phrase))


def _is_name(word: str) -> bool:
    return word[0].isupper() and _POSSESSIVE.sub("", word).casefold() not in COMMON


def _starts_sentence(text: str, place: int) -> bool:
    return bool(SENTENCE_START.search(text, max(0, place - 8), place)) or not text[max(0, place - 8) : place].strip()


def _placed(find: Find, text: str, part: str) -> Find:
    """Return the find with its part, and the words around it without half words."""
    before = text[max(0, find.start - AROUND) : find.start].replace("\n", " ")
    after = text[find.end : find.end + AROUND].replace("\n", " ")
    if find.start > AROUND:
        before = "…" + before.partition(" ")[2]
    if find.end + AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    fields = {**vars(find), "part": part, "before": before, "after": after}
    return Find(**fields)
