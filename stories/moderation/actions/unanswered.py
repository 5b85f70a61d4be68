"""What was asked or offered, and not answered in time: the clock ends the wait, and says so kindly."""

from __future__ import annotations

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from stories.models import Message, SecondRead, Step, Submission
from stories.models.submission import Move, Priority, State
from stories.models.times import this_week, week_of
from stories.moderation.actions.door import decide
from stories.moderation.rules import NO_ANSWER
from stories.submission.actions import add_message
from stories.submission.rules import last_monday_to_ask

BATCH = 200  # in one transaction; the next tick takes the rest


@transaction.atomic
def expire_unanswered() -> int:
    """Settle each story whose author did not answer within CAIRN_DAYS_OFFER, and return how many.

    It is then like one that was declined: its author can still change it until it is erased. Where there are words of
    risk the clock decides nothing, and a second reader looks again.
    """
    asked = Step.objects.filter(submission=OuterRef("pk")).order_by("-number").values("week")[:1]
    waiting = Submission.objects.in_state(State.QUESTION, State.OFFERED).annotate(asked=Subquery(asked))
    due = waiting.filter(asked__lte=week_of(last_monday_to_ask(timezone.localdate()))).values("pk")[:BATCH]
    # Asked again under the lock: the author may have answered in the meantime.
    rows = Submission.objects.in_state(State.QUESTION, State.OFFERED).filter(
        pk__in=list(due.values_list("pk", flat=True))
    )
    expired = list(rows.select_for_update().order_by("id"))
    for row in expired:
        _expire(row)
    return len(expired)


def _expire(row: Submission) -> None:
    SecondRead.objects.filter(submission=row).delete()
    if row.priority == Priority.READ_FIRST:
        decide(row, Move.EXPIRE, by=None, to=State.SECOND_READ)
        return
    add_message(row, sender=Message.Sender.TEAM, kind=Message.Kind.DECLINE, text=standing_message())
    decide(row, Move.EXPIRE, by=None, reason=NO_ANSWER)
    row.settled_week = this_week()
    row.save(update_fields=["settled_week"])


def standing_message() -> str:
    """Return what the author finds, in the site's language."""
    return _(
        "We asked you something, or offered you changes, and have not heard from you since. So we have not published "
        "your story. That is all right. You owe us no answer.\n\n"
        "You can still change it with your receipt, and we will read it again. If you leave it, we erase it. "
        "Thank you for trusting us with it."
    )
