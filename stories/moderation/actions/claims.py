"""Taking a story in hand, and putting it back."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.roles import Ability
from stories.models import Claim, SecondRead, Submission
from stories.models.submission import Move, State
from stories.models.transitions import NotAllowed
from stories.moderation.actions.door import NotYours, decide, idle_until, row_or_gone
from stories.moderation.asides import is_aside
from stories.moderation.rules import SECOND_LOOK


class HasAnother(Exception):
    """The moderator has another story in hand: one at a time."""


class NotSecondReader(Exception):
    """Only a second reader may take this story, and nobody is their own second reader."""


def claim(*, submission: Submission, by: User) -> None:
    """Take a story in hand. Taking the one that is in hand already changes nothing.

    Raises HasAnother, NotSecondReader, NotAllowed when somebody else was first or this person stands aside, Gone.
    """
    lapse_claims()
    with transaction.atomic():
        # The person's own row first: two tabs of one person are one after the other.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        row = row_or_gone(submission)
        held = Claim.objects.filter(moderator=by).first()
        if held is None:
            take_locked(row, by)
        elif held.submission_id != row.pk:
            raise HasAnother


def take_locked(row: Submission, by: User) -> None:
    """Give a locked story to somebody who has none. Raises NotSecondReader, NotAllowed when somebody else was first."""
    if is_aside(row, by):
        raise NotAllowed(Move.CLAIM)
    from_state = State(row.state)
    if from_state in SECOND_LOOK:
        _become_second_reader(row, by)
    decide(row, Move.CLAIM, by=by)
    Claim.objects.create(submission=row, moderator=by, until=idle_until(), from_state=from_state)


def _become_second_reader(row: Submission, by: User) -> None:
    first = SecondRead.objects.filter(submission=row).first()
    if not by.may(Ability.SECOND_READ) or (first and first.first_reader_id == by.pk):
        raise NotSecondReader
    if first:
        first.second_reader = by
        first.save(update_fields=["second_reader"])


@transaction.atomic
def put_back(*, submission: Submission, by: User) -> None:
    """Put a story back where it was taken from: a skip, a hand-over, or a senior freeing somebody else's claim.

    Raises Gone, NotYours when this person neither holds it nor may take over claims.
    """
    row = row_or_gone(submission)
    held = Claim.objects.filter(submission=submission).first()
    if held is None or (held.moderator_id != by.pk and not by.may(Ability.SECOND_READ)):
        raise NotYours
    _return(row, held, by=by)


def lapse_claims() -> int:
    """Put back every story whose reader left it idle, and return how many."""
    # Looked for first without a transaction: on SQLite each one is a write, and the queue asks at every opening.
    return _lapse() if Claim.objects.lapsed().exists() else 0


@transaction.atomic
def _lapse() -> int:
    rows = Submission.objects.select_for_update(of=("self",)).filter(claim__in=Claim.objects.lapsed()).order_by("id")
    submissions = {row.pk: row for row in rows}
    # Asked again under the lock: its reader may have saved in the meantime.
    lapsed = list(Claim.objects.lapsed().filter(submission__in=submissions))
    for held in lapsed:
        _return(submissions[held.submission_id], held, by=None)
    return len(lapsed)


@transaction.atomic
def free_unclaimed() -> int:
    """Put back every story that is being read by nobody, since its reader's account was deleted; return how many."""
    unclaimed = Submission.objects.in_state(State.IN_REVIEW).exclude(pk__in=Claim.objects.values("submission"))
    rows = list(unclaimed.select_for_update().order_by("id"))
    # Asked again under the lock, as above.
    claimed = set(Claim.objects.filter(submission__in=rows).values_list("submission", flat=True))
    proposed = set(SecondRead.objects.filter(submission__in=rows).values_list("submission", flat=True))
    freed = [row for row in rows if row.pk not in claimed]
    for row in freed:
        SecondRead.objects.filter(submission=row).update(second_reader=None)
        decide(row, Move.LAPSE, by=None, to=State.SECOND_READ if row.pk in proposed else State.RECEIVED)
    return len(freed)


def _return(row: Submission, held: Claim, *, by: User | None) -> None:
    SecondRead.objects.filter(submission=row).update(second_reader=None)
    decide(row, Move.LAPSE, by=by, to=State(held.from_state))
