"""Runs the benchmarks named on the command line, or all: `python -m bench identity crisis`.

Ends with 1 when a figure misses its limit.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from bench.table import Figure, table

# Each module has a `TITLE` and `figures()`, which measures and returns what it found.
BENCHMARKS: tuple[str, ...] = (
    "crisis",
    "receipts",
    "identity",
    "transparency",
    "queue",
)


def main(names: list[str]) -> int:
    """Run these benchmarks and print their tables; return the exit status."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.stderr.write(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}.\n")
        return 2
    missed = 0
    for name in names or BENCHMARKS:
        module = import_module(f"bench.{name}")
        figures: list[Figure] = list(module.figures())
        sys.stdout.write(table(module.TITLE, figures) + "\n\n")
        missed += sum(not figure.is_met for figure in figures)
    return 1 if missed else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings")
    import django

    django.setup()
    sys.exit(main(sys.argv[1:]))
