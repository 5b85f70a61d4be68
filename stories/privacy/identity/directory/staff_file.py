"""Reads a staff list as personnel systems export it: CSV with any usual separator, encoding and heading.

Nothing that stands in the file is ever repeated in an error: a row is named by its line alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stories.privacy.identity.directory.tokens import Person
from stories.privacy.identity.lists import fold

SEPARATORS = (",", ";", "\t", "|")
LONGEST_FILE = 200_000_000  # bytes
LONGEST_CELL = 500
FIELDS = ("name", "first", "last", "known-as", "email", "title", "site")
# What the columns are usually called, folded and without signs.
USUAL = {
    "name": "name fullname employeename employee displayname staffname",
    "first": "first firstname forename forenames givenname givennames",
    "last": "last lastname surname familyname",
    "known-as": "knownas preferredname preferredfirstname preferred nickname knownasname",
    "email": "email mail emailaddress workemail mailaddress",
    "title": "title jobtitle job role position post jobrole positiontitle",
    "site": "site location workplace office building base worklocation",
}


class StaffFileError(Exception):
    """The file as a whole cannot be read; says why, and quotes nothing from it."""


@dataclass(frozen=True, repr=False)
class Row:
    """One row: the line it begins on, and a person or what is wrong."""

    line: int
    person: Person | None = None
    error: str = ""


def read_staff(path: Path, *, mapping: Mapping[str, str], encoding: str = "") -> Iterator[Row]:
    """Yield the rows of the file. `mapping` names the column of a field where it has an unusual name.

    Raises StaffFileError.
    """
    text = _decoded(_bytes_of(path), encoding)
    heading, _newline, _rest = text.lstrip("\r\n").partition("\n")
    separator = max(SEPARATORS, key=heading.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = next(row for row in rows if any(cell.strip() for cell in row))
    except (StopIteration, csv.Error):
        raise StaffFileError("The file has no heading: its first line has to name the columns.") from None
    yield from _rows(rows, _places(columns, mapping), len(columns))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise StaffFileError("The file is too long for a staff list.")
        return path.read_bytes()
    except OSError as error:
        raise StaffFileError(f"The file cannot be read: {error.strerror}.") from None


def _decoded(raw: bytes, encoding: str) -> str:
    """Return the text: in the encoding that was named, by the mark at its start, as UTF-8, or as Windows writes it."""
    if not encoding:
        marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
        encoding = next((name for mark, name in marks if raw.startswith(mark)), "")
    try:
        for guess in [encoding] if encoding else ["utf-8", "cp1252"]:
            try:
                text = raw.decode(guess)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text
    except LookupError:
        raise StaffFileError("There is no such encoding. Use utf-8, utf-16 or cp1252.") from None
    raise StaffFileError("The file is in another encoding. Save it as UTF-8, or name it with --encoding.")


def _places(columns: list[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Return where each field stands. Raises StaffFileError when no column holds a name or an address."""
    plain = [_plain(column) for column in columns]
    places: dict[str, int] = {}
    for field in FIELDS:
        named = [_plain(mapping[field])] if field in mapping else USUAL[field].split()
        found = [plain.index(name) for name in named if name in plain]
        if found:
            places[field] = found[0]
        elif field in mapping:
            raise StaffFileError(f"No column is called as --map says for {field}.")
    if not places.keys() & {"name", "first", "last", "email"}:
        raise StaffFileError("No column holds names. Say which does with --map name=COLUMN, or first= and last=.")
    return places


def _plain(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())


def _rows(rows: Any, places: dict[str, int], width: int) -> Iterator[Row]:
    """Yield the rows after the heading; `rows` is a csv.reader."""
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:  # a quotation mark that is never closed, most often
            yield Row(line, error="is not CSV")
            continue
        if any(cell.strip() for cell in cells):
            yield _row(line, cells, places, width)


def _row(line: int, cells: list[str], places: dict[str, int], width: int) -> Row:
    if len(cells) > width:
        return Row(line, error=f"has {len(cells)} cells, and the heading names {width}")
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return Row(line, error="has a cell that is too long")
    value = {field: cells[place].strip() for field, place in places.items() if place < len(cells)}
    first, last = value.get("first", ""), value.get("last", "")
    if not (first or last):
        first, last = _parted(value.get("name", ""))
    email = value.get("email", "")
    if not (first or last or email):
        return Row(line, error="has no name")
    person = Person(
        first=first, last=last, known_as=value.get("known-as", ""), email=email, title=value.get("title", ""),
        site=value.get("site", ""),
    )  # fmt: skip
    return Row(line, person)


def _parted(name: str) -> tuple[str, str]:
    """Return the first and last names in "Ines Ortega Diaz" or "Ortega Diaz, Ines"."""
    last, comma, first = name.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _space, last = name.partition(" ")
    return first, last.strip()
