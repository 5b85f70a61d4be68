"""Rules about a story that its author's side and the desk share."""

from stories.models import ReaderNote, Submission
from stories.models.submission import Move, Priority
from stories.models.transitions import may_move


def needs_second_read(submission: Submission) -> bool:
    """Say whether two people must read it before it comes out: words of risk, or a heavy note for readers.

    Samaritans' media guidelines ask for a second pair of eyes on suicide; the notes' weights are the team's own.
    """
    if submission.priority == Priority.READ_FIRST:
        return True
    return submission.notes.filter(weight=ReaderNote.Weight.HEAVY).exists()


def may_be_changed(submission: Submission) -> bool:
    """Say whether its author may change the words now: not while somebody reads it, nor when it is out."""
    return may_move(submission, Move.REWRITE)
