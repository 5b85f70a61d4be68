"""What the page of numbers tells, from the totals of four quarters that are over: nothing is counted here.

The running quarter is not told. Each week it would be one number more, and whoever kept last week's page could tell
what one week brought. What is over does not change any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.models import IdentityRequests
from stories.models import CountedWeek, Total
from stories.privacy.small_numbers import FLOOR, Row, smallest_group, tell_row, tell_window
from stories.publishing.totals import quarter_of_week, week_after

QUARTERS = 4
ROWS = (
    Total.Kind.RECEIVED,
    Total.Kind.PUBLISHED,
    Total.Kind.CHANGED,
    Total.Kind.DECLINED,
    Total.Kind.ESCALATED,
    Total.Kind.TAKEN_BACK,
)
Numbers = Mapping[str, Mapping[tuple[str, str], int]]


@dataclass(frozen=True)
class Report:
    """What may be told. Quarters are as in "2026Q3", the oldest first.

    `weeks` holds the median of weeks to a first decision by quarter, None where too few were decided; `year_weeks` the
    one of all the quarters. `requests` is None for a quarter that nobody has spoken for. `reasons` is None where they
    cannot be told apart.
    """

    running: str
    least: int
    quarters: list[str] = field(default_factory=list)
    rows: dict[Total.Kind, Row[str]] = field(default_factory=dict)
    weeks: dict[str, int | None] = field(default_factory=dict)
    year_weeks: int | None = None
    reasons: Row[str] | None = None
    requests: Row[str] = field(default_factory=lambda: Row({}, 0))
    unsaid: frozenset[str] = frozenset()


def load_report() -> Report:
    """Return the report of the last four quarters that are over and counted, in three queries at most."""
    week = CountedWeek.objects.values_list("week", flat=True).first()
    if not week:
        return Report(running="", least=smallest_group())
    running = quarter_of_week(week_after(week))
    asked = quarters_before(running)
    found: dict[str, Counter[tuple[str, str]]] = {}
    totals = Total.objects.filter(quarter__in=asked).values_list("quarter", "kind", "detail", "number")
    for quarter, kind, detail, number in totals:
        found.setdefault(quarter, Counter())[kind, detail] += number
    # Of a quarter before this site there is no line that says how many came in.
    quarters = [one for one in asked if (Total.Kind.RECEIVED, "") in found.get(one, {})]
    requests = dict(IdentityRequests.objects.filter(quarter__in=quarters).values_list("quarter", "number"))
    return report_of({one: found[one] for one in quarters}, requests, running=running)


def report_of(found: Numbers, requests: Mapping[str, int], *, running: str) -> Report:
    """Return what may be told of these numbers, which are by quarter, and then by kind and detail."""
    rows = {kind: tell_window({quarter: _sum(found[quarter], kind) for quarter in found}) for kind in ROWS}
    decided = tell_window({quarter: _sum(found[quarter], Total.Kind.DECIDED) for quarter in found})
    together = sum((Counter(found[quarter]) for quarter in found), Counter[tuple[str, str]]())
    declined = rows[Total.Kind.DECLINED]
    return Report(
        running=running,
        least=smallest_group(),
        quarters=list(found),
        rows=rows,
        weeks={quarter: _median_weeks(found[quarter]) if decided.cells[quarter] else None for quarter in found},
        year_weeks=_median_weeks(together) if decided.total else None,
        reasons=_reasons(together) if declined.total else None,
        requests=tell_window({quarter: requests.get(quarter, 0) for quarter in found}, least=FLOOR),
        unsaid=frozenset(quarter for quarter in found if quarter not in requests),
    )


def quarters_before(running: str, count: int = QUARTERS) -> list[str]:
    """Return the quarters before this one, the oldest first."""
    place = int(running[:4]) * 4 + int(running[5]) - 1
    return [f"{one // 4}Q{one % 4 + 1}" for one in range(place - count, place)]


def _sum(numbers: Mapping[tuple[str, str], int], kind: Total.Kind) -> int:
    return sum(number for (one, _detail), number in numbers.items() if one == kind)


def _reasons(together: Mapping[tuple[str, str], int]) -> Row[str] | None:
    """Return how often each reason was given in all the quarters; None where the numbers would give each other away.

    They add up to a number that the table tells. A reason that nobody was given is not in the list.
    """
    given = {detail: number for (kind, detail), number in together.items() if kind == Total.Kind.DECLINED and number}
    row = tell_row(given, crossing=("reason",))
    return row if row.total is not None and any(row.cells.values()) else None


def _median_weeks(numbers: Mapping[tuple[str, str], int]) -> int:
    """Return the lower median of the weeks to a decision: half took so many or fewer."""
    weeks = sorted((int(detail), number) for (kind, detail), number in numbers.items() if kind == Total.Kind.DECIDED)
    half, passed = (sum(number for _weeks, number in weeks) + 1) // 2, 0
    for one, number in weeks:
        passed += number
        if passed >= half:
            return one
    return 0
