"""When stories come out: Monday at nine, three at least, four weeks at most."""

import threading
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from stories.models import Story, Submission
from stories.models.submission import State
from stories.publishing import schedule
from stories.publishing.schedule import expected, last_slot, release_all, release_due

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 7, 20, 9, 0, tzinfo=LONDON)  # in summer time: 08:00 UTC


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (MONDAY, date(2026, 7, 20)),
        (MONDAY.replace(hour=8, minute=59), date(2026, 7, 13)),
        (MONDAY.replace(hour=23, minute=59), date(2026, 7, 20)),
        (MONDAY.replace(day=19), date(2026, 7, 13)),
        (MONDAY.replace(day=21, hour=0), date(2026, 7, 20)),
    ],
)
def test_the_hour_of_release_is_local(moment, day):
    assert last_slot(moment) == day


@pytest.mark.parametrize("hour", [0, 1, 2, 3])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_release_in_the_hour_that_the_clocks_leave_out_or_repeat_comes_once_that_day(settings, day, hour):
    """On 29 March there is no one o'clock in London; on 25 October there are two."""
    settings.CAIRN_RELEASE_WEEKDAY, settings.CAIRN_RELEASE_HOUR = 6, hour
    start = datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)
    minutes = [(start + timedelta(minutes=10 * step)).astimezone(LONDON) for step in range(6 * 25)]
    slots = [last_slot(moment) for moment in minutes if moment.date() == day]

    assert slots == sorted(slots)
    assert set(slots) == ({day} if hour == 0 else {day, day - timedelta(days=7)})
    first = minutes[slots.index(day)]
    # Where one o'clock is left out, the hour after it is the first that is late enough.
    assert first.hour == (2 if (hour, day.month) == (1, 3) else hour)


@pytest.mark.django_db
@pytest.mark.parametrize(("waiting", "released"), [(0, 0), (2, 0), (3, 3), (4, 4)])
def test_a_batch_has_a_minimum(approved, waiting, released):
    for _number in range(waiting):
        approved()
    with time_machine.travel(MONDAY, tick=False):
        Submission.objects.update(settled_week="2026-W29")

        assert len(release_due()) == released
        assert release_due() == []


@pytest.mark.django_db
def test_what_is_settled_on_the_day_of_release_waits_for_the_next_one(approved):
    for _number in range(8):
        approved()
    earlier = [submission.pk for submission in Submission.objects.order_by("id")[:4]]
    Submission.objects.update(settled_week="2026-W30")
    Submission.objects.filter(pk__in=earlier).update(settled_week="2026-W29")

    with time_machine.travel(MONDAY.replace(hour=14), tick=False):
        assert len(release_due()) == 4
        assert release_due() == []

    assert set(Submission.objects.in_state(State.PUBLISHED).values_list("pk", flat=True)) == set(earlier)
    assert len(release_due(MONDAY.replace(day=27))) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(("week", "released"), [("2026-W27", 0), ("2026-W26", 2), ("2025-W52", 2)])
def test_nobody_waits_longer_than_the_longest_wait(approved, week, released):
    approved()
    approved()
    first = Submission.objects.order_by("id")[0]
    Submission.objects.update(settled_week="2026-W29")
    Submission.objects.filter(pk=first.pk).update(settled_week=week)

    with time_machine.travel(MONDAY, tick=False):
        assert len(release_due()) == released


@pytest.mark.django_db
def test_on_other_days_nothing_comes_out(approved):
    for _number in range(5):
        approved()

    assert release_due(MONDAY.replace(day=22)) == []
    assert Story.objects.count() == 0


@pytest.mark.django_db
def test_at_once_is_at_any_time(approved, settings):
    approved()
    settings.CAIRN_RELEASE = "at-once"

    assert len(release_due(MONDAY.replace(day=22))) == 1


@pytest.mark.django_db
def test_large_batches_come_out_in_parts(approved, monkeypatch):
    monkeypatch.setattr(schedule, "BATCH", 2)
    for _number in range(5):
        approved()

    assert len(release_all()) == 5
    assert not Submission.objects.in_state(State.APPROVED).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("day", [21, 22, 26])
def test_a_missed_monday_comes_out_at_the_next_tick(approved, day):
    for _number in range(4):
        approved()
    Submission.objects.update(settled_week="2026-W29")
    late = Submission.objects.order_by("id").first()
    Submission.objects.filter(pk=late.pk).update(settled_week="2026-W30")

    assert len(release_due(MONDAY.replace(day=day, hour=3))) == 3
    assert release_due(MONDAY.replace(day=day, hour=4)) == []
    late.refresh_from_db()
    assert late.state == State.APPROVED


@pytest.mark.django_db
def test_before_the_hour_what_was_settled_last_week_waits(approved):
    for _number in range(3):
        approved()
    Submission.objects.update(settled_week="2026-W29")

    assert release_due(MONDAY.replace(hour=8, minute=50)) == []
    assert len(release_due(MONDAY.replace(hour=9, minute=0))) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("settled", "released"), [("2026-W52", 3), ("2026-W53", 3), ("2027-W01", 0)])
def test_the_week_that_only_some_years_have(approved, settled, released):
    """2026 has 53 ISO weeks: its last Monday is 28 December, and 4 January begins 2027-W01."""
    for _number in range(3):
        approved()
    Submission.objects.update(settled_week=settled)

    assert len(release_due(datetime(2027, 1, 4, 9, tzinfo=LONDON))) == released


@pytest.mark.django_db
def test_the_longest_wait_is_counted_over_the_end_of_a_year(approved):
    approved()
    Submission.objects.update(settled_week="2026-W52")

    assert release_due(datetime(2027, 1, 11, 9, tzinfo=LONDON)) == []
    assert len(release_due(datetime(2027, 1, 25, 9, tzinfo=LONDON))) == 1


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_release_each_story_once(approved):
    for _number in range(4):
        approved()
    Submission.objects.update(settled_week="2026-W29")
    barrier, released = threading.Barrier(2), []

    def tick():
        barrier.wait()
        try:
            released.append(len(release_due(MONDAY)))
        finally:
            connection.close()

    ticks = [threading.Thread(target=tick) for _number in range(2)]
    for each in ticks:
        each.start()
    for each in ticks:
        each.join()

    assert (sorted(released), Story.objects.count()) == ([0, 4], 4)


@pytest.mark.parametrize(
    ("settled", "now", "day", "latest"),
    [
        ("2026-W29", MONDAY.replace(day=16), date(2026, 7, 20), date(2026, 8, 10)),
        ("2026-W29", MONDAY, date(2026, 7, 27), date(2026, 8, 10)),
        ("2026-W30", MONDAY.replace(hour=8), date(2026, 7, 27), date(2026, 8, 17)),
        ("2026-W20", MONDAY, date(2026, 7, 27), date(2026, 7, 27)),
    ],
)
def test_when_a_story_may_come_out(settled, now, day, latest):
    found = expected(settled, now)

    assert (found.day, found.latest) == (day, latest)


@pytest.mark.django_db
@pytest.mark.parametrize("companions", [0, 2])
def test_it_comes_out_when_it_was_expected(approved, companions):
    for _number in range(1 + companions):
        approved()
    Submission.objects.update(settled_week="2026-W29")
    when = expected("2026-W29", MONDAY.replace(day=16))
    day = when.day if companions else when.latest
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)

    assert release_due(moment - timedelta(days=1)) == []
    assert len(release_due(moment)) == 1 + companions


def test_where_stories_come_out_at_once_nothing_is_expected(settings):
    settings.CAIRN_RELEASE = "at-once"

    assert expected("2026-W29", MONDAY) is None
