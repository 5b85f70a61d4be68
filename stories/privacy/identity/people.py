"""Names of people: beside what somebody is ("my manager Karen"), from our lists, or spelt like a name.

Words that are names too (Will, Grace, Mark) count in the middle of a sentence with a capital, or beside a cue. In small
letters a name counts when it is no word, and beside a cue else: many people write without capitals on a telephone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.beside import (
    BOTH,
    DEPARTMENTS,
    DOING,
    DOING_SMALL,
    FIRST,
    LAST,
    NAMES,
    ROLES,
    STRICT_TITLES,
    TITLES,
    Beside,
)
from stories.privacy.identity.capitals import NEVER, is_general
from stories.privacy.identity.finds import Find, Tier
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue, is_ordinary
from stories.privacy.identity.sayings import said
from stories.privacy.identity.words import Reading, Word

_MONTHS, _BEFORE_MONTH = cue("names_of_months"), cue("before_month")
_SCOLDED_OR_DONE = cue("before_scolding") | {"i"}  # "a right wally", "such a karen", "I bob like a duck"
_ADDED = cue("added")  # "big Stu"
_SECOND = BOTH | LAST  # what may follow a first name
_AFTER_SMALL = DOING_SMALL | {"and", "who"}
_STARTS = cue("starts")  # "then zofka told"
_LONGEST = 5  # words of one name
_PLACES = "|".join(sorted(DEPARTMENTS))
# "Karen from payroll", "Tadhg out on the yard", "Ines the matron": who it is goes with where.
_WHERE = re.compile(
    rf",? (?:(?:out|down|up|over|back|away) )?(?:from|in|on|off|at|of) (?:the |our )?(?:{_PLACES}|(?-i:IT))\b"
    r"(?! (?:who|that|which|we|i|he|she|they)\b)"
    rf"| (?:upstairs|downstairs|next door)\b| the (?:{'|'.join(sorted(ROLES))})\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\b(?:[A-Z]\. ?){2,3}(?![\w@])")
_NO_INITIALS = frozenset(
    {"U.K.", "U.S.", "E.U.", "A.M.", "P.M.", "U.S.A.", "O.K.", "I.D.", "P.S.", "I.T.", "H.R.", "N.B.", "R.I.P.", "T.V."}
)


def people(reading: Reading) -> Iterator[Find]:
    """Yield each name of a text, a first and a family name as one, and initials."""
    for match in _DOTTED.finditer(reading.text):
        if match[0].strip() not in _NO_INITIALS:
            yield told("initials", reading.text, match.start(), match.start() + len(match[0].rstrip()))
    yield from _Names(reading).finds()


class _Names(Beside):
    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._tiers: dict[int, Tier | None] = {}
        self._said = said(reading)

    def finds(self) -> Iterator[Find]:
        """Yield them in the order of the text."""
        number = 0
        while number < len(self.words):
            if self._tier_of(number) is None:
                number += 1
                continue
            last = self._last_of_run(number)
            yield self._told(number, last)
            number = last + 1
        yield from self._again()

    def _again(self) -> Iterator[Find]:
        """Yield the names found elsewhere where they open a sentence: "Zenquist’s own" after "our Zenquist"."""
        sure = {self.words[number].plain for number, tier in self._tiers.items() if tier == "found"}
        for number, word in enumerate(self.words):
            if (
                word.opens
                and word.is_capital
                and word.plain in sure
                and not is_general(word)
                and not self._tiers[number]
            ):
                yield told("person", self.text, word.start, word.end)

    def _told(self, first: int, last: int) -> Find:
        is_sure = "found" in [self._tier_of(each) for each in range(first, last + 1)]
        while first and self._leads(first):
            first -= 1
        start, end = self.words[first].start, self.words[last].end
        run = self.text[start:end]
        if is_sure:
            where = _WHERE.match(self.text, end)
            return told("person", self.text, start, where.end() if where else end)
        if self.words[first].is_initial and first == last:
            return told("initials" if len(run) == 1 else "capitals", self.text, start, end)
        is_made_up = any(letter.isupper() for letter in run[1:]) and " " not in run and not run.isupper()  # "CapexHub"
        return told("product" if is_made_up else "name", self.text, start, end)

    def _leads(self, number: int) -> bool:
        """Say whether the word before belongs to the name: a title, "big", "Supervisor"."""
        word, before = self.words[number], self.words[number - 1]
        if before.plain in TITLES and word.gap in {" ", ". "}:
            return word.is_capital or before.plain in STRICT_TITLES
        is_rank = (before.plain in ROLES or before.plain in DEPARTMENTS) and before.is_capital
        return word.gap == " " and (before.plain in _ADDED or is_rank)

    def _last_of_run(self, number: int) -> int:
        """Return the last word of the name that begins here."""
        last = number
        while last + 1 < len(self.words) and last + 1 < number + _LONGEST and self._continues(last + 1):
            last += 1
        return last

    def _continues(self, number: int) -> bool:
        before, word = self.words[number - 1], self.words[number]
        if word.gap not in {" ", "-"} and not (word.gap == ". " and before.is_initial):
            return False
        if word.is_capital:
            return not is_general(word) or word.plain in _SECOND
        return word.plain in NAMES and not is_ordinary(word.plain) and not before.is_capital

    def _tier_of(self, number: int) -> Tier | None:
        """Return how sure it is that this word is a name; None when it is none."""
        if number not in self._tiers:
            self._tiers[number] = self._judged(number)
        return self._tiers[number]

    def _judged(self, number: int) -> Tier | None:
        word = self.words[number]
        if not word.is_capital and word.plain not in FIRST and is_ordinary(word.plain):
            return None
        has_digit = not word.text.isalpha() and any(map(str.isdigit, word.text))
        if has_digit or word.plain in NEVER or number in self._said:
            return None
        if word.is_capital and word.plain in BOTH and self._in_title(number) and not self.does(number):
            return "please_check"
        if self.is_cued(number):
            return "found"
        if word.is_initial:
            return self._initial(number)
        return self._capital(number) if word.is_capital else self._small(number)

    def _initial(self, number: int) -> Tier | None:
        word = self.words[number]
        if len(word.text) == 1:
            is_name = word.text not in "IAO" and self.does(number) and not word.gap.endswith(("-", "/"))
            return "please_check" if is_name else None
        return None if is_general(word) or (word.opens and not self.does(number)) else "please_check"

    def _capital(self, number: int) -> Tier | None:
        word = self.words[number]
        if word.text.isupper() and len(word.text) > 1 and word.plain in NAMES:
            return None if is_general(word) or word.plain in BOTH else "please_check"  # "We WILL", "heard of ROSS"
        if word.plain in NAMES:
            is_word = word.plain in BOTH or is_ordinary(word.plain)
            return self._word_and_name(number) if is_word else self._only_name(word)
        if is_general(word):
            return None
        if word.opens and not self.does(number) and not self.goes_on(number):
            return None
        return "please_check"

    def _only_name(self, word: Word) -> Tier:
        return "found" if word.plain in FIRST or not word.opens else "please_check"

    def _word_and_name(self, number: int) -> Tier | None:
        """Judge "Will", "Grace", "May" with a capital and without a cue."""
        word = self.words[number]
        before = self.plain(number - 1)
        if before in {"a", "an"} or (word.plain in _MONTHS and before in _BEFORE_MONTH):
            return None
        if word.plain in FIRST and not word.opens:
            return "please_check" if self._is_title(number) else "found"
        is_doing = self.does(number, DOING_SMALL if word.opens else DOING)
        return "please_check" if is_doing and (word.plain in FIRST or not word.opens) else None

    def _is_title(self, number: int) -> bool:
        """Say whether a word and name is more likely part of a title: "the Dean", "Lone Worker", "World’s Best Nan"."""
        before = self.at(number - 1)
        if before and (before.plain == "the" or self.words[number].plain in _MONTHS):
            return not self.does(number)
        return self._in_title(number)

    def _in_title(self, number: int) -> bool:
        """Say whether an ordinary word with a capital stands before or after: "Leap of Faith Day", "Hope Box"."""
        before, after = self.at(number - 1), self.at(number + 1)
        if before and self.words[number].gap == " " and self._is_thing(before) and before.plain not in ROLES:
            return True
        return bool(after and after.gap == " " and self._is_thing(after))

    def _is_thing(self, word: Word) -> bool:
        """Say whether a word with a capital is an ordinary one: no name, title or "big", and no opening."""
        known = word.plain in NAMES or word.plain in TITLES or word.plain in _ADDED
        return word.is_capital and not word.opens and is_general(word) and not known and not word.is_initial

    def _small(self, number: int) -> Tier | None:
        plain = self.words[number].plain
        if len(plain) < 3 or plain in BOTH or is_ordinary(plain) or self.plain(number - 1) in _SCOLDED_OR_DONE:
            return None
        if plain in FIRST:
            return "found"
        if self.does(number, DOING_SMALL) and (self.words[number].opens or self.plain(number - 1) in _STARTS):
            return "please_check"
        ends = not self.touches(number + 1) or self.plain(number + 1) in _AFTER_SMALL
        return "please_check" if ends and self.after_role(number) and plain not in ROLES else None
