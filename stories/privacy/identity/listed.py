"""Towns, regions, countries and large organisations from our lists.

A cue is a word such as "at", "in" or "work for"; with one, a name in small letters counts too. A name that is an
ordinary word ("Reading", "Boots") counts only with one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from stories.privacy.identity.around import AT, IN, Around
from stories.privacy.identity.beside import FIRST
from stories.privacy.identity.finds import Find, Tier
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import Phrases, cue, is_ordinary, organisations, places, words
from stories.privacy.identity.words import Reading

WEAK_PLACES, COUNTRIES, ENDINGS = words("places_that_are_words"), words("countries"), words("place_endings")
_HELPING, _NUMBERS = cue("helping"), frozenset({"three", "next"})  # who anybody goes to says nothing of a workplace
_FROM_COUNTRY = cue("from_country")


@lru_cache(maxsize=1)
def _keys() -> frozenset[str]:
    """Return the first words of all that is on our lists."""
    return frozenset({*places(), *organisations()[0], *COUNTRIES})


def listed(reading: Reading) -> Iterator[Find]:
    """Yield the towns, countries and organisations of a text that stand on our lists."""
    yield from _Listed(reading).finds()


class _Listed(Around):
    def finds(self) -> Iterator[Find]:
        """Yield them in the order of the text."""
        towns, (companies, weak_companies) = places(), organisations()
        for number in self.reading.places_of(_keys()):
            word = self.words[number]
            if word.plain in towns and (run := self._run(number, towns)):
                yield from self._told("town", run, self._town(run))
            if word.plain in companies and (run := self._run(number, companies)):
                yield from self._told("organisation", run, self._company(run, weak_companies))
            if word.plain in COUNTRIES and word.is_capital and self.follows(number, _FROM_COUNTRY):
                yield told("town", self.text, word.start, word.end, tier="please_check")

    def _told(self, kind: str, run: range, tier: Tier | None) -> Iterator[Find]:
        if tier:
            yield told(kind, self.text, self.words[run[0]].start, self.words[run[-1]].end, tier=tier)

    def _run(self, number: int, phrases: Phrases) -> range:
        """Return the words of the longest phrase that begins here; empty when there is none."""
        for rest in phrases[self.words[number].plain]:
            run = self.words[number + 1 : number + 1 + len(rest)]
            if tuple(word.plain for word in run) == rest and all(len(word.gap) <= 2 for word in run):
                return range(number, number + 1 + len(rest))
        return range(0)

    def _town(self, run: range) -> Tier | None:
        word, name = self.words[run[0]], self._name(run)
        is_cued = self.follows(run[0], IN) or self._at_place(run)
        if name in WEAK_PLACES:
            return "found" if word.is_capital and not word.opens and is_cued else None
        return self._plain_tier(run, is_cued)

    def _company(self, run: range, weak: frozenset[str]) -> Tier | None:
        name, is_capital = self._name(run), self.words[run[0]].is_capital
        if name.replace(" ", "-") in _HELPING and not self.follows_work(run[0]):
            return "please_check" if is_capital or len(run) > 1 else None
        if name in _NUMBERS and not is_capital:  # "we started at three", "the office of the next building"
            return None
        if name in weak:
            ends = is_capital or not self.touches(run[-1] + 1)
            is_cued = (ends and self.follows_work(run[0])) or (self._at_place(run) and self.follows(run[0], AT))
            return "found" if is_cued else None
        return self._plain_tier(run, self.follows(run[0], AT) or self._at_place(run))

    def _plain_tier(self, run: range, is_cued: bool) -> Tier | None:
        name = self._name(run)
        if self.words[run[0]].is_capital:
            return "found"
        if name in FIRST or (len(run) == 1 and is_ordinary(name)):
            return None
        return "found" if is_cued or len(run) > 1 or self.follows_work(run[0]) else "please_check"

    def _name(self, run: range) -> str:
        return " ".join(self.words[each].plain for each in run)

    def _at_place(self, run: range) -> bool:
        """Say whether "depot", "branch" and the like follow."""
        return self.touches(run[-1] + 1) and self.plain(run[-1] + 1) in ENDINGS
