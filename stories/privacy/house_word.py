"""The house word: printed where only staff see it, so that a story comes from somebody who works here."""

import hmac
import unicodedata
from collections.abc import Iterable
from hashlib import sha256


def plain(word: str) -> str:
    """Return the word as it is compared: no case, no accents, no spaces, no hyphens."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word).casefold() if letter.isalnum())


def is_house_word(typed: str, words: Iterable[str]) -> bool:
    """Say whether what somebody typed is one of the words.

    Takes as long for a near miss as for anything else: each is compared whole, by its digest. Without a word of at
    least one letter nothing is right.
    """
    asked = _digest(typed)
    right = [hmac.compare_digest(asked, _digest(word)) for word in words if plain(word)]
    return any(right)


def _digest(word: str) -> bytes:
    return sha256(plain(word).encode(errors="replace")).digest()
