"""When approved stories come out: together, on one day of the week, in a shuffled order."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from stories.models import Story, Submission
from stories.models.submission import State
from stories.models.times import this_week, weeks_between
from stories.publishing.actions import release

BATCH = 500  # stories at most in one transaction


def is_release_hour(now: datetime) -> bool:
    """Say whether the weekly hour of release has come: that day, from that hour on."""
    return now.weekday() == settings.CAIRN_RELEASE_WEEKDAY and now.hour >= settings.CAIRN_RELEASE_HOUR


def release_due(now: datetime | None = None) -> list[Story]:
    """Release what waits if its time has come, and return what came out.

    Weekly: on the day, from the hour, when at least the minimum waits or the oldest has waited the longest wait.
    At once: always.
    """
    if settings.CAIRN_RELEASE == "at-once":
        return release_all()
    if not is_release_hour(timezone.localtime(now)):
        return []
    waiting = Submission.objects.in_state(State.APPROVED)
    if waiting[: settings.CAIRN_RELEASE_MINIMUM].count() >= settings.CAIRN_RELEASE_MINIMUM:
        return release_all()
    oldest = waiting.order_by("settled_week").values_list("settled_week", flat=True).first()
    if oldest and weeks_between(oldest, this_week()) >= settings.CAIRN_RELEASE_LONGEST_WAIT_WEEKS:
        return release_all()
    return []


def next_batch() -> list[Submission]:
    """Lock and return the approved stories that come out together next. Must run inside a transaction."""
    return list(Submission.objects.select_for_update().in_state(State.APPROVED).order_by("id")[:BATCH])


def release_all() -> list[Story]:
    """Release everything that is approved, a batch a transaction, and return what came out."""
    released: list[Story] = []
    while True:
        with transaction.atomic():
            batch = next_batch()
            released += release(batch)
        if len(batch) < BATCH:
            return released
