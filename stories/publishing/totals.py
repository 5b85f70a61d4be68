"""Counts what happened, a quarter at a time, for the page of numbers; the only code that writes a Total.

Steps and decisions are counted when their week is over, and not when they happen: a number that moved with each story
would tell whoever looks at the database twice when that one came in. Only what leaves nothing behind to be counted
later is counted at once: what an author takes back, with those of its steps whose week is not over, and how many
stories of a release were changed. That story's row goes, or comes out, in the same moment anyway.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from stories.models import CountedWeek, Decision, Step, Submission, Total
from stories.models.submission import Move, State
from stories.models.times import monday_of, quarter_of, week_of, weeks_between

LONGEST_WAIT = 26  # weeks: whatever took longer is counted with these
UNDONE = "decline-undone"  # the reason of a decision that takes back a no
DECISIONS = {
    Move.DECLINE: Total.Kind.DECLINED,
    Move.EXPIRE: Total.Kind.DECLINED,
    Move.ESCALATE: Total.Kind.ESCALATED,
}
SETTLED = frozenset({State.APPROVED, State.DECLINED})


class Line(NamedTuple):
    """One line of a story's timeline."""

    move: str
    state: str
    week: str


class Happening(NamedTuple):
    """One thing to be counted, and the week it happened in."""

    week: str
    kind: Total.Kind
    detail: str = ""


def quarter_of_week(week: str) -> str:
    """Return the quarter in which most of an ISO week lies: that of its Thursday, as ISO 8601 does it for years."""
    return quarter_of(monday_of(week) + timedelta(days=3))


def week_after(week: str) -> str:
    """Return the ISO week after this one."""
    return week_of(monday_of(week) + timedelta(weeks=1))


def happenings(lines: list[Line]) -> Iterator[Happening]:
    """Yield what a story's timeline, the first line first, adds to the totals: each once, however often it went round.

    How long a decision took is told in whole weeks from the first line to the first yes or no; that no answer came is
    neither.
    """
    sent = lines[0].week
    yield Happening(sent, Total.Kind.RECEIVED)
    settled = next((line.week for line in lines if line.state in SETTLED and line.move != Move.EXPIRE), None)
    if settled:
        yield Happening(settled, Total.Kind.DECIDED, str(min(max(weeks_between(sent, settled), 0), LONGEST_WAIT)))
    yield from (Happening(line.week, Total.Kind.PUBLISHED) for line in lines if line.move == Move.RELEASE)


def add(kind: Total.Kind, by: int = 1, *, detail: str = "") -> None:
    """Add so many to this week's quarter. Must run in the transaction of what is counted."""
    if by:
        _write({(quarter_of_week(week_of(timezone.localdate())), kind, detail): by})


def count_before_erasing(submissions: Iterable[Submission]) -> None:
    """Count of these stories, which are about to be erased, the steps of weeks that were not counted yet.

    Must run in the transaction that erases them.
    """
    counted = _locked().week
    steps = Step.objects.filter(submission__in=[submission.pk for submission in submissions])
    if steps.filter(week__gt=counted).exists():
        _write(_by_quarter(one for one in _from_steps(steps) if one.week > counted))


def count_weeks() -> int:
    """Count the weeks that are over and were not counted yet. Returns 0: it is no news.

    The first time everything is counted that is still there, so that a site which is older than this page has numbers.
    """
    last = week_of(timezone.localdate() - timedelta(weeks=1))
    if not CountedWeek.objects.filter(week__gte=last).exists():
        _count_weeks(last)
    return 0


def write_past(quarter: str, numbers: Mapping[tuple[Total.Kind, str], int]) -> None:
    """Add the numbers, by kind and detail, of a quarter that was not counted here: the demonstration's are invented.

    Must run in a transaction.
    """
    _write({(quarter, kind, detail): number for (kind, detail), number in numbers.items()})


@transaction.atomic
def _count_weeks(last: str) -> None:
    row = _locked()
    found = [one for one in _uncounted(row.week) if row.week < one.week <= last]
    start = week_after(row.week) if row.week else min((one.week for one in found), default="")
    totals = _by_quarter(found)
    for quarter in _quarters(start, last):
        # A quarter in which nothing came in has a row that says so.
        totals[quarter, Total.Kind.RECEIVED, ""] += 0
    _write(totals)
    row.week = max(row.week, last)
    row.save(update_fields=["week"])


def _locked() -> CountedWeek:
    CountedWeek.objects.get_or_create(pk=1)
    return CountedWeek.objects.select_for_update().get(pk=1)


def _uncounted(counted: str) -> Iterator[Happening]:
    """Yield the whole timelines that moved after this week, and what the desk decided since."""
    moved = Step.objects.filter(week__gt=counted)
    yield from _from_steps(Step.objects.filter(submission__in=moved.values("submission")))
    decisions = Decision.objects.all()
    if counted:
        decisions = decisions.filter(day__gte=monday_of(week_after(counted)))
    yield from _from_decisions(decisions)


def _from_decisions(decisions: QuerySet[Decision]) -> Iterator[Happening]:
    """Yield what the desk decided. A no that is taken back before its week is counted was none.

    One that is taken back later stays counted, as a story does that is changed after a no and then comes out. Where
    the clock hands a story to a second reader, nothing is decided.
    """
    undone = Counter(decisions.filter(move=Move.REOPEN, reason=UNDONE).values_list("subject", "day__week"))
    rows = decisions.filter(move__in=DECISIONS).exclude(move=Move.EXPIRE, to_state=State.SECOND_READ)
    for move, reason, day, subject in rows.values_list("move", "reason", "day", "subject").iterator():
        kind = DECISIONS[Move(move)]
        if kind is Total.Kind.DECLINED and undone[subject, day.isocalendar().week]:
            undone[subject, day.isocalendar().week] -= 1
            continue
        yield Happening(week_of(day), kind, reason if kind is Total.Kind.DECLINED else "")


def _from_steps(steps: QuerySet[Step]) -> Iterator[Happening]:
    rows = steps.order_by("submission", "number").values_list("submission", "move", "state", "week").iterator()
    for _submission, lines in groupby(rows, itemgetter(0)):
        yield from happenings([Line(*line[1:]) for line in lines])


def _quarters(first: str, last: str) -> Iterator[str]:
    while first and first <= last:
        yield quarter_of_week(first)
        first = week_after(first)


Totals = Counter[tuple[str, Total.Kind, str]]


def _by_quarter(found: Iterable[Happening]) -> Totals:
    return Counter((quarter_of_week(one.week), one.kind, one.detail) for one in found)


def _write(totals: Totals | dict[tuple[str, Total.Kind, str], int]) -> None:
    # In one order, so that two who write wait for each other and for nothing else.
    for (quarter, kind, detail), number in sorted(totals.items()):
        row, _made = Total.objects.get_or_create(quarter=quarter, kind=kind, detail=detail)
        if number:
            Total.objects.filter(pk=row.pk).update(number=F("number") + number)
