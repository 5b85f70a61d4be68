"""Rules about a story that its author's side and the desk share."""

from stories.models import ReaderNote, StoryWeight, Submission
from stories.models.submission import Move, Priority
from stories.models.transitions import may_move


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
