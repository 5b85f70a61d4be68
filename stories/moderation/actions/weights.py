"""What a reader leaves for the desk beside a story: how heavy it is, and a note for whoever reads it next."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from stories.models import DeskNote, StoryWeight, Submission
from stories.moderation.actions.door import in_hand, reads_second
from stories.privacy.sealing import seal


@transaction.atomic
def weigh(*, submission: Submission, version: int, by: User, risk: int, told: int) -> StoryWeight:
    """Keep how heavy the story is, and return it.

    A grave one needs a second reader, and only a second reader makes it less: for anybody else it stays grave. Raises
    Gone, Stale or NotYours.
    """
    row = in_hand(submission, version=version, by=by)
    known = StoryWeight.objects.filter(submission=row).first()
    if known and known.told == StoryWeight.Told.GRAVE and not reads_second(row, by):
        told = StoryWeight.Told.GRAVE
    weight, _made = StoryWeight.objects.update_or_create(submission=row, defaults={"risk": risk, "told": told})
    return weight


@transaction.atomic
def leave_note(*, submission: Submission, version: int, by: User, text: str) -> None:
    """Seal a note for whoever reads the story next. Raises Gone, Stale or NotYours."""
    row = in_hand(submission, version=version, by=by)
    number = (DeskNote.objects.filter(submission=row).aggregate(last=Max("number"))["last"] or 0) + 1
    DeskNote.objects.create(submission=row, number=number, sealed_body=seal(row, f"desk note {number}", text))
