"""Adds up the reactions of weeks that are over. What readers are told of them moves once a week and never with a press.

A number that moved with each press would tell whoever loads a page twice when somebody was there (and whoever looks
at the database twice, too).
"""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from stories.models import PublicationState, Reaction, ReactionCount
from stories.models.times import this_week, week_of
from stories.publishing.erasing import erase_now
from stories.publishing.schedule import last_slot


def count_reactions() -> int:
    """Take up the reactions of the weeks before the last release. Returns 0: how many would stand in a log.

    What is taken up can no longer be undone: its row is gone. A press of this week can be undone until then.
    """
    week = this_week() if settings.CAIRN_RELEASE == "at-once" else week_of(last_slot(timezone.localtime()))
    if Reaction.objects.filter(week__lt=week).exists():
        _count(week)
    return 0


@transaction.atomic
def _count(before: str) -> None:
    rows = list(Reaction.objects.select_for_update().filter(week__lt=before).order_by("id"))
    pressed = Counter((row.story_id, row.kind) for row in rows)
    for (story, kind), number in sorted(pressed.items()):
        count, _made = ReactionCount.objects.get_or_create(story_id=story, kind=kind)
        ReactionCount.objects.filter(pk=count.pk).update(number=F("number") + number)
    Reaction.objects.filter(pk__in=[row.pk for row in rows]).delete()
    PublicationState.moved()
    transaction.on_commit(erase_now)
