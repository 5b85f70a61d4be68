"""When approved stories come out: together, on one day of the week, in a shuffled order."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from stories.models import Story, Submission
from stories.models.submission import State
from stories.models.times import week_of, weeks_between
from stories.publishing.actions import release

BATCH = 500  # stories at most in one transaction


def is_release_hour(now: datetime) -> bool:
    """Say whether the weekly hour of release has come: that day, from that hour on."""
    return now.weekday() == settings.CAIRN_RELEASE_WEEKDAY and now.hour >= settings.CAIRN_RELEASE_HOUR


def release_due(now: datetime | None = None) -> list[Story]:
    """Release what waits if its time has come, and return what came out.

    Weekly: on the day, from the hour, when at least the minimum waits or the oldest has waited the longest wait; only
    what was settled before this week, since a story that came out minutes after its author or a moderator said yes
    would show that moment. At once: always.
    """
    if settings.CAIRN_RELEASE == "at-once":
        return release_all()
    moment = timezone.localtime(now)
    if not is_release_hour(moment):
        return []
    week = week_of(moment.date())
    waiting = Submission.objects.in_state(State.APPROVED).filter(settled_week__lt=week)
    if waiting[: settings.CAIRN_RELEASE_MINIMUM].count() >= settings.CAIRN_RELEASE_MINIMUM:
        return release_all(settled_before=week)
    oldest = waiting.order_by("settled_week").values_list("settled_week", flat=True).first()
    if oldest and weeks_between(oldest, week) >= settings.CAIRN_RELEASE_LONGEST_WAIT_WEEKS:
        return release_all(settled_before=week)
    return []


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
