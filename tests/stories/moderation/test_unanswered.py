"""An author who does not answer: told beforehand, given the whole time, and then told kindly."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from stories.models import Decision, SecondRead, Submission, Total
from stories.models.submission import Move, State
from stories.models.times import this_week
from stories.moderation import actions
from stories.moderation.actions.unanswered import standing_message
from stories.publishing.purging import DECLINED, UNPUBLISHED, purge
from stories.publishing.totals import count_weeks
from stories.submission.actions import Parts, answer, rewrite
from tests.factories import make_moderator, make_senior
from tests.stories.moderation.test_decisions import said, save, take
from tests.stories.submission.desk import behind
from tests.stories.submission.pages import post, sent

pytestmark = pytest.mark.django_db
ASKED = date(2026, 11, 4)  # a Wednesday; the Sunday of its week is the 8th
LAST = date(2026, 12, 8)


@pytest.fixture
def clock():
    with time_machine.travel(ASKED, tick=False) as clock:
        yield clock


def waiting(move: Move, **fields) -> tuple[str, Submission]:
    """The receipt of a story whose author was asked, or offered changes, and the story."""
    receipt, moderator = sent(**fields), make_moderator()
    submission = take(behind(receipt), moderator)
    if move == Move.OFFER:
        save(submission, moderator, happened="Other words.")
    say = actions.ask if move == Move.ASK else actions.offer
    say(submission=submission, version=submission.version, by=moderator, text="Will this do?")
    return receipt, submission


def status(receipt: str) -> str:
    return post(Client(), "/status/", {"receipt": receipt}).content.decode()


@pytest.mark.parametrize("move", [Move.ASK, Move.OFFER])
def test_the_day_is_said_beforehand_and_kept_and_then_said_kindly(clock, move) -> None:
    receipt, submission = waiting(move)
    assert "If we hear nothing by about 8 December, we will not publish it." in status(receipt)

    clock.move_to(LAST)
    assert actions.expire_unanswered() == 0
    clock.move_to(LAST + timedelta(days=1))
    assert (actions.expire_unanswered(), actions.expire_unanswered()) == (1, 0)

    submission.refresh_from_db()
    assert (submission.state, submission.settled_week) == (State.DECLINED, this_week())
    assert said(submission)[1:] == [("team", "decline", standing_message())]
    assert not SecondRead.objects.exists()
    decision = Decision.objects.get(move=Move.EXPIRE)
    assert (decision.actor, decision.to_state, decision.reason) == (None, State.DECLINED, "no-answer")
    page = status(receipt)
    assert "No answer came" in page
    assert "You owe us no answer." in page
    assert "Change my words" in page


def test_it_is_erased_like_one_that_was_declined(clock) -> None:
    waiting(Move.ASK)
    clock.move_to(LAST + timedelta(days=1))
    actions.expire_unanswered()

    clock.shift(timedelta(days=26))
    assert purge(DECLINED) == 0
    clock.shift(timedelta(days=4))
    assert purge(DECLINED) == 1


def test_one_that_is_erased_sooner_says_that_day(clock) -> None:
    receipt, submission = waiting(Move.ASK)
    Submission.objects.filter(pk=submission.pk).update(received_week="2026-W35")  # the week of 24 August

    assert "If we hear nothing by about 22 November" in status(receipt)
    clock.move_to(date(2026, 11, 22))
    assert purge(UNPUBLISHED) == 1


def test_an_answer_or_other_words_end_the_wait(clock) -> None:
    _receipt, asked = waiting(Move.ASK)
    _receipt, offered = waiting(Move.OFFER)
    for row in (asked, offered):
        row.refresh_from_db()
    answer(submission=asked, version=asked.version, text="It was.")
    rewrite(submission=offered, version=offered.version, parts=Parts(title="Mine", happened="My own."))

    clock.move_to(LAST + timedelta(days=1))
    assert actions.expire_unanswered() == 0


def test_the_clock_turns_no_story_with_words_of_risk_down(clock) -> None:
    receipt, submission = waiting(Move.OFFER, needs_reading_first=True)
    assert "If we hear nothing by about 8 December, somebody reads it once more and decides." in status(receipt)

    clock.move_to(LAST + timedelta(days=1))
    assert actions.expire_unanswered() == 1

    submission.refresh_from_db()
    assert (submission.state, submission.settled_week) == (State.SECOND_READ, "")
    assert [kind for _sender, kind, _text in said(submission)] == ["offer"]
    actions.claim(submission=submission, by=make_senior())
    clock.shift(timedelta(weeks=1))
    count_weeks()
    assert not Total.objects.filter(kind=Total.Kind.DECLINED, number__gt=0).exists()


def test_it_counts_as_what_it_is(clock) -> None:
    waiting(Move.ASK)
    clock.move_to(LAST + timedelta(days=1))
    actions.expire_unanswered()
    clock.shift(timedelta(weeks=1))

    count_weeks()

    counted = Total.objects.filter(number__gt=0).values_list("kind", "detail", "number")
    assert set(counted) == {("received", "", 1), ("declined", "no-answer", 1)}
