"""What may happen to a story, worked out from what we know of it. Reads, never writes."""

from stories.models import ReaderNote, Submission
from stories.models.submission import Priority


def needs_second_read(submission: Submission) -> bool:
    """Say whether two people have to read it before it is published: words of risk, or a heavy note for readers."""
    if submission.priority == Priority.READ_FIRST:
        return True
    return submission.notes.filter(weight=ReaderNote.Weight.HEAVY).exists()
