"""The one table that says which move takes a story from where to where."""

from __future__ import annotations

from stories.models.submission import Move, State, Step, Submission

READING = frozenset({State.IN_REVIEW})
OPEN = frozenset({State.RECEIVED, State.ANSWERED, State.SECOND_READ, State.ESCALATED})

# From where, and to where: the first is what happens unless the caller asks for one of the others.
TRANSITIONS: dict[Move, tuple[frozenset[State], tuple[State, ...]]] = {
    Move.CLAIM: (OPEN, (State.IN_REVIEW,)),
    # Put back, by hand or left idle: to where it was taken from; a second reader sends it back to the first.
    Move.LAPSE: (READING, (State.RECEIVED, State.ANSWERED, State.SECOND_READ, State.ESCALATED)),
    Move.ASK: (READING, (State.QUESTION,)),
    Move.OFFER: (READING, (State.OFFERED,)),
    Move.SEND_FOR_SECOND_READ: (READING, (State.SECOND_READ,)),
    Move.APPROVE: (READING, (State.APPROVED,)),
    Move.DECLINE: (READING, (State.DECLINED,)),
    Move.ESCALATE: (READING, (State.ESCALATED,)),
    # Undone: until it comes out, or is erased.
    Move.REOPEN: (frozenset({State.APPROVED, State.DECLINED}), (State.RECEIVED,)),
    # The author did not answer in time. Where there are words of risk the clock decides nothing: a person does.
    Move.EXPIRE: (frozenset({State.QUESTION, State.OFFERED}), (State.DECLINED, State.SECOND_READ)),
    Move.RELEASE: (frozenset({State.APPROVED}), (State.PUBLISHED,)),
    # A story that is out: out of sight while it is checked, back again, or off the site and declined.
    Move.PULL: (frozenset({State.PUBLISHED}), (State.PUBLISHED,)),
    Move.RETURN: (frozenset({State.PUBLISHED}), (State.PUBLISHED,)),
    Move.REMOVE: (frozenset({State.PUBLISHED}), (State.DECLINED,)),
    Move.ANSWER: (frozenset({State.QUESTION}), (State.ANSWERED,)),
    # A heavy story is read by a second person also when its author accepts what the first one offered.
    Move.ACCEPT: (frozenset({State.OFFERED}), (State.APPROVED, State.SECOND_READ)),
    # Not while somebody reads it, nor when it is escalated; what nobody has read yet stays where it was.
    Move.REWRITE: (
        frozenset({
            State.RECEIVED, State.ANSWERED, State.QUESTION, State.OFFERED, State.SECOND_READ, State.APPROVED,
            State.DECLINED,
        }),
        (State.ANSWERED, State.RECEIVED),
    ),
}  # fmt: skip


class NotAllowed(Exception):
    """The story does not stand where this move starts: somebody else was first. Carries no text of the story."""


def may_move(submission: Submission, move: Move) -> bool:
    """Say whether the table lets this move start from where the story stands."""
    return submission.state in TRANSITIONS[move][0]


def move_to(submission: Submission, move: Move, *, to: State | None = None) -> State:
    """Move the story, raise its version, write the author's line of the timeline, and return the new state.

    `to` chooses where the table leaves a choice. The row must be locked and the caller in a transaction. Raises
    NotAllowed when the table does not have the move.
    """
    targets = TRANSITIONS[move][1]
    state = targets[0] if to is None else to
    if not may_move(submission, move) or state not in targets:
        raise NotAllowed(move)
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
