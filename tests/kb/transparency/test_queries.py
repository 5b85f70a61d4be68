"""The report: what is told of four quarters that are over, and that three hundred weeks cost what three do."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.models import IdentityRequests
from kb.transparency.queries import load_report, quarters_before, report_of
from stories.models import CountedWeek, Total
from stories.models.times import week_of
from stories.privacy.small_numbers import Row
from stories.publishing.totals import quarter_of_week, week_after

Kind = Total.Kind


def fill(weeks: int, number: int = 4) -> None:
    """Write the totals of so many weeks up to the last week of 2026's third quarter."""
    numbers: Counter[tuple[str, str, str]] = Counter()
    for back in range(weeks):
        quarter = quarter_of_week(week_of(date(2026, 9, 21) - timedelta(weeks=back)))
        for kind in (Kind.RECEIVED, Kind.PUBLISHED, Kind.CHANGED, Kind.ESCALATED, Kind.TAKEN_BACK):
            numbers[quarter, kind, ""] += number
        for reason in ("could-identify", "method-detail"):
            numbers[quarter, Kind.DECLINED, reason] += number
        for waited in ("0", "2", "3"):
            numbers[quarter, Kind.DECIDED, waited] += number
    Total.objects.all().delete()
    Total.objects.bulk_create(
        Total(quarter=quarter, kind=kind, detail=detail, number=count)
        for (quarter, kind, detail), count in numbers.items()
    )
    CountedWeek.objects.update_or_create(pk=1, defaults={"week": "2026-W39"})


@pytest.mark.django_db
def test_three_hundred_weeks_cost_what_three_do() -> None:
    asked = []
    for weeks in (3, 300):
        fill(weeks)
        with CaptureQueriesContext(connection) as seen:
            load_report()
        asked.append(len(seen))

    assert asked == [3, 3]


@pytest.mark.django_db
def test_the_last_four_quarters_that_are_over_are_told() -> None:
    fill(300)
    Total.objects.create(quarter="2026Q4", kind=Kind.TAKEN_BACK, number=50)
    Total.objects.create(quarter="2026Q4", kind=Kind.RECEIVED, number=50)

    report = load_report()

    assert report.quarters == ["2025Q4", "2026Q1", "2026Q2", "2026Q3"]
    assert (report.running, report.least) == ("2026Q4", 10)
    assert report.rows[Kind.RECEIVED] == Row({"2025Q4": 50, "2026Q1": 50, "2026Q2": 50, "2026Q3": 50}, 205)
    assert report.reasons == Row({"could-identify": 205, "method-detail": 205}, 415)
    assert (set(report.weeks.values()), report.year_weeks) == ({2}, 2)


@pytest.mark.django_db
def test_a_quarter_before_the_site_is_not_told_as_none() -> None:
    fill(3)

    report = load_report()

    assert report.quarters == ["2026Q3"]
    assert report.rows[Kind.RECEIVED] == Row({"2026Q3": 10}, 10)


@pytest.mark.django_db
def test_nothing_is_told_before_the_first_week_is_counted() -> None:
    report = load_report()

    assert (report.running, report.quarters, report.rows) == ("", [], {})


@pytest.mark.django_db
def test_a_quarter_that_nobody_has_spoken_for_is_not_one_without_requests() -> None:
    fill(30)
    IdentityRequests.objects.create(quarter="2026Q3", number=0)
    IdentityRequests.objects.create(quarter="2020Q3", number=7)

    report = load_report()

    assert report.quarters == ["2026Q1", "2026Q2", "2026Q3"]
    assert report.requests == Row({"2026Q1": 0, "2026Q2": 0, "2026Q3": 0}, 0)
    assert report.unsaid == {"2026Q1", "2026Q2"}


def test_the_quarters_before_one_reach_over_the_year() -> None:
    assert quarters_before("2026Q2") == ["2025Q2", "2025Q3", "2025Q4", "2026Q1"]
    assert week_after("2026-W39") == "2026-W40"


def numbers(**kinds: int) -> Counter[tuple[str, str]]:
    return Counter({(kind, ""): number for kind, number in kinds.items()})


def test_the_median_is_the_lower_one_and_needs_enough_decisions() -> None:
    def median(**weeks: int) -> tuple[int | None, int | None]:
        one = Counter({(Kind.DECIDED, week[1:]): number for week, number in weeks.items()})
        report = report_of({"2026Q1": one}, {}, running="2026Q2")
        return report.weeks["2026Q1"], report.year_weeks

    assert median(w0=5, w3=5) == (0, 0)
    assert median(w10=4, w2=3, w3=4) == (3, 3)
    assert median(w1=9) == (None, None)
    assert median() == (None, None)


def test_the_median_of_the_year_is_told_when_it_stands_beside_no_quarter() -> None:
    few = Counter({(Kind.DECIDED, "1"): 6})
    many = Counter({(Kind.DECIDED, "1"): 16})

    alone = report_of({"2026Q1": few, "2026Q2": few}, {}, running="2026Q3")
    beside = report_of({"2026Q1": few, "2026Q2": many}, {}, running="2026Q3")

    assert (list(alone.weeks.values()), alone.year_weeks) == ([None, None], 1)
    assert (list(beside.weeks.values()), beside.year_weeks) == ([None, 1], None)


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        ({"a": 20, "b": 12}, Row({"a": 20, "b": 10}, 30)),
        ({"a": 20, "b": 3, "c": 11}, Row({"a": 20, "b": None, "c": None}, 30)),
        ({"a": 20, "b": 3}, None),
        ({"a": 20}, Row({"a": 20}, 20)),
        ({"a": 6, "b": 6}, None),
        ({}, None),
    ],
)
def test_reasons_are_told_where_they_do_not_give_each_other_away(reasons, told) -> None:
    found = Counter({(Kind.DECLINED, reason): number for reason, number in reasons.items()})

    assert report_of({"2026Q1": found}, {}, running="2026Q2").reasons == told


def test_reasons_are_not_told_where_their_sum_is_not() -> None:
    given = {"2026Q1": Counter({(Kind.DECLINED, "a"): 3}), "2026Q2": Counter({(Kind.DECLINED, "a"): 30})}
    report = report_of(given, {}, running="2026Q3")

    assert report.rows[Kind.DECLINED] == Row({"2026Q1": None, "2026Q2": 30}, None)
    assert report.reasons is None
