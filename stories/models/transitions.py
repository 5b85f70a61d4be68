"""The one table that says which move takes a story from where to where."""

from __future__ import annotations

from stories.models.submission import Move, State, Step, Submission

READING = frozenset({State.IN_REVIEW})
OPEN = frozenset({State.RECEIVED, State.ANSWERED, State.SECOND_READ, State.ESCALATED})

TRANSITIONS: dict[Move, tuple[frozenset[State], State]] = {
    Move.CLAIM: (OPEN, State.IN_REVIEW),
    Move.ASK: (READING, State.QUESTION),
    Move.OFFER: (READING, State.OFFERED),
    Move.SEND_FOR_SECOND_READ: (READING, State.SECOND_READ),
    Move.APPROVE: (READING, State.APPROVED),
    Move.DECLINE: (READING, State.DECLINED),
    Move.ESCALATE: (READING, State.ESCALATED),
    Move.REOPEN: (frozenset({State.APPROVED}), State.RECEIVED),
    Move.RELEASE: (frozenset({State.APPROVED}), State.PUBLISHED),
    Move.ANSWER: (frozenset({State.QUESTION}), State.ANSWERED),
    Move.ACCEPT: (frozenset({State.OFFERED}), State.APPROVED),
    Move.REWRITE: (frozenset({State.QUESTION, State.OFFERED, State.DECLINED}), State.ANSWERED),
}
# A claim that lapses goes back to where it was taken from.
LAPSES_TO = OPEN


class NotAllowed(Exception):
    """The story does not stand where this move starts: somebody else was first. Carries no text of the story."""


def may_move(submission: Submission, move: Move) -> bool:
    """Say whether the table lets this move start from where the story stands."""
    if move is Move.LAPSE:
        return submission.state == State.IN_REVIEW
    return submission.state in TRANSITIONS[move][0]


def move_to(submission: Submission, move: Move, *, back_to: State | None = None) -> State:
    """Move the story, raise its version, write the author's line of the timeline, and return the new state.

    `back_to` is only for LAPSE. The row must be locked and the caller in a transaction. Raises NotAllowed when the
    table does not have the move.
    """
    if not may_move(submission, move):
        raise NotAllowed(move)
    if move is Move.LAPSE:
        if back_to not in LAPSES_TO:
            raise NotAllowed(move)
        state = State(back_to)
    else:
        state = TRANSITIONS[move][1]
    submission.state = state
    submission.version += 1
    submission.save(update_fields=["state", "version"])
    if move is not Move.LAPSE:
        write_step(submission, move)
    return state


def write_step(submission: Submission, move: Move | None = None) -> Step:
    """Add the line of the timeline for where the story now stands; `move` is None for "Sent"."""
    last = submission.steps.order_by("-number").values_list("number", flat=True).first() or 0
    return Step.objects.create(submission=submission, number=last + 1, move=move or "", state=submission.state)
