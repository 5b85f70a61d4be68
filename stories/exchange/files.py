"""Reads rows from a file of any length, one at a time: JSON lines, or CSV as spreadsheets write it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

LONGEST_LINE = 1_000_000  # characters; a story has 24,000 at most
FORMATS = ("jsonl", "csv")
SEPARATORS = (",", ";", "\t")
# A spreadsheet runs a cell that begins like this. We write an apostrophe before it, and take that off again.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


class FileError(Exception):
    """The file as a whole cannot be read; says why, and quotes nothing from it."""


@dataclass(frozen=True)
class RawRow:
    """One row: the line it begins on, its cells by column, and what is wrong when it could not be read."""

    line: int
    cells: dict[str, Any] = field(default_factory=dict)
    error: str = ""


def format_of(path: Path, named: str = "") -> str:
    """Return "jsonl" or "csv": what was named, or what the name of the file ends in. Raises FileError."""
    found = named or path.suffix.lower().lstrip(".")
    found = "jsonl" if found == "ndjson" else found
    if found not in FORMATS:
        raise FileError("The name ends in neither .jsonl nor .csv. Say which it is with --format.")
    return found


def read_rows(path: Path, kind: str) -> Iterator[RawRow]:
    """Yield the rows of the file, empty ones left out. Raises FileError."""
    reader: Callable[[TextIO], Iterator[RawRow]] = _csv_rows if kind == "csv" else _json_rows
    try:
        # The mark that some programs write before UTF-8 is taken off.
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from reader(file)
    except UnicodeDecodeError:
        raise FileError("The file is not UTF-8. Save it again as UTF-8, then import it.") from None
    except OSError as error:
        raise FileError(f"The file cannot be read: {error.strerror}.") from None


def _json_rows(file: TextIO) -> Iterator[RawRow]:
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            _skip_line(file)
            yield RawRow(number, error=f"has more than {LONGEST_LINE:,} characters")
        elif line.strip():
            yield _json_row(number, line)


def _skip_line(file: TextIO) -> None:
    while (rest := file.readline(LONGEST_LINE)) and not rest.endswith("\n"):
        pass


def _json_row(number: int, line: str) -> RawRow:
    try:
        cells = json.loads(line)
    except (ValueError, RecursionError):  # its message would quote the line
        return RawRow(number, error="is not JSON")
    if not isinstance(cells, dict):
        return RawRow(number, error="is not a JSON object")
    return RawRow(number, cells)


def _csv_rows(file: TextIO) -> Iterator[RawRow]:
    heading = file.readline(LONGEST_LINE)
    if not heading.strip():
        raise FileError("The file has no heading: its first line has to name the columns.")
    separator = max(SEPARATORS, key=heading.count)
    try:
        columns = [name.strip() for name in next(csv.reader([heading], delimiter=separator))]
    except csv.Error:
        raise FileError("The first line is not CSV: it has to name the columns.") from None
    if len(set(columns)) < len(columns):
        raise FileError("Two columns have one name.")
    rows = csv.reader(file, delimiter=separator, strict=True)
    while True:
        line = rows.line_num + 2  # lines count from one, and the heading was the first
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:  # a quotation mark that is never closed, most often
            yield RawRow(line, error="is not CSV")
            continue
        if any(cell.strip() for cell in cells):
            yield _csv_row(line, columns, cells)


def _csv_row(line: int, columns: list[str], cells: list[str]) -> RawRow:
    if len(cells) > len(columns):
        return RawRow(line, error=f"has {len(cells)} cells, and the heading names {len(columns)}")
    return RawRow(line, {name: unguarded(cell) for name, cell in zip(columns, cells, strict=False)})


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
