"""Standing aside: somebody should not judge this story, and does not have to say why."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from stories.models import Aside, SecondRead, Submission
from stories.models.submission import Move, State
from stories.models.transitions import OPEN, NotAllowed
from stories.moderation.actions.claims import put_back
from stories.moderation.actions.door import NotYours, row_or_gone
from stories.moderation.asides import mark_of
from stories.privacy.keycheck import checked_keys


@transaction.atomic
def step_aside(*, submission: Submission, by: User) -> None:
    """Hide a story from this person for good; put it back when they have it in hand. Doing it again changes nothing.

    What they proposed as its first reader is dropped: the next reader starts as if they were the first. Raises Gone,
    or NotAllowed where nothing is left to judge.
    """
    row = row_or_gone(submission)
    if row.state not in OPEN | {State.IN_REVIEW}:
        raise NotAllowed(Move.LAPSE)
    checked_keys()  # a mark under another key file would hide nothing
    Aside.objects.get_or_create(submission=row, mark=mark_of(by))
    if row.state == State.IN_REVIEW and row.claim.moderator_id == by.pk:
        put_back(submission=row, by=by)
    SecondRead.objects.filter(submission=row, first_reader=by).delete()


@transaction.atomic
def step_back(*, submission: Submission, by: User) -> None:
    """Undo it. Raises Gone, or NotYours when this person did not stand aside."""
    row = row_or_gone(submission)
    deleted, _each = Aside.objects.filter(submission=row, mark=mark_of(by)).delete()
    if not deleted:
        raise NotYours
