"""When stories come out: Monday at nine, three at least, four weeks at most."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from stories.models import Story, Submission
from stories.models.submission import State
from stories.publishing import schedule
from stories.publishing.schedule import is_release_hour, release_all, release_due

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 7, 20, 9, 0, tzinfo=LONDON)  # in summer time: 08:00 UTC


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (MONDAY, True),
        (MONDAY.replace(hour=8, minute=59), False),
        (MONDAY.replace(hour=23, minute=59), True),
        (MONDAY.replace(day=19), False),
        (MONDAY.replace(day=21), False),
    ],
)
def test_the_hour_of_release_is_local(moment, due):
    assert is_release_hour(moment) is due


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
