"""What beside a word makes it a name: a title, "called", what somebody is ("my manager Karen", "Dave, our lead")."""

from __future__ import annotations

from stories.privacy.identity.around import Around
from stories.privacy.identity.capitals import is_general
from stories.privacy.identity.lists import cue, is_ordinary, words
from stories.privacy.identity.words import Word

FIRST, LAST, BOTH = words("first_names"), words("surnames"), words("names_that_are_words")
NAMES = FIRST | LAST
ROLES, TITLES = words("roles"), words("titles")
STRICT_TITLES = cue("strict_titles")
DOING = words("doing_words")
DOING_SMALL = DOING - cue("not_doing")
_OWNERS, _CALLED, _CALLERS = cue("owners"), cue("called"), cue("call_of_somebody")
_FROM = cue("from_department")
DEPARTMENTS = words("departments") - cue("said_of_all") - {"it"}  # not "in the", "from my"
_NO_PERSON = _CALLERS | cue("things")  # "I called", "a system called"
_PLACED = ROLES | DEPARTMENTS | {"it"}
_AWAY, _THE, _SAID_OF_ALL = cue("away"), frozenset({"the", "our"}), cue("said_of_all")
_MONTHS, _BEFORE_MONTH = cue("names_of_months"), cue("before_month")
_IS = frozenset({"is", "was", "who", "whos", "who's"})
_BEFORE_NAME = frozenset({",", "-", "–", "—", "(", ":", "“", ",“"})
_AFTER_NAME = frozenset({"", ",", "(", "-", "–", "—"})
_BRACKETED = frozenset({",", "("})


class Beside(Around):
    """The cues beside the words of one text. Each looks at most five words to either side."""

    def is_cued(self, number: int) -> bool:
        """Say whether something beside this word makes it a name."""
        word = self.words[number]
        if self._after_title(number):
            return True
        is_name = self._name_like(word)
        is_month = word.plain in _MONTHS and self.plain(number - 1) in _BEFORE_MONTH
        if is_month or (not is_name and not (word.plain in FIRST and word.plain in BOTH)):
            return False
        if self._after_called(number):
            return True
        if word.opens and not is_name:
            return self._before_role(number, _BRACKETED) or self._from_somewhere(number)
        if self.after_role(number) or self._before_role(number, _AFTER_NAME):
            return is_name or word.is_capital or self.does(number, DOING_SMALL)
        return word.is_capital and (self._from_somewhere(number) or self._is_the_role(number))

    def does(self, number: int, verbs: frozenset[str] = DOING) -> bool:
        """Say whether what follows is something that people do: "told", "was"."""
        return self.touches(number + 1) and self.plain(number + 1) in verbs

    def goes_on(self, number: int) -> bool:
        """Say whether it goes on "and I", "and me"."""
        return self.plain(number + 1) == "and" and self.plain(number + 2) in {"i", "me", "my"}

    def after_role(self, number: int) -> bool:
        """Say whether what stands before is what somebody is: "my manager Karen", "the matron, Ines"."""
        word = self.words[number]
        if self.plain(number - 1) not in ROLES or self.words[number - 1].owns:
            return False
        if word.gap == " ":
            return word.is_capital or self._is_owned(number - 1)
        is_abbreviation = word.is_initial and word.gap.strip() == "("  # "the Incident Commander (IC)"
        return word.gap.strip() in _BEFORE_NAME and self._is_owned(number - 1) and not is_abbreviation

    def _name_like(self, word: Word) -> bool:
        """Say whether the word alone could be a name: with a capital and no word, or on the list and no word."""
        if word.is_initial:
            return word.text not in {"I", "A"} and not is_general(word)
        if word.is_capital:
            return not is_general(word) or (word.plain in NAMES and not word.opens)
        return word.plain in FIRST and word.plain not in BOTH and not is_ordinary(word.plain)

    def _after_title(self, number: int) -> bool:
        word, title = self.words[number], self.plain(number - 1)
        if title not in TITLES or word.gap.strip(" ."):
            return False
        if word.is_capital:
            return word.plain in NAMES or not is_general(word)
        return title in STRICT_TITLES and not is_ordinary(word.plain)

    def _after_called(self, number: int) -> bool:
        word, before, two = self.words[number], self.plain(number - 1), self.plain(number - 2)
        if not before or word.gap.strip(" “‘\"'"):
            return False
        if before in _CALLED:
            return two not in _NO_PERSON
        if before in {"is", "was", "name"} and two:
            is_said = two in {"name", "nickname"} or before == "name"
            return is_said or (two in ROLES and word.is_capital and not word.is_initial)
        return before == "as" and two == "known"

    def _is_owned(self, number: int) -> bool:
        """Say whether a role has "my", "the" and the like at most four words before it."""
        for back in range(1, 5):
            word = self.at(number - back)
            if word is None:
                return False
            if word.plain in _OWNERS:
                return True
            if not self.touches(number - back + 1):
                return False
        return False

    def _before_role(self, number: int, signs: frozenset[str]) -> bool:
        """Say whether what follows is what somebody is: "Dave, our shift lead", "Dave is my boss", "Dave (HR)"."""
        after = self.at(number + 1)
        if after is None or after.gap.strip() not in signs:
            return False
        sign = after.gap.strip()
        is_capital = self.words[number].is_capital
        step = 2 if sign == "" and after.plain in _IS and is_capital else 1
        owner = self.plain(number + step)
        if owner in _OWNERS:
            return self._role_within(number + step + 1, 4)
        is_role = owner in _PLACED or self._role_within(number + 1, 3)
        return sign in _BRACKETED and is_role and is_capital

    def _role_within(self, number: int, most: int) -> bool:
        for ahead in range(number, number + most):
            word = self.at(ahead)
            if word is None or (ahead > number and word.gap not in {" ", "-"}) or word.plain in DOING:
                return False
            if word.plain in ROLES:
                return True
        return False

    def _from_somewhere(self, number: int) -> bool:
        after = number + 1 + (self.plain(number + 1) in _AWAY)
        if not self.touches(number + 1) or self.plain(after) not in _FROM:
            return False
        step = 2 if self.plain(after + 1) in _THE else 1
        is_known = self.words[number].plain in FIRST
        return self.plain(after + step) in DEPARTMENTS or (is_known and self.plain(after + 1) in _SAID_OF_ALL)

    def _is_the_role(self, number: int) -> bool:
        """Say whether it goes on with what somebody is: "Dougie the fitter"."""
        return self.touches(number + 1) and self.plain(number + 1) == "the" and self.plain(number + 2) in ROLES
