"""Rules about a story that its author's side and the desk share."""

from datetime import date, timedelta

from django.conf import settings

from stories.models import ReaderNote, StoryWeight, Submission
from stories.models.submission import Move, Priority
from stories.models.times import monday_of
from stories.models.transitions import may_move

WEEK = 7


def needs_second_read(submission: Submission) -> bool:
    """Say whether two people must read it before it comes out.

    That is for words of risk, a heavy note for readers, or when its reader says that what it tells is grave.
    Samaritans' media guidelines ask for a second pair of eyes on suicide; the notes' weights are the team's own.
    """
    if submission.priority == Priority.READ_FIRST:
        return True
    if submission.notes.filter(weight=ReaderNote.Weight.HEAVY).exists():
        return True
    return StoryWeight.objects.filter(submission=submission, told=StoryWeight.Told.GRAVE).exists()


def may_be_changed(submission: Submission) -> bool:
    """Say whether its author may change the words now: not while somebody reads it, nor when it is out."""
    return may_move(submission, Move.REWRITE)


def last_day_to_answer(asked_week: str) -> date:
    """Return the last day for an answer to what was asked or offered in this week.

    Only the week is known: CAIRN_DAYS_OFFER are counted from its Sunday, so that nobody has fewer.
    """
    return monday_of(asked_week) + timedelta(days=WEEK - 1 + settings.CAIRN_DAYS_OFFER)


def last_monday_to_ask(today: date) -> date:
    """Return the day whose week, and all before it, have had their last day to answer; the other way round."""
    return today - timedelta(days=WEEK + settings.CAIRN_DAYS_OFFER)


def erased_unpublished_on(submission: Submission) -> date:
    """Return the day on which a story that nobody has decided on is erased."""
    return monday_of(submission.received_week) + timedelta(days=settings.CAIRN_DAYS_UNPUBLISHED)
