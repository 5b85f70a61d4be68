"""Two who act on one story at the same moment: the first is heard, the second is told, and nothing happens twice."""

import os
import signal
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from stories.models import Claim, Decision, Message, Receipt, Story, Submission
from stories.models.submission import Move, State
from stories.moderation import actions
from stories.publishing.actions import publish_stories
from stories.publishing.schedule import release_all
from stories.submission.actions import Parts, accept, answer, take_back
from tests.factories import make_moderator, make_submission
from tests.same_moment import at_the_same_moment
from tests.stories.moderation.test_decisions import save
from tests.stories.submission.desk import behind
from tests.stories.submission.pages import sent

pytestmark = pytest.mark.django_db(transaction=True)


def in_hand(**fields) -> dict:
    """What a decision needs: a story of a known author, its version, and who has it in hand."""
    receipt, by = sent(**fields), make_moderator()
    submission = behind(receipt)
    actions.claim(submission=submission, by=by)
    submission.refresh_from_db()
    return {"submission": submission, "version": submission.version, "by": by}


def receipt_of(submission: Submission) -> Receipt:
    return Receipt.objects.get(submission=submission)


@pytest.mark.postgres_only
def test_a_double_approve_is_one() -> None:
    given = in_hand()

    went = at_the_same_moment(lambda: actions.approve(**given), lambda: actions.approve(**given))

    assert went == ["NotYours", "done"]
    assert Decision.objects.filter(move=Move.APPROVE).count() == 1


@pytest.mark.postgres_only
def test_two_different_decisions_are_the_first_of_them() -> None:
    given = in_hand()

    went = at_the_same_moment(
        lambda: actions.approve(**given), lambda: actions.ask(**given, text="When?"), lambda: actions.put_back(
            submission=given["submission"], by=given["by"]
        )
    )  # fmt: skip

    assert went == ["NotYours", "NotYours", "done"]
    assert Decision.objects.exclude(move=Move.CLAIM).count() == 1


@pytest.mark.postgres_only
def test_an_edit_and_the_clock_that_takes_the_story_away() -> None:
    given = in_hand()
    edit = actions.Edit(parts=Parts(title="Four alarms", happened="I slept through three."))
    Claim.objects.update(until=timezone.now() - timedelta(minutes=1))

    went = at_the_same_moment(lambda: actions.save_edit(**given, edit=edit), actions.lapse_claims)

    row = Submission.objects.get()
    # Either the edit came first and made the claim young again, or the claim had lapsed and the edit is refused.
    if went == ["done", "done"]:
        assert (row.state, bool(row.sealed_edit), Claim.objects.count()) == (State.IN_REVIEW, True, 1)
    else:
        assert went == ["NotYours", "done"]
        assert (row.state, bool(row.sealed_edit), Claim.objects.count()) == (State.RECEIVED, False, 0)


@pytest.mark.postgres_only
@pytest.mark.parametrize("decision", ["approve", "decline", "escalate"])
def test_a_story_taken_back_while_it_is_decided_is_gone(decision: str) -> None:
    given = in_hand()
    receipt = receipt_of(given["submission"])
    words = {"approve": {}}.get(decision, {"reason": "threat", "text": "Here."})

    went = at_the_same_moment(
        lambda: getattr(actions, decision)(**given, **words), lambda: take_back(receipt=receipt)
    )  # fmt: skip

    assert went in (["Gone", "done"], ["done", "done"])
    assert (Submission.objects.count(), Story.objects.count(), Message.objects.count()) == (0, 0, 0)


@pytest.mark.postgres_only
def test_an_answer_and_the_clock_that_ends_the_wait() -> None:
    given = in_hand()
    actions.ask(**given, text="When?")
    row = Submission.objects.get()
    row.steps.update(week="2026-W01")

    went = at_the_same_moment(
        lambda: answer(submission=row, version=row.version, text="At night."), actions.expire_unanswered
    )  # fmt: skip

    row.refresh_from_db()
    kinds = list(row.messages.values_list("kind", flat=True))
    assert (went, row.state, kinds) in (
        (["done", "done"], State.ANSWERED, ["question", "answer"]),
        (["Stale", "done"], State.DECLINED, ["question", "decline"]),
    )


@pytest.mark.postgres_only
def test_a_yes_and_a_taking_back_of_one_author_in_two_tabs() -> None:
    given = in_hand()
    save(given["submission"], given["by"], happened="Other words.")
    row = given["submission"]
    actions.offer(submission=row, version=row.version, by=given["by"], text="Will this do?")
    row.refresh_from_db()
    receipt = receipt_of(row)

    went = at_the_same_moment(
        lambda: accept(submission=row, version=row.version), lambda: take_back(receipt=receipt)
    )  # fmt: skip

    assert went in (["Stale", "done"], ["done", "done"])
    assert (Submission.objects.count(), Story.objects.count()) == (0, 0)


@pytest.mark.postgres_only
def test_an_undone_approval_is_not_out_and_what_is_out_is_not_undone() -> None:
    given = in_hand()
    actions.approve(**given)
    row = Submission.objects.get()

    went = at_the_same_moment(
        lambda: actions.reopen(submission=row, version=row.version, by=given["by"]), release_all
    )  # fmt: skip

    row.refresh_from_db()
    assert (went, row.state, Story.objects.count()) in (
        (["done", "done"], State.RECEIVED, 0),
        (["Stale", "done"], State.PUBLISHED, 1),
    )


def approve_three() -> None:
    for number in range(3):
        submission, by = make_submission(f"Story {number}"), make_moderator()
        actions.claim(submission=submission, by=by)
        submission.refresh_from_db()
        actions.approve(submission=submission, version=submission.version, by=by)


def test_a_release_that_is_killed_half_way_loses_nothing_and_publishes_nothing_twice() -> None:
    """A process of its own is killed (SIGKILL) once the stories are written, and before the sealed words are gone."""
    approve_three()
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # the child makes a connection of its own
    child = os.fork()
    if child == 0:
        die_half_way()
    _child, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL

    assert (Story.objects.count(), Submission.objects.filter(state=State.APPROVED).count()) == (0, 3)
    assert sorted(story.title for story in release_all()) == ["Story 0", "Story 1", "Story 2"]
    assert release_all() == []
    assert (Story.objects.count(), Submission.objects.filter(state=State.PUBLISHED).count()) == (3, 3)


def die_half_way() -> None:
    """Release, and be killed in the middle of it; never return."""
    from stories.publishing import actions as publishing

    def publish_and_die(new_stories):
        publish_stories(new_stories)
        os.kill(os.getpid(), signal.SIGKILL)

    publishing.publish_stories = publish_and_die
    try:
        release_all()
    finally:
        os._exit(1)


def test_a_release_that_fails_between_two_rows_publishes_none_of_them(monkeypatch) -> None:
    from stories.publishing import actions as publishing

    approve_three()
    moves = []

    def fails_at_the_second(submission, move):
        moves.append(submission)
        if len(moves) == 2:
            raise RuntimeError
        return move_to(submission, move)

    move_to = publishing.move_to
    monkeypatch.setattr(publishing, "move_to", fails_at_the_second)
    with pytest.raises(RuntimeError):
        release_all()
    monkeypatch.undo()

    assert (Story.objects.count(), Submission.objects.filter(state=State.APPROVED).count()) == (0, 3)
    assert len(release_all()) == 3
