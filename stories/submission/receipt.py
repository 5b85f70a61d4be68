"""Receipts: five groups of four, the only way back to a story.

95 bits that nobody without the key file can work out, and a check character, in Crockford's base 32. The check
character is a Reed-Solomon parity over GF(32) (primitive polynomial x^5 + x^2 + 1): any one wrong character and any two
swapped ones are noticed before we look. Only HMAC-SHA256(pepper, receipt) is stored; at 95 bits a slow hash would add
nothing.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256

from stories.models.keys import ALPHABET, from_base32, to_base32
from stories.privacy.keyfile import keys
from stories.privacy.wrapping import derived

LETTERS = 20
GROUP = 4
BITS = 95
# Five groups of letters and digits: what a receipt looks like in the middle of a text. Bounded, so linear.
_IN_TEXT = re.compile(r"(?=\b((?:[0-9A-Za-z]{4}[\s\-‐-―_.]{0,3}){5})(?![0-9A-Za-z]))")
_SEPARATORS = re.compile(r"[\s\-‐-―_.]+")


def receipt_for(nonce: str, content: str) -> str:
    """Return the receipt of this form with this content: the same again when the same form is sent twice.

    Made with the pepper, so that nobody without the key file can work it out from the form.
    """
    digest = hmac.new(derived("receipt of a form", keys().pepper), f"{nonce}\n{content}".encode(), sha256).digest()
    letters = to_base32(int.from_bytes(digest, "big") >> (256 - BITS), LETTERS - 1)
    return letters + _check(letters)


def grouped(receipt: str) -> list[str]:
    """Return the five groups of four."""
    return [receipt[start : start + GROUP] for start in range(0, LETTERS, GROUP)]


def read_receipt(typed: str) -> str | None:
    """Return the 20 characters that somebody meant, or None when it cannot be a receipt.

    Case, spaces and hyphens do not matter; O, I and L are read as 0, 1 and 1.
    """
    letters = _SEPARATORS.sub("", typed).upper()
    if len(letters) != LETTERS:
        return None
    try:
        receipt = to_base32(from_base32(letters), LETTERS)
    except ValueError:
        return None
    return receipt if _check(receipt[:-1]) == receipt[-1] else None


def holds_receipt(text: str) -> bool:
    """Say whether the text has a receipt in it, which would be open to every reader.

    Five words of four letters can pass for one by chance; one without any digit is one in 2,000, so those are let be.
    """
    runs = (match[1] for match in _IN_TEXT.finditer(text))
    return any(re.search(r"[0-9]", run) and read_receipt(run) for run in runs)


def digest_of(receipt: str) -> str:
    """Return what is stored in place of the receipt."""
    return hmac.new(derived("receipt", keys().pepper), receipt.encode(), sha256).hexdigest()


def binding_of(digest: str, submission: int | None) -> str:
    """Return what ties a digest to the submission with this key: HMAC-SHA256, in hex.

    Nobody without the key file can make it, so that whoever writes to the database cannot point a receipt elsewhere.
    """
    key = derived("receipt of a submission", keys().pepper)
    return hmac.new(key, f"{digest} {submission}".encode(), sha256).hexdigest()


def digest_of_form(nonce: str) -> str:
    """Return what names a form whose author has finished, in place of its number."""
    return hmac.new(derived("finished form", keys().pepper), nonce.encode(), sha256).hexdigest()


def _check(letters: str) -> str:
    parity = 0
    for letter in letters:
        parity = _doubled(parity ^ ALPHABET.index(letter))
    return ALPHABET[parity]


def _doubled(value: int) -> int:
    """Multiply by x in GF(32)."""
    value <<= 1
    return value ^ 0b100101 if value & 32 else value
