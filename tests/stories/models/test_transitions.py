"""The whole table: each state and each move, allowed or refused."""

import itertools

import pytest

from stories.models import Step
from stories.models.submission import Move, State
from stories.models.transitions import TRANSITIONS, NotAllowed, may_move, move_to, write_step
from tests.factories import make_submission

# Written out once more, so that a change to the table is a decision and not a slip.
ALLOWED = {
    (State.RECEIVED, Move.CLAIM): {State.IN_REVIEW},
    (State.ANSWERED, Move.CLAIM): {State.IN_REVIEW},
    (State.SECOND_READ, Move.CLAIM): {State.IN_REVIEW},
    (State.ESCALATED, Move.CLAIM): {State.IN_REVIEW},
    (State.IN_REVIEW, Move.LAPSE): {State.RECEIVED, State.ANSWERED, State.SECOND_READ, State.ESCALATED},
    (State.IN_REVIEW, Move.ASK): {State.QUESTION},
    (State.IN_REVIEW, Move.OFFER): {State.OFFERED},
    (State.IN_REVIEW, Move.SEND_FOR_SECOND_READ): {State.SECOND_READ},
    (State.IN_REVIEW, Move.APPROVE): {State.APPROVED},
    (State.IN_REVIEW, Move.DECLINE): {State.DECLINED},
    (State.IN_REVIEW, Move.ESCALATE): {State.ESCALATED},
    (State.APPROVED, Move.REOPEN): {State.RECEIVED},
    (State.DECLINED, Move.REOPEN): {State.RECEIVED},
    (State.QUESTION, Move.EXPIRE): {State.DECLINED, State.SECOND_READ},
    (State.OFFERED, Move.EXPIRE): {State.DECLINED, State.SECOND_READ},
    (State.APPROVED, Move.RELEASE): {State.PUBLISHED},
    (State.PUBLISHED, Move.PULL): {State.PUBLISHED},
    (State.PUBLISHED, Move.RETURN): {State.PUBLISHED},
    (State.PUBLISHED, Move.REMOVE): {State.DECLINED},
    (State.QUESTION, Move.ANSWER): {State.ANSWERED},
    (State.OFFERED, Move.ACCEPT): {State.APPROVED, State.SECOND_READ},
} | {
    (state, Move.REWRITE): {State.ANSWERED, State.RECEIVED}
    for state in (
        State.RECEIVED,
        State.ANSWERED,
        State.QUESTION,
        State.OFFERED,
        State.SECOND_READ,
        State.APPROVED,
        State.DECLINED,
    )
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
def test_every_move_from_a_state_is_as_written(state):
    submission = make_submission()
    for move, target in itertools.product(Move, State):
        submission.state = state
        allowed = ALLOWED.get((state, move), set())

        assert may_move(submission, move) is bool(allowed)
        if target in allowed:
            assert move_to(submission, move, to=target) == target
            assert submission.state == target
        else:
            with pytest.raises(NotAllowed):
                move_to(submission, move, to=target)
            assert submission.state == state


def test_each_move_has_a_place_in_the_table():
    assert set(TRANSITIONS) == set(Move)


@pytest.mark.django_db
def test_a_move_raises_the_version_and_writes_the_timeline():
    submission = make_submission()

    move_to(submission, Move.CLAIM)

    submission.refresh_from_db()
    assert (submission.state, submission.version) == (State.IN_REVIEW, 2)
    assert list(submission.steps.values_list("number", "move", "state")) == [
        (1, "", State.RECEIVED),
        (2, Move.CLAIM, State.IN_REVIEW),
    ]


@pytest.mark.django_db
def test_putting_back_leaves_no_line_in_the_timeline():
    submission = make_submission()
    move_to(submission, Move.CLAIM)

    move_to(submission, Move.LAPSE, to=State.RECEIVED)

    assert Step.objects.filter(submission=submission).count() == 2


@pytest.mark.django_db
def test_lines_of_the_timeline_are_numbered_on():
    submission = make_submission()

    assert write_step(submission, Move.ASK).number == 2
