"""Primary keys that say nothing about order, and how they look in an address.

A UUID would not do: beside it SQLite keeps a hidden rowid that counts upward. A random 63-bit integer primary key
*is* the rowid.
"""

import secrets
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
LENGTH = 13  # 13 * 5 bits hold 63


def random_key() -> int:
    """Return a random integer from 1 to 2**63 - 1."""
    return secrets.randbits(63) or 1


def to_base32(key: int, length: int = LENGTH) -> str:
    """Return the number in Crockford's base 32, padded with zeros to `length` characters."""
    letters = []
    for _ in range(length):
        key, value = divmod(key, 32)
        letters.append(ALPHABET[value])
    return "".join(reversed(letters))


def from_base32(text: str) -> int:
    """Return the number that the text stands for; capitals do not matter, O I L are read as 0 1 1.

    Raises ValueError for any other character.
    """
    number = 0
    for letter in text.upper():
        if letter not in _VALUES:
            raise ValueError("not Crockford base 32")
        number = number * 32 + _VALUES[letter]
    return number


class KeyOf(models.OneToOneField[Any, Any]):
    """A primary key that is the key of another row: a one-to-one field which on SQLite is the rowid too.

    Only a column that is declared INTEGER is (sqlite.org/lang_createtable.html, "ROWIDs and the INTEGER PRIMARY KEY").
    Declared bigint, as Django does for a foreign key, a hidden rowid stands beside it and counts upward.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """Return the type that the column is declared with."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
