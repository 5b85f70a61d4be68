"""A text as words: how each is written, and what stands between it and the word before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stories.privacy.identity.lists import fold

_WORD = re.compile(r"[^\W_]+(?:[’'&-][^\W_]+){0,6}")
_ENDS = re.compile(r"[.!?…\n“\"(\[‘•*>]|^\W*[-–—]\s|(?<!\w)['‘]$")
# Words with a digit that are looked at: a long story has two hundred. More is a table, or an attack.
MOST_NUMBERS = 5_000
# A full stop after one of these ends no sentence.
SHORT = frozenset({"mr", "mrs", "ms", "dr", "st", "prof", "rev", "sgt", "no", "vs", "eg", "ie", "capt", "mx"})


@dataclass(slots=True)
class Word:
    """One word of a text. `plain` is folded and without a possessive "s", which `owns` tells; `gap` stands before."""

    text: str
    plain: str
    start: int
    end: int
    gap: str
    is_capital: bool
    opens: bool
    owns: bool = False

    @property
    def is_initial(self) -> bool:
        """Whether it is one capital letter, or two or three, and no word."""
        return len(self.text) <= 3 and self.text.isupper() and self.text.isalpha()


class Reading:
    """A text that is looked through: its words, by how they read, so that no pattern runs where it cannot match."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self.numbers: list[Word] = []
        self.number_places: list[int] = []
        by_plain: defaultdict[str, list[int]] = defaultdict(list)
        self._by_plain: dict[str, list[int]] = by_plain
        for place, word in enumerate(self.words):
            by_plain[word.plain].append(place)
            if "-" in word.plain:
                for part in {*word.plain.split("-")} - {word.plain}:
                    by_plain[part].append(place)
            if not word.text.isalpha() and len(self.numbers) < MOST_NUMBERS and any(map(str.isdigit, word.text)):
                self.numbers.append(word)
                self.number_places.append(place)

    def of(self, plain: Iterable[str]) -> list[Word]:
        """Return the words that read like one of these, in the order of the text."""
        return [self.words[place] for place in self.places_of(plain)]

    def places_of(self, plain: Iterable[str]) -> list[int]:
        """Return where in `words` those stand that read like one of these, in order."""
        return sorted({place for trigger in self._by_plain.keys() & plain for place in self._by_plain[trigger]})

    def between(self, start: int, end: int) -> list[Word]:
        """Return the words that begin at `start` or after it and before `end`."""
        first = bisect_left(self.words, start, key=lambda word: word.start)
        return self.words[first : bisect_left(self.words, end, key=lambda word: word.start)]

    def near(
        self,
        pattern: re.Pattern[str],
        triggers: Iterable[str] = (),
        *,
        then: frozenset[str] = frozenset(),
        numbers: bool = False,
        before: int = 60,
        after: int = 60,
    ) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern that begin at most `before` and end at most `after` characters from a trigger.

        Triggers are folded words, with `then` only those before one of these; with `numbers`, each word with a digit.
        """
        here = self._by_plain.keys() & triggers
        places = [place for trigger in here for place in self._by_plain[trigger]]
        if then:
            places = [place for place in places if place + 1 < len(self.words) and self.words[place + 1].plain in then]
        if numbers:
            places += self.number_places
        hits = [self.words[place] for place in (sorted(places) if here else places)]
        yield from self.around(pattern, hits, before=before, after=after)

    def at(self, pattern: re.Pattern[str], hits: Iterable[Word]) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern that begin with one of these words, none inside another."""
        end = 0
        for word in hits:
            if word.start >= end and (match := pattern.match(self.text, word.start)):
                yield match
                end = match.end()

    def around(
        self, pattern: re.Pattern[str], hits: Iterable[Word], *, before: int, after: int
    ) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern that begin and end near these words, which stand in the order of the text."""
        begin, end = 0, 0
        for word in hits:
            start = word.start - before
            if start > end:
                if end:
                    yield from pattern.finditer(self.text, begin, end)
                begin = self._border(start)
            end = max(end, word.end + after)
        if end:
            yield from pattern.finditer(self.text, begin, end)

    def _border(self, place: int) -> int:
        """Return where the word begins that the place is in; 0 before the text."""
        place = max(0, place)
        while place and self.text[place - 1].isalnum() and place % 64:
            place -= 1
        return place


def words_of(text: str) -> list[Word]:
    """Return the words of the text in order."""
    found: list[Word] = []
    place = 0
    shouts = _shouts(text)
    lowered = text.lower() if text.isascii() else ""  # what `fold` does to such a text, once for all words
    for match in _WORD.finditer(text):
        raw, start, end = match[0], match.start(), match.end()
        gap = text[place:start]
        plain = lowered[start:end] if lowered else fold(raw)
        if plain.endswith("'s"):
            raw, plain, end = raw[:-2], plain[:-2], end - 2
        elif plain.endswith("s'"):
            raw, plain, end = raw[:-1], plain[:-1], end - 1
        opens = not found or (gap != " " and _opens(gap, found[-1]))
        owns = end != match.end()
        found.append(Word(raw, plain, start, end, gap, raw[0].isupper() and not shouts, opens, owns))
        place = match.end()  # a possessive belongs to no gap
    return found


def _opens(gap: str, before: Word) -> bool:
    if gap.startswith(".") and "\n" not in gap and (before.plain in SHORT or before.is_initial):
        return False
    return bool(_ENDS.search(gap))


def _shouts(text: str) -> bool:
    """Say whether the text is written in capitals, which then say nothing."""
    letters = text[:2000]
    upper = sum(map(str.isupper, letters))
    return upper > 40 and upper > 0.6 * sum(map(str.isalpha, letters))
