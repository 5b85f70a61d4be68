"""Learns the signs of the crisis list: `python -m bench.train_crisis` writes them into the list.

What the patterns miss is said in words that each mean little. How much they mean together is learned, by logistic
regression with steps that shrink as a sign has been seen (Duchi, Hazan and Singer 2011, "Adaptive Subgradient
Methods"), from the corpora under bench/corpus and from prose that must not be flagged: the demonstration's content
and the corpora of the identity check. The same texts give the same signs. `python -m bench.train_crisis check`
writes nothing and tells what the list finds in texts that it has not learned from.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.table import Figure, table
from stories.privacy.crisis import LIST, plain_sentences, risk_phrases, signs_of

CORPUS = Path(__file__).parent / "corpus"
# Kept to say how the check does on what it was not made from.
UNSEEN = {"crisis-fourth", "crisis-fifth", "crisis-sixth", "identity-fifth"}
DEMO = Path(__file__).parents[1] / "kb" / "demo" / "content"
STEP = 0.25  # one point of a sign
KEPT = 12000  # signs: more find more, but each makes the list longer (docs/crisis-check.md)
ENOUGH = (
    20  # points that make a find, and one more for each sentence of the text: chosen by `check` (docs/crisis-check.md)
)
PROSE = 1.0  # what an example of prose counts for, beside 1 for one that was written as hard to tell
CLEAN = 2.0
FOUND = 0.5  # a text of risk that a pattern finds teaches less: the signs are for what is missed
ROUNDS, RATE, SHRINK = 14, 0.3, 0.01
FOLDS = 5
TRIED = range(12, 40, 2)  # points that `check` tells the outcome of

Example = tuple[Counter[str], bool, float]


class Text(NamedTuple):
    """One text to learn from: its file and class, the signs of each sentence, and whether a pattern finds it."""

    file: str
    group: str
    kind: str
    sentences: list[set[str]]
    found: bool


def learn(texts: Sequence[Text]) -> dict[str, int]:
    """Return the points of each sign; `ENOUGH` of them and one for each sentence are a find."""
    short = [example for text in texts if text.kind != "risk" for example in _windows(text)]
    risk = [text for text in texts if text.kind == "risk" and text.sentences]
    weights = _fitted([*short, *((_together(text.sentences), True, _counts(text)) for text in risk)])
    # Of a longer text only the two sentences that weigh most are of risk: which, the first weights tell.
    heavy = []
    for text in risk:
        at, _ = _heaviest([sum(weights.get(sign, 0) for sign in sorted(signs)) for signs in text.sentences])
        heavy.append((_together(text.sentences[at : at + 2]), True, _counts(text)))
    weights = _fitted([*short, *heavy])
    heaviest = sorted(weights, key=lambda sign: (-abs(weights[sign]), sign))[:KEPT]
    points = {sign: round(weights[sign] / STEP) for sign in heaviest}
    return {sign: each for sign, each in points.items() if each}


def written(points: dict[str, int]) -> dict[str, str]:
    """Return the signs as the list keeps them: those of the same points in one line."""
    return {
        str(each): ",".join(sorted(sign for sign in points if points[sign] == each))
        for each in sorted(set(points.values()))
    }


def learned_from() -> dict[str, list[object]]:
    """Return, for each crisis corpus, how many lines it has and the start of their SHA-256."""
    return {path.stem: [len(lines := _lines(path)), digest(lines)] for path in _corpora()}


def digest(lines: Iterable[str]) -> str:
    """Return what these lines are known by: the start of their SHA-256."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def check(texts: Sequence[Text]) -> Iterator[Figure]:
    """Learn from four fifths and look at the last, five times; no kind of a file stands in both."""
    groups = sorted({text.group for text in texts})
    random.Random(5).shuffle(groups)  # noqa: S311 — the same each time, and nothing secret
    fold = {group: at % FOLDS for at, group in enumerate(groups)}
    weighed: dict[tuple[str, str], list[tuple[float, bool]]] = defaultdict(list)
    for held in range(FOLDS):
        points = learn([text for text in texts if fold[text.group] != held])
        for text in texts:
            if fold[text.group] == held:
                each = [sum(points.get(sign, 0) for sign in signs) for signs in text.sentences]
                weighed[text.file, text.kind].append((_heaviest(each)[1] - len(each) if each else 0, text.found))
    for enough in TRIED:
        yield Figure(f"{enough} points are enough", enough)
        for kind in ("risk", "idiom", "other_person", "clean", "prose"):
            for name in ("all", *sorted({file for file, its in weighed if its == kind})):
                of = [
                    one
                    for (file, its), each in weighed.items()
                    if its == kind and name in ("all", file)
                    for one in each
                ]
                signs = sum(weight >= enough for weight, _ in of) / len(of)
                both = sum(found or weight >= enough for weight, found in of) / len(of)
                patterns = sum(found for _, found in of) / len(of)
                yield Figure(f"  {kind}, {name}: patterns {patterns:.3f}, signs {signs:.3f}, either", both)


def _windows(text: Text) -> Iterator[Example]:
    counts = _counts(text)
    for at, each in enumerate(text.sentences):
        yield Counter(each), False, counts
        if at:
            yield _together(text.sentences[at - 1 : at + 1]), False, counts


def _counts(text: Text) -> float:
    if text.kind == "risk":
        return FOUND if text.found else 1.0
    return {"prose": PROSE, "clean": CLEAN}.get(text.kind, 1.0)


def _heaviest(points: Sequence[float]) -> tuple[int, float]:
    """Return which sentence weighs most with the next one, if that adds to it, and how much."""
    both = [each + max(0, *points[at + 1 : at + 2], 0) for at, each in enumerate(points)]
    return max(range(len(both)), key=lambda at: both[at]), max(both)


def _together(sentences: Iterable[set[str]]) -> Counter[str]:
    return Counter(sign for each in sentences for sign in each)


def _fitted(examples: list[Example]) -> dict[str, float]:
    """Return the weight of each sign that three examples share."""
    seen = Counter(sign for signs, _, _ in examples for sign in signs)
    names = sorted(sign for sign, times in seen.items() if times > 2)
    place = {sign: at for at, sign in enumerate(names)}
    weights, steps = [0.0] * len(names), [1.0] * len(names)
    start, start_steps = 0.0, 1.0
    shared = [
        ([(place[sign], times) for sign, times in sorted(signs.items()) if sign in place], at_risk, counts)
        for signs, at_risk, counts in examples
    ]
    order = random.Random(1)  # noqa: S311 — the same each time, and nothing secret
    for _ in range(ROUNDS):
        order.shuffle(shared)
        for signs, at_risk, counts in shared:
            total = start + sum(weights[at] * times for at, times in signs)
            error = (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - at_risk) * counts
            if abs(error) < 0.001:
                continue
            start_steps += error * error
            start -= RATE * error / math.sqrt(start_steps)
            for at, times in signs:
                slope = error * times + SHRINK * weights[at]
                steps[at] += slope * slope
                weights[at] -= RATE * slope / math.sqrt(steps[at])
    return dict(zip(names, weights, strict=True))


def _corpora() -> list[Path]:
    return [path for path in sorted(CORPUS.glob("crisis*.jsonl")) if path.stem not in UNSEEN]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _texts() -> Iterator[Text]:
    for path in _corpora():
        for line in _lines(path):
            row = json.loads(line)
            yield _text(path.stem, f"{path.stem}/{row['class']}/{row['kind']}", row["class"], row["text"])
    stories = [path for path in sorted(CORPUS.glob("identity*.jsonl")) if path.stem not in UNSEEN]
    prose = [json.loads(line)["text"] for path in stories for line in _lines(path)]
    for path in sorted(DEMO.rglob("*.toml")):
        prose += _strings(tomllib.loads(path.read_text(encoding="utf-8")))
    for at, words in enumerate(prose):
        text = _text("prose", f"prose/{at % 20}", "prose", words)
        if not text.found:  # a few of these do say "I don't want to be alive"
            yield text


def _text(file: str, group: str, kind: str, words: str) -> Text:
    sentences = [signs_of(sentence) for sentence in plain_sentences(words)]
    return Text(file, group, kind, sentences, bool(risk_phrases(words, signs=False)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def main(*asked: str) -> None:
    """Learn from all there is and write it into the list; or check, and write nothing."""
    texts = list(_texts())
    if "check" in asked:
        sys.stdout.write(table("Crisis signs, on texts not learned from", check(texts)) + "\n")
        return
    signs = written(learn(texts))
    data = json.loads(LIST.read_text(encoding="utf-8"))
    data |= {"learned_from": learned_from(), "enough": ENOUGH, "signs": signs}
    LIST.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
