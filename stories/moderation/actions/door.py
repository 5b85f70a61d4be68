"""The desk's half of the one door for state: each move writes who made it, in the same transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from stories.models import Claim, Decision, SecondRead, Submission
from stories.models.submission import Move, State
from stories.models.transitions import move_to
from stories.moderation.rules import SECOND_LOOK
from stories.privacy.sealing import decision_subject
from stories.submission.actions import Stale


class NotYours(Exception):
    """The person does not have this story in hand: it lapsed, or somebody else took it over."""


class Gone(Exception):
    """The story was erased in the meantime: by its author, or because its time was over."""


def decide(submission: Submission, move: Move, *, by: User | None, reason: str = "", to: State | None = None) -> None:
    """Make one move of the desk and write its Decision; the claim ends when the reading does.

    `by` is None when the clock did it. The row must be locked and the caller in a transaction. Raises NotAllowed when
    the table does not have the move.
    """
    state = move_to(submission, move, to=to)
    note_decision(submission, move, by=by, reason=reason)
    if state != State.IN_REVIEW:
        Claim.objects.filter(submission=submission).delete()


def note_decision(submission: Submission, move: Move, *, by: User | None, reason: str = "") -> None:
    """Write who made the move that has just brought the story to where it stands."""
    subject = decision_subject(submission)
    Decision.objects.create(actor=by, move=move, to_state=submission.state, reason=reason, subject=subject)


def in_hand(submission: Submission, *, version: int, by: User) -> Submission:
    """Return the story locked for this transaction, and start the claim's idle time anew.

    Raises Gone, NotYours when this person does not hold the claim, Stale when the story moved on since the page was
    shown.
    """
    row = row_or_gone(submission)
    if not Claim.objects.filter(submission=row, moderator=by).update(until=idle_until()):
        raise NotYours
    if row.version != version:
        raise Stale
    return row


def row_or_gone(submission: Submission) -> Submission:
    """Return the story's row, locked for this transaction. Raises Gone."""
    row: Submission | None = Submission.objects.select_for_update().filter(pk=submission.pk).first()
    if row is None:
        raise Gone
    return row


def idle_until() -> datetime:
    """Return when a claim that is touched now lapses."""
    return timezone.now() + timedelta(minutes=settings.CAIRN_CLAIM_MINUTES)


def reads_second(submission: Submission, by: User) -> bool:
    """Say whether this person, who has the story in hand, is its second reader and may settle it."""
    claims = Claim.objects.filter(submission=submission, moderator=by, from_state__in=SECOND_LOOK)
    return claims.exists() and SecondRead.objects.filter(submission=submission, second_reader=by).exists()
