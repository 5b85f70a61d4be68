"""A figure beside its limit, and the table they are printed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """One measured number. `limit` and `sense` say what is asked of it; without a limit it is only told."""

    name: str
    value: float
    unit: str = ""
    limit: float | None = None
    sense: Literal["at least", "at most"] = "at least"

    @property
    def is_met(self) -> bool:
        """Whether the number keeps its limit."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.sense == "at least" else self.value <= self.limit


def table(title: str, figures: Iterable[Figure]) -> str:
    """Return the figures as lines of text, one a line: name, value, limit, and "missed" where it is not kept."""
    rows = [title, "-" * len(title)]
    for each in figures:
        asked = f"{each.sense} {each.limit:g}" if each.limit is not None else ""
        missed = "" if each.is_met else "  MISSED"
        rows.append(f"{each.name:<58} {each.value:>9.3f} {each.unit:<8} {asked}{missed}".rstrip())
    return "\n".join(rows)
