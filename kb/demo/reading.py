"""Reads the demonstration's content files, and says which file and which entry is wrong when one is."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"


class ContentError(Exception):
    """A content file is not as it should be; the message names the file, the entry, the key and what is wrong."""


class Entry:
    """One table of a content file. Each method returns a checked value, or raises ContentError."""

    def __init__(self, where: str, table: Mapping[str, Any]) -> None:
        self.where = where
        self.table = table
        self.asked: set[str] = set()

    def text(self, key: str, *, most: int | None = None, empty: bool = False) -> str:
        """Return a string without white space around it; "" for a missing one only where `empty` allows it."""
        value = self._value(key, str, "").strip()
        if not value and not empty:
            raise self.wrong(key, "is missing or empty")
        if most is not None and len(value) > most:
            raise self.wrong(key, f"has {len(value)} characters, {most} at most")
        return value

    def choice(self, key: str, allowed: Collection[str], *, default: str = "") -> str:
        """Return a string that is one of `allowed`; `default` when the key is missing and a default is given."""
        value = self._value(key, str, default)
        if value not in allowed:
            raise self.wrong(key, f"is {value!r}, and has to be one of {', '.join(sorted(allowed))}")
        return value

    def texts(self, key: str) -> list[str]:
        """Return a list of strings; an empty list when the key is missing."""
        values = self._value(key, list, [])
        if not all(isinstance(value, str) and value for value in values):
            raise self.wrong(key, "has to be a list of texts")
        return values

    def number(self, key: str, *, least: int = 0, most: int = 10_000, default: int | None = None) -> int:
        """Return a whole number between the two."""
        value = self._value(key, int, default)
        if value is None or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(key, f"has to be a number from {least} to {most}")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false when the key is missing."""
        return self._value(key, bool, False)

    def day(self, key: str) -> date:
        """Return a TOML date."""
        return self._required(key, date)

    def month(self, key: str) -> date:
        """Return the first day of a month written as "2026-09"."""
        try:
            return date.fromisoformat(f"{self.text(key)}-01")
        except ValueError:
            raise self.wrong(key, "has to be a month such as 2026-09") from None

    def found(self, key: str, slugs: Collection[str], known: Mapping[str, Any]) -> list[Any]:
        """Return what these slugs stand for in `known`, in their order."""
        missing = [slug for slug in slugs if slug not in known]
        if missing:
            raise self.wrong(key, f"names {', '.join(missing)}, which does not exist")
        return [known[slug] for slug in slugs]

    def entries(self, key: str) -> list[Entry]:
        """Return the tables below this one; an empty list when the key is missing."""
        tables = self._value(key, list, [])
        return [Entry(f"{self.where}, {key} {number}", table) for number, table in enumerate(tables, start=1)]

    def wrong(self, key: str, what: str) -> ContentError:
        """Return the error to raise about this key."""
        return ContentError(f"{self.where}: {key} {what}.")

    def no_more(self) -> None:
        """Raise ContentError when the table has a key that nobody asked for, which is most often a slip of the pen."""
        unknown = sorted(set(self.table) - self.asked)
        if unknown:
            raise self.wrong(", ".join(unknown), "is not known here")

    def _required(self, key: str, kind: type) -> Any:
        value = self._value(key, kind, None)
        if value is None:
            raise self.wrong(key, "is missing")
        return value

    def _value(self, key: str, kind: type, default: Any) -> Any:
        self.asked.add(key)
        value = self.table.get(key, default)
        if value is not default and not isinstance(value, kind):
            raise self.wrong(key, f"has to be written as {kind.__name__}")
        return value


def read(path: Path, *, key: str, named_by: str = "slug") -> Iterator[Entry]:
    """Yield the `[[key]]` tables of one file; each is called by its `named_by` in errors.

    Raises ContentError when the file is missing or is not TOML, when two entries have one name, and, after each entry
    was used, when it holds a key that was not asked for.
    """
    names: set[str] = set()
    for number, table in enumerate(_tables(path, key), start=1):
        name = str(table.get(named_by) or number)
        entry = Entry(f"{path.name}, {key} {name}", table)
        if name in names:
            raise entry.wrong(named_by, "is there twice")
        names.add(name)
        yield entry
        entry.no_more()


def _tables(path: Path, key: str) -> list[Mapping[str, Any]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(f"{path.name} is missing.") from None
    except ValueError as error:  # not UTF-8, or not TOML: both say where
        raise ContentError(f"{path.name} cannot be read: {error}.") from None
    tables = content.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ContentError(f"{path.name}: {key} has to be written as [[{key}]].")
    return tables
