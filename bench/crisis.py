"""The crisis check: what it finds, whom it stops for nothing, and what it costs."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.table import Figure
from stories.privacy.crisis import risk_phrases

TITLE = "Crisis check: recall by kind, share flagged by class, speed"
CORPUS = Path(__file__).parent / "corpus"
FLAGGED_AT_MOST = {"idiom": 0.1, "other_person": 0.25, "clean": 0.02}
# Pieces that make the patterns work hardest, each repeated.
HOSTILE = ("i ", "I want to ", ". ", "she said i ", "''", "a.")
MEGABYTE = 1_000_000


def figures() -> Iterator[Figure]:
    """Measure each corpus, then the speed on them, and on texts made to be slow."""
    words: list[str] = []
    for path in sorted(CORPUS.glob("crisis*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        words += (row["text"] for row in rows)
        yield from _found(path.stem, rows)
    risk_phrases("")  # the list is read once
    taken = _seconds(lambda: [risk_phrases(text) for text in words])
    yield Figure(
        "ordinary text, 1,000 words", taken * 1e6 / sum(len(text.split()) for text in words), "ms", 50, "at most"
    )
    # As much as the questions take: four parts of 6,000 characters.
    longest = max(_seconds(partial(risk_phrases, _hostile(piece, 24_000))) for piece in HOSTILE)
    yield Figure("the slowest story the questions take", longest * 1000, "ms", 1000, "at most")
    for piece in HOSTILE:
        half, whole = (_hostile(piece, length) for length in (MEGABYTE // 2, MEGABYTE))
        first, second = _seconds(partial(risk_phrases, half)), _seconds(partial(risk_phrases, whole))
        yield Figure(f"1 MB of {piece!r}", second, "s")
        yield Figure("  against half of it (2 is linear)", second / first, "times", 3, "at most")


def _found(corpus: str, rows: list[dict[str, str]]) -> Iterator[Figure]:
    """Yield recall, by kind too, and precision: which share of those flagged is of the kind it is meant for."""
    classes: dict[str, list[bool]] = defaultdict(list)
    kinds: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        found = bool(risk_phrases(row["text"]))
        classes[row["class"]].append(found)
        if row["class"] == "risk":
            kinds[row["kind"]].append(found)
    yield Figure(f"{corpus}: risk found", _share(classes["risk"]), "", 0.9)
    flagged = sum(map(sum, classes.values()))
    yield Figure(f"{corpus}: risk, of the {flagged} flagged", sum(classes["risk"]) / max(1, flagged))
    for name, most in FLAGGED_AT_MOST.items():
        yield Figure(f"{corpus}: {name} flagged", _share(classes[name]), "", most, "at most")
    for kind, each in sorted(kinds.items()):
        yield Figure(f"  {kind} ({len(each)})", _share(each))


def _share(found: list[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _hostile(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
