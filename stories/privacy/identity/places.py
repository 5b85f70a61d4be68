"""Places and organisations on no list: by what they end in ("Mill Lane", "Pendle & Sons"), or after a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.around import AT, IN, Around
from stories.privacy.identity.beside import FIRST, ROLES
from stories.privacy.identity.capitals import GENERAL, is_general
from stories.privacy.identity.finds import Find, Tier
from stories.privacy.identity.kinds import told
from stories.privacy.identity.listed import COUNTRIES, ENDINGS
from stories.privacy.identity.lists import cue, is_ordinary, words
from stories.privacy.identity.words import Reading, Word

_COMPANY, _NO_PART, _STREETS = words("company_endings"), words("before_places"), cue("streets")
_ROADS, _ON = frozenset({"lane", "street", "road"}), frozenset({"on", "at", "off", "in", "near"})
_BETWEEN = frozenset({" ", " & ", "-", "’ ", "' "})
_SAINT = frozenset({"st", "saint", "sts"})
_AT_OR_IN = IN | AT
_LONGEST = 4  # words before the ending
# How English and some other places end, as people write them without a capital: "in thornaby".
_SUFFIX = re.compile(
    r"\w{2,}(?:ton|ham|ford|bury|chester|caster|burgh|borough|mouth|pool|worth|wick|shire|field|stead|minster"
    r"|combe|thorpe|dale|moor|mere|ley|by|gate|wood|ville|burg|stadt|grad|polis)"
)
_SURE_SUFFIX = re.compile(
    r"\w{2,}(?:\wham|\w\wton|\wford|bury|chester|caster|burgh|borough|mouth|pool|worth|wick|shire|stead|minster"
    r"|combe|thorpe"
    r"|thwaite|hurst|aby|erby|\wville|stadt|grad|polis)"
)
_PAIRED = re.compile(r"\b(?:[Tt]he )?[A-Z][\w’'-]{2,20} & [A-Z][\w’'-]{2,20}\b")  # "Plough & Anchor"


def unlisted(reading: Reading) -> Iterator[Find]:
    """Yield the places and organisations of a text that can be told from how they are written."""
    for match in _PAIRED.finditer(reading.text):
        yield told("organisation", reading.text, match.start(), match.end())
    yield from _Unlisted(reading).finds()


class _Unlisted(Around):
    def finds(self) -> Iterator[Find]:
        """Yield them in the order of the text."""
        for number, word in enumerate(self.words):
            if word.plain in ENDINGS or word.plain in _COMPANY:
                yield from self._by_ending(number)
            if word.plain in _SAINT:
                yield from self._saint(number)
            if self._could_be_unknown(word):
                yield from self._after_cue(number)

    def _by_ending(self, number: int) -> Iterator[Find]:
        """Yield a place or an organisation that ends with this word: "Rowan Ward", "on mill lane", "tallis & co"."""
        ending = self.words[number]
        first = number
        while (
            first and number - first < _LONGEST and self.plain(first) not in _SAINT and self._belongs(first - 1, number)
        ):
            first -= 1
        while first < number and self._only_opens(first, ending):
            first += 1
        if first == number:
            return
        kind = "organisation" if ending.plain in _COMPANY else "place"
        tier = self._capital_tier(first, number) if self.words[first].is_capital else self._small_tier(first, number)
        if tier:
            yield told(kind, self.text, self.words[first].start, ending.end, tier=tier)

    def _only_opens(self, number: int, ending: Word) -> bool:
        """Say whether a word is no part of the name: "the", or one with a capital only as a sentence begins there."""
        word = self.words[number]
        is_lead = word.opens and not ending.is_capital and is_general(word)
        return word.plain in _NO_PART or is_lead

    def _capital_tier(self, first: int, number: int) -> Tier | None:
        ending, names = self.words[number], self.words[first:number]
        telling = [word for word in names if not is_general(word)]
        if any(not word.opens for word in telling) or (ending.is_capital and (telling or ending.plain in _STREETS)):
            return "found"
        return "please_check" if telling or ending.is_capital else None

    def _small_tier(self, first: int, number: int) -> Tier | None:
        is_telling = any(not is_general(word) for word in self.words[first:number])
        if is_telling and self.follows(first, _AT_OR_IN):
            return "found"
        is_road = self.words[number].plain in _ROADS and self.plain(first - 1) in _ON
        return ("found" if is_telling else "please_check") if is_road else None

    def _belongs(self, number: int, ending: int) -> bool:
        """Say whether a word belongs to the name that the next one is of, and that ends there."""
        word, after = self.words[number], self.words[number + 1]
        if after.gap not in _BETWEEN or word.text[0].isdigit():
            return False
        if word.is_capital:
            return word.plain not in {"i", "i'm"}
        if after.is_capital:
            is_link = word.plain in {"and", "of", "the", "upon"} and word.gap == " "
            return is_link and number > 0 and self.words[number - 1].is_capital
        return word.plain not in _NO_PART and (number + 1 == ending or not is_ordinary(word.plain))

    def _saint(self, number: int) -> Iterator[Find]:
        """Yield "St Mary's", "st oswins hospital": nearly always a hospital, a school or a church."""
        after = self.at(number + 1)
        if after is None or after.gap.strip(" .") or after.plain in ROLES:
            return
        if after.is_capital or self.follows(number, _AT_OR_IN):
            last = number + 1
            if self.touches(last + 1) and self.plain(last + 1) in ENDINGS:
                last += 1
            yield told("place", self.text, self.words[number].start, self.words[last].end)

    def _could_be_unknown(self, word: Word) -> bool:
        if word.opens or len(word.plain) < 3 or word.text[0].isdigit() or is_ordinary(word.plain):
            return False
        return word.plain not in GENERAL and word.plain not in COUNTRIES and word.plain not in FIRST

    def _after_cue(self, number: int) -> Iterator[Find]:
        """Yield an unknown name after "work at", and one that ends like a place after "in"."""
        word = self.words[number]
        tier: Tier = "found" if word.is_capital else "please_check"
        if self.follows_work(number) if word.is_capital else self.follows_employment(number):
            last = number
            while last - number < _LONGEST and self._goes_on(last + 1):
                last += 1
            yield told("organisation", self.text, word.start, self.words[last].end, tier=tier)
        elif self.follows(number, IN) and (_SUFFIX if word.is_capital else _SURE_SUFFIX).fullmatch(word.plain):
            yield told("town", self.text, word.start, word.end, tier=tier)

    def _goes_on(self, number: int) -> bool:
        word = self.at(number)
        return word is not None and word.is_capital and word.gap in {" ", " & "}
