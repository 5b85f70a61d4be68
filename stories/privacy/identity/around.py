"""Looking at the words beside a word: what every detector that goes from word to word starts from."""

from __future__ import annotations

import re

from stories.privacy.identity.lists import cue
from stories.privacy.identity.words import Reading, Word

IN, AT = cue("in"), cue("at")
_LINKS = cue("links")
_SIDES = cue("sides") | {"the"}
# What stands before the name of an employer.
_WORK = re.compile(
    r"\b(?:work(?:s|ed|ing)?|jobs?|shifts?|placement|temp(?:ed|ing)?|employed|hired|sacked|contract(?:ed|or|ing)?"
    r"|started|interview(?:ed)?|apprenticeship|agency|nights|days|career|years|manager|driver|nurse|engineer|cleaner"
    r"|teacher|staff|team|boss|role|permanent|trained|anyone|everyone|people|folk|dr[io]v(?:e|ing)|clean(?:ed|ing)?"
    r"|cook(?:ed|ing)?|deliver(?:ed|ing)?|t(?:each|aught|eaching)) (?:\w+ ){0,2}?"
    r"(?:at|for|by|with|in|from|of|over at|down at|up at|out of) (?:the )?$",
    re.IGNORECASE,
)
# The same for a name in small letters, of which every unknown word could be one.
_EMPLOYED = re.compile(
    r"\b(?:work(?:s|ed|ing)?|jobs?|shifts?|placement|temp(?:ed|ing)?|employed|hired|sacked|apprenticeship"
    r"|interview|dr[io]ve|clean|cook|deliver|teach)"
    r" (?:\w+ )?(?:at|for|by|with)\s$",
    re.IGNORECASE,
)
_WORK_REACHES = 50  # characters back


class Around:
    """The words of one text, and questions about what stands beside one of them."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.text, self.words = reading, reading.text, reading.words

    def at(self, number: int) -> Word | None:
        """Return this word, or None outside the text."""
        return self.words[number] if 0 <= number < len(self.words) else None

    def plain(self, number: int) -> str:
        """Return this word folded; empty outside the text."""
        return self.words[number].plain if 0 <= number < len(self.words) else ""

    def touches(self, number: int) -> bool:
        """Say whether nothing but a space stands before this word; False outside the text."""
        return 0 <= number < len(self.words) and self.words[number].gap == " "

    def follows(self, number: int, cues: frozenset[str]) -> bool:
        """Say whether one of the cues stands before this word, perhaps with "the" or "north" between."""
        back = 2 if self.plain(number - 1) in _SIDES else 1
        return self.plain(number - back) in cues and self.touches(number)

    def follows_work(self, number: int) -> bool:
        """Say whether it stands where an employer would: after "work at", "a job with"."""
        if self.plain(number - 1) not in _LINKS:
            return False
        start = self.words[number].start
        return bool(_WORK.search(self.text, max(0, start - _WORK_REACHES), start))

    def follows_employment(self, number: int) -> bool:
        """Say the same, more strictly: after "work at", "a job with", and not "work at the"."""
        start = self.words[number].start
        return self.plain(number - 1) in _LINKS and bool(
            _EMPLOYED.search(self.text, max(0, start - _WORK_REACHES), start)
        )
