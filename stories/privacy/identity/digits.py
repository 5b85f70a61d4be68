"""Digits in words, in English and other languages: the pieces of the patterns for spelt numbers."""

from __future__ import annotations

import re

from stories.privacy.identity.lists import cue, words

# The lists are without accents; people write them with and without.
_ACCENTS = str.maketrans({
    "a": "[aáàâãăäą]", "c": "[cçć]", "e": "[eéèêę]", "i": "[iíî]", "n": "[nñń]", "o": "[oóôõö]", "s": "[sśșş]",
    "t": "[tțţ]", "u": "[uúùûü]", "z": "[zżź]",
})  # fmt: skip


def _one_of(*lists: frozenset[str]) -> str:
    """Return a pattern for any of these words, the longest first."""
    plain = frozenset().union(*lists)
    return "|".join(sorted(plain, key=lambda word: (-len(word), word)))


DIGITS, ELSEWHERE = cue("digits"), cue("digits_elsewhere")
FILLERS = cue("between_digits")
SPOKEN = cue("spoken_letters")
ENGLISH = _one_of(DIGITS)
_FOREIGN = "|".join(word.translate(_ACCENTS) for word in sorted(ELSEWHERE, key=len, reverse=True))
DIGIT = rf"(?:(?:{ENGLISH})(?:[’']?e?s)?|\d|(?:{_FOREIGN})(?![^\W\d_]))"
_FILLER = "|".join(sorted((word.translate(_ACCENTS) for word in FILLERS), key=len, reverse=True))
_SIGNS = r"[ ,.;:()\[\]/–—_*\n…-]"
JOIN = rf"(?:{_SIGNS}{{0,4}}(?:(?:{_FILLER}){_SIGNS}{{1,4}}){{0,3}})"
SPELLED = r"(?: (?:for|as in|like|wie|comme) \w{1,12})?"
LETTER = rf"(?:(?<![^\W_])(?:[A-Za-z]\b{SPELLED}|(?:{_one_of(SPOKEN)})\b))"
# A number that is counted: "sixty pounds", "nine of us".
COUNTED = re.compile(
    rf"[ ,-]{{0,3}}(?:{'|'.join(sorted(words('counted_things'), key=len, reverse=True))}|o[’' ]?clock|per cent|of us"
    rf"|of them|%|°)(?!\w)",
    re.IGNORECASE,
)
