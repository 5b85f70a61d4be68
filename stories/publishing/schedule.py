"""When approved stories come out: together, on one day of the week, in a shuffled order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from stories.models import Story, Submission
from stories.models.submission import State
from stories.models.times import monday_of, week_of, weeks_between
from stories.publishing.actions import release

BATCH = 500  # stories at most in one transaction


def last_slot(now: datetime) -> date:
    """Return the day of the last weekly release that has come: its weekday, from its hour on, by the local clock.

    Nothing is reckoned in hours, so that a day on which the clocks are changed is like any other.
    """
    days_since = (now.weekday() - settings.CAIRN_RELEASE_WEEKDAY) % 7
    if days_since == 0 and now.hour < settings.CAIRN_RELEASE_HOUR:
        days_since = 7
    return now.date() - timedelta(days=days_since)


def release_due(now: datetime | None = None) -> list[Story]:
    """Release what waits if its time has come, and return what came out.

    Weekly: on the day, from the hour, when at least the minimum waits or the oldest has waited the longest wait; only
    what was settled before that week, since a story that came out minutes after its author or a moderator said yes
    would show that moment. Who missed the day, because the clock stood still, comes out at the next tick on whichever
    day: nothing settled since is among them. At once: always.
    """
    if settings.CAIRN_RELEASE == "at-once":
        return release_all()
    waiting = Submission.objects.in_state(State.APPROVED)
    week = due_before(waiting, now)
    return release_all(settled_before=week) if week else []


def due_before(approved: QuerySet[Any], now: datetime | None = None) -> str:
    """Return the week of the last slot when what was settled before it is due to come out, and "" otherwise.

    That is when at least the minimum waits, or the oldest has waited the longest wait.
    """
    week = week_of(last_slot(timezone.localtime(now)))
    waiting = approved.filter(settled_week__lt=week)
    if waiting[: settings.CAIRN_RELEASE_MINIMUM].count() >= settings.CAIRN_RELEASE_MINIMUM:
        return week
    oldest = waiting.order_by("settled_week").values_list("settled_week", flat=True).first()
    waited = weeks_between(oldest, week) if oldest else 0
    return week if oldest and waited >= settings.CAIRN_RELEASE_LONGEST_WAIT_WEEKS else ""


def next_slot(now: datetime | None = None) -> date | None:
    """Return the day of the next weekly release; None where stories come out at once."""
    if settings.CAIRN_RELEASE == "at-once":
        return None
    return last_slot(timezone.localtime(now)) + timedelta(days=7)


@dataclass(frozen=True)
class Expected:
    """When a story may come out: on `day` when enough wait by then, and on `latest` whatever waits."""

    day: date
    latest: date


def expected(settled_week: str, now: datetime | None = None) -> Expected | None:
    """Return when a story that was settled in this week may come out; None where stories come out at once."""
    after = next_slot(now)
    if after is None:
        return None
    first = _slot_after(settled_week, weeks=1)
    latest = _slot_after(settled_week, weeks=max(1, settings.CAIRN_RELEASE_LONGEST_WAIT_WEEKS))
    return Expected(day=max(first, after), latest=max(latest, after))


def _slot_after(week: str, *, weeks: int) -> date:
    return monday_of(week) + timedelta(weeks=weeks, days=settings.CAIRN_RELEASE_WEEKDAY)


def next_batch(settled_before: str = "") -> list[Submission]:
    """Lock and return the approved stories that come out together next, of earlier weeks alone when a week is given.

    Must run inside a transaction.
    """
    waiting = Submission.objects.select_for_update().in_state(State.APPROVED)
    if settled_before:
        waiting = waiting.filter(settled_week__lt=settled_before)
    return list(waiting.order_by("id")[:BATCH])


def release_all(*, settled_before: str = "") -> list[Story]:
    """Release everything that is approved, or was before that week, a batch a transaction; return what came out."""
    released: list[Story] = []
    while True:
        with transaction.atomic():
            batch = next_batch(settled_before)
            released += release(batch)
        if len(batch) < BATCH:
            return released
