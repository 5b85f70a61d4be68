"""The identity check on labelled stories: what it finds of each class, what it warns of for nothing, what it takes.

A span counts as found when finds, whatever they call it, cover half of its characters or more: the author is led to
the place. A find counts as right when it touches a labelled detail of any class. `identity-paraphrases` are sentences,
some hundred ways to write down each kind of number, name online and address, so that they are kept; the other
corpora are stories by people who had not seen the patterns.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.table import Figure

TITLE = "Identity check"
CORPUS = Path(__file__).parent / "corpus"
# The share of spans of a class to be found; "_disguised" has its own.
FLOORS = {
    "email": 0.98, "phone": 0.98, "id": 0.98, "handle": 0.98, "link": 0.98, "person_role": 0.95, "org": 0.8,
    "place": 0.8,
    "email_disguised": 0.85, "phone_disguised": 0.85, "id_disguised": 0.85, "handle_disguised": 0.85,
}  # fmt: skip
# What the corpora call what a find of this kind points at.
CLASSES = {
    "number": "id", "plate": "id", "town": "place", "room": "place", "organisation": "org", "month": "date",
    "day": "date", "year": "date", "name": "person or place", "initials": "person", "capitals": "org", "role": "rare",
}  # fmt: skip
MOST_CLEAN_WARNED = 0.1
SHORTEST = 200  # characters of what is timed: single sentences that are all details say nothing about stories
MOST_MS = 20.0
MOST_SECONDS_HOSTILE = 1.0
HOSTILE = (
    "Ab ",
    "a@",
    "07 ",
    "one two ",
    "at a dot ",
    "my boss x, ",
    "a-",
    "1/1/",
    "the only one ",
    "st st ",
    "Mr Aa & ",
    "my badge ",
    "badge number is ",
    "4 then ",
    "seven",
    "one seven and ",
    "a1-",
    "AB 1 ",
    "the number on my ",
    "starts one ",
    "on insta dot a ",
    "find me hash a ",
    "K for kilo, ",
    "mail me on a ",
    "Aa from control ",
    "the firm a ",
    "swirly a dot com ",
    "at the gmail one ",
    "word gap chat is ",
    "A nine in front, ",
    "0123456 x ",
)


@dataclass(frozen=True)
class Score:
    """What the check did with a corpus."""

    recall: dict[str, tuple[int, int]]
    precision: tuple[int, int]
    right: dict[str, tuple[int, int]]
    clean: int
    clean_warned: int
    clean_finds: int
    missed: list[tuple[str, str, str]]
    wrong: list[tuple[str, str, str]]


def read(path: Path) -> list[dict[str, Any]]:
    """Return the stories of a corpus file: id, text, clean, spans of start, end and class."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(stories: Iterable[dict[str, Any]]) -> Score:
    """Run the check over the stories and compare."""
    from stories.privacy.identity import find_details
    from stories.privacy.identity.patterns import PatternEngine

    engines = [PatternEngine()]
    recall: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    right = finds_sure = clean = warned = clean_finds = 0
    by_kind: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    missed, wrong = [], []
    for story in stories:
        text = story["text"]
        finds = find_details(text, engines=engines)
        covered = bytearray(len(text))
        truth = bytearray(len(text))
        for find in finds:
            covered[find.start : find.end] = b"\x01" * (find.end - find.start)
        for span in story["spans"]:
            truth[span["start"] : span["end"]] = b"\x01" * (span["end"] - span["start"])
            is_found = 2 * sum(covered[span["start"] : span["end"]]) >= span["end"] - span["start"]
            recall[span["class"]][0] += is_found
            recall[span["class"]][1] += 1
            if not is_found:
                missed.append((story["id"], span["class"], text[span["start"] : span["end"]]))
        for find in finds:
            by_kind[CLASSES.get(find.kind, find.kind)][0] += any(truth[find.start : find.end])
            by_kind[CLASSES.get(find.kind, find.kind)][1] += 1
        sure = [find for find in finds if find.is_certain]
        hits = [find for find in sure if any(truth[find.start : find.end])]
        right, finds_sure = right + len(hits), finds_sure + len(sure)
        wrong += [(story["id"], find.kind, find.phrase) for find in sure if find not in hits]
        if story["clean"]:
            clean, warned, clean_finds = clean + 1, warned + bool(sure), clean_finds + len(finds)
    by_class = {name: (counts[0], counts[1]) for name, counts in sorted(recall.items())}
    precision = {name: (counts[0], counts[1]) for name, counts in sorted(by_kind.items())}
    return Score(by_class, (right, finds_sure), precision, clean, warned, clean_finds, missed, wrong)


def figures() -> Iterator[Figure]:
    """Yield the figures of every identity corpus, and how long the check takes."""
    texts = []
    for path in sorted(CORPUS.glob("identity*.jsonl")):
        stories = read(path)
        texts += [story["text"] for story in stories if len(story["text"]) > SHORTEST]
        yield from _figures_of(path.stem, score(stories))
    yield from _durations(texts)


def _figures_of(name: str, result: Score) -> Iterator[Figure]:
    for kind, (found, there) in result.recall.items():
        yield Figure(f"{name}: {kind}, found of {there}", found / there, "", FLOORS.get(kind))
    for kind, (right, told) in result.right.items():
        yield Figure(f"{name}: {kind}, details of {told} finds of both tiers", right / told)
    right, all_sure = result.precision
    yield Figure(f"{name}: certain finds that are details", right / max(1, all_sure))
    if result.clean:
        warned = result.clean_warned / result.clean
        yield Figure(f"{name}: clean stories warned for certain", warned, "", MOST_CLEAN_WARNED, "at most")
        yield Figure(f"{name}: finds in a clean story", result.clean_finds / result.clean)


def _durations(texts: list[str]) -> Iterator[Figure]:
    words = sum(len(text.split()) for text in texts)
    quickest = min(_seconds(texts) for _round in range(3))  # whatever else the machine did meanwhile
    yield Figure("a thousand words", quickest / max(1, words) * 1_000_000, "ms", MOST_MS, "at most")
    slowest = max(_seconds([(piece * 1_000_000)[:1_000_000]]) for piece in HOSTILE)
    yield Figure("a megabyte of hostile text", slowest, "s", MOST_SECONDS_HOSTILE, "at most")


def _seconds(texts: list[str]) -> float:
    """Return the processor's time for these texts."""
    from stories.privacy.identity import find_details
    from stories.privacy.identity.patterns import PatternEngine

    engines = [PatternEngine()]
    began = time.process_time()
    for text in texts:
        find_details(text, engines=engines)
    return time.process_time() - began
