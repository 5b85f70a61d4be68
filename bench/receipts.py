"""How long a look-up of a receipt takes, by kind: nobody can tell from it whether a receipt was ever handed out."""

from __future__ import annotations

import random
from collections.abc import Iterator
from statistics import median, quantiles
from time import perf_counter_ns

from bench.table import Figure

TITLE = "Receipts: 2,000 look-ups of each kind, in turns, among 500 that were handed out"
LOOKUPS = 2_000
HANDED_OUT = 500


def figures() -> Iterator[Figure]:
    """Measure in a database made for this, and yield the median of each kind and how far apart they lie."""
    from django.db import connection

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield from _measured()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _measured() -> Iterator[Figure]:
    from stories.submission.reading import receipt_row

    kinds = _receipts()
    taken: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _turn in range(LOOKUPS):
        for kind in random.sample(list(kinds), len(kinds)):
            began = perf_counter_ns()
            receipt_row(kinds[kind])
            taken[kind].append((perf_counter_ns() - began) / 1e6)
    medians = {kind: median(times) for kind, times in taken.items()}
    for kind, times in taken.items():
        yield Figure(f"{kind}: median", medians[kind], "ms")
        yield Figure(f"{kind}: 95 of 100 within", quantiles(times, n=20)[-1], "ms")
    apart = max(medians.values()) - min(medians.values())
    yield Figure("the medians lie apart by", apart, "ms", limit=1.0, sense="at most")
    none = [medians[kind] for kind in kinds if kind not in {"waiting", "published"}]
    yield Figure("those that open nothing lie apart by", max(none) - min(none), "ms", limit=0.2, sense="at most")


def _receipts() -> dict[str, str]:
    """Hand out receipts, and return one of each kind."""
    from stories.models import Receipt, Submission
    from stories.models.submission import State
    from stories.publishing.schedule import release_all
    from stories.submission.actions import Draft, Parts, submit_story, take_back
    from stories.submission.receipt import digest_of, receipt_for

    draft = Draft(parts=Parts(title="Nights", happened="It was."), publish_consent="yes", quote_consent="no")
    codes = [submit_story(draft=draft, nonce=str(number)) for number in range(HANDED_OUT)]
    waiting, published, withdrawn, expired = codes[:4]
    rows = {code: Receipt.objects.get(digest=digest_of(code)) for code in codes[:4]}
    Submission.objects.filter(receipt=rows[published]).update(state=State.APPROVED)
    release_all()
    take_back(receipt=rows[withdrawn])
    Submission.objects.filter(receipt=rows[expired]).delete()
    unknown = receipt_for("handed out to nobody", "")
    wrong = unknown[:-1] + ("0" if unknown[-1] != "0" else "1")
    return {"waiting": waiting, "published": published, "withdrawn": withdrawn, "expired": expired,
            "unknown": unknown, "with a slip": wrong, "too short": "7KQM", "empty": ""}  # fmt: skip
