"""What the team does to a story, in the fewest lines that lead to each state."""

from django.db import transaction

from stories.models import Message, Receipt, Submission
from stories.models.submission import Move
from stories.models.transitions import move_to
from stories.privacy.sealing import seal_parts, unseal_parts
from stories.submission.actions import add_message
from stories.submission.receipt import digest_of


def behind(receipt: str) -> Submission:
    """The submission behind a receipt, fresh from the database."""
    return Submission.objects.get(receipt=row(receipt))


def row(receipt: str) -> Receipt:
    """The receipt's row."""
    return Receipt.objects.get(digest=digest_of(receipt))


@transaction.atomic
def moved(submission: Submission, *moves: Move) -> Submission:
    """The submission after these moves."""
    for move in moves:
        move_to(submission, move)
    return submission


def asked(submission: Submission, question: str = "When did it begin?") -> Submission:
    """The submission with a question to its author."""
    moved(submission, Move.CLAIM)
    add_message(submission, sender=Message.Sender.TEAM, kind=Message.Kind.QUESTION, text=question)
    return moved(submission, Move.ASK)


def offered(submission: Submission, **parts: str) -> Submission:
    """The submission with changes offered to its author."""
    moved(submission, Move.CLAIM)
    words = {**unseal_parts(submission, "original", submission.sealed_original), **parts}
    submission.sealed_edit = seal_parts(submission, "edit", words)
    submission.save()
    return moved(submission, Move.OFFER)


def words_of(submission: Submission) -> dict[str, str]:
    """The title and parts as the author wrote them."""
    return unseal_parts(submission, "original", submission.sealed_original)
