"""The list of mutants: each takes one protection out of the code, and some test of its promise has to notice."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("mutants.toml")
ROOT = Path(__file__).resolve().parents[3]
PROMISES = range(1, 18)  # as numbered in tests/privacy/README.md


@dataclass(frozen=True)
class Mutant:
    """One change for the worse: `old` becomes `new` in `file`, and one of `tests` has to fail.

    `postgres`: the tests need that database. `name` is also what the command line calls it by.
    """

    name: str
    promise: int
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    postgres: bool = False

    def times_found(self, root: Path = ROOT) -> int:
        """Return how often the old text stands in the file; 0 when there is no such file."""
        path = root / self.file
        return path.read_text().count(self.old) if path.is_file() else 0


def mutants(path: Path = LIST) -> list[Mutant]:
    """Return the mutants in the order of the file. Raises TypeError for a field that there is not."""
    rows = tomllib.loads(path.read_text())["mutant"]
    return [Mutant(**{**row, "tests": tuple(row["tests"])}) for row in rows]


def chosen(words: list[str], among: list[Mutant]) -> list[Mutant]:
    """Return the mutants that the words name, or all of them: by name, or by the number of a promise."""
    return [one for one in among if not words or any(word in {one.name, str(one.promise)} for word in words)]
