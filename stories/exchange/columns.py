"""Which column of a file holds which part of a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Each part, and the names of columns that are taken for it when nobody says otherwise.
USUAL: Mapping[str, Sequence[str]] = {
    "id": ("id",),
    "title": ("title",),
    "happened": ("what_happened", "happened"),
    "felt": ("what_it_was_like", "felt"),
    "helped": ("what_helped", "helped"),
    "advice": ("advice",),
    "topics": ("topics", "stressors", "factors", "human_factors"),
    "helped_by": ("helped_by",),
    "notes": ("notes",),
    "setting": ("setting",),
    "quarter": ("quarter",),
    "year": ("year",),
    "quote": ("quote",),
}


class ColumnError(Exception):
    """What was asked for cannot be: names an option, never a cell."""


@dataclass(frozen=True)
class Columns:
    """The columns of each part, and those that somebody asked for by name."""

    by_part: Mapping[str, Sequence[str]]
    asked_for: frozenset[str] = frozenset()

    def cells(self, row: Mapping[str, object], part: str) -> list[tuple[str, object]]:
        """Return the columns of this part that the row has, with what stands in them; empty ones are left out."""
        found = [(name, row.get(name)) for name in self.by_part[part]]
        return [(name, cell) for name, cell in found if cell not in (None, "", [])]


def columns_from(mapped: Sequence[str] = (), topics: str = "") -> Columns:
    """Return the columns for what was said on the command line.

    `mapped` holds "column=part"; the usual columns of a part that is named there are not looked at. `topics` is a list
    with commas of columns that hold topics. Raises ColumnError.
    """
    by_part: dict[str, list[str]] = {}
    for pair in mapped:
        column, _equals, part = (half.strip() for half in pair.partition("="))
        if not column or part not in USUAL:
            raise ColumnError(f"--map wants column=part, where part is one of {', '.join(USUAL)}.")
        by_part.setdefault(part, []).append(column)
    if topics:
        by_part["topics"] = by_part.get("topics", []) + [name.strip() for name in topics.split(",") if name.strip()]
    asked_for = frozenset(column for columns in by_part.values() for column in columns)
    return Columns({**USUAL, **by_part}, asked_for)
