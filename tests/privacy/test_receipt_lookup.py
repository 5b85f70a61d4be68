"""Promise 12. Right, wrong, expired and withdrawn receipts: the same status, the same headers, and the same time."""

from __future__ import annotations

import re
from collections.abc import Callable
from statistics import median
from time import perf_counter_ns

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stories.models import Receipt, SecondRead, Submission
from stories.models.submission import Move, State
from stories.publishing.purging import DECLINED, purge
from stories.publishing.schedule import release_all
from stories.submission.actions import take_back
from stories.submission.reading import receipt_row
from tests.stories.submission.desk import asked, behind, moved, offered, row
from tests.stories.submission.pages import post, sent, unknown_receipt

pytestmark = pytest.mark.django_db

MILLISECOND = 1_000_000  # nanoseconds
LOOKUPS = 2_000  # of all kinds together; `make bench` measures as many of each


def expired() -> str:
    receipt = sent()
    Submission.objects.filter(receipt=row(receipt)).update(state=State.DECLINED, settled_week="2020-W01")
    assert purge(DECLINED) == 1
    return receipt


def withdrawn() -> str:
    receipt = sent()
    take_back(receipt=row(receipt))
    return receipt


def published() -> str:
    receipt = sent()
    moved(behind(receipt), Move.CLAIM, Move.APPROVE)
    release_all()
    return receipt


@pytest.fixture
def receipts() -> dict[str, str]:
    """One receipt of each kind, as somebody may type it."""
    return {
        "waiting": sent(),
        "published": published(),
        "expired": expired(),
        "withdrawn": withdrawn(),
        "unknown": unknown_receipt(),
        "mistyped": "7KQM 3HTW X2RD 9FPN 4VBB",
        "short": "7KQM",
        "empty": "",
    }


def test_each_kind_is_answered_with_the_same_status_and_headers(client: Client, receipts: dict[str, str]) -> None:
    answers = {kind: post(client, "/status/", {"receipt": typed}) for kind, typed in receipts.items()}

    told = {kind: (answer.status_code, sorted(answer.headers.items())) for kind, answer in answers.items()}
    assert len({repr(each) for each in told.values()}) == 1, told
    assert told["waiting"][0] == 200


def test_expired_and_withdrawn_are_the_same_page(client: Client, receipts: dict[str, str]) -> None:
    pages = [
        post(client, "/status/", {"receipt": receipts[kind]}).content.decode() for kind in ("expired", "withdrawn")
    ]

    without_receipt = [re.sub(r'name="receipt" value="[^"]*"', "", page) for page in pages]
    assert without_receipt[0] == without_receipt[1]


def test_each_kind_asks_the_database_the_same_question(receipts: dict[str, str]) -> None:
    asked_of_it = []
    for typed in receipts.values():
        with CaptureQueriesContext(connection) as queries:
            receipt_row(typed)
        asked_of_it.append([re.sub(r"'?[0-9a-f]{64}'?", "?", query["sql"]) for query in queries])

    assert len(asked_of_it[0]) == 1
    assert [each for each in asked_of_it if each != asked_of_it[0]] == []


def test_no_kind_is_told_by_the_time_it_takes(receipts: dict[str, str]) -> None:
    """Medians of look-ups that take turns, so that a busy moment of the machine falls on all kinds alike.

    A kind that is told apart is so in every round; a machine that is busy with something else, in some.
    """
    for _number in range(300):
        sent()

    assert min(told_apart(receipts) for _round in range(5)) < MILLISECOND


def told_apart(receipts: dict[str, str]) -> float:
    """By how many nanoseconds the medians of the kinds lie apart."""
    taken: dict[str, list[int]] = {kind: [] for kind in receipts}
    for _turn in range(LOOKUPS // (5 * len(receipts))):
        for kind, typed in receipts.items():
            began = perf_counter_ns()
            receipt_row(typed)
            taken[kind].append(perf_counter_ns() - began)
    medians = [median(times) for times in taken.values()]
    return max(medians) - min(medians)


STATES: dict[str, Callable[[Submission], object]] = {
    "received": lambda submission: submission,
    "in review": lambda submission: moved(submission, Move.CLAIM),
    "question": asked,
    "answered": lambda submission: moved(asked(submission), Move.ANSWER),
    "offered": lambda submission: offered(submission, happened="Safe words."),
    "second read": lambda submission: moved(submission, Move.CLAIM, Move.SEND_FOR_SECOND_READ),
    "approved": lambda submission: moved(submission, Move.CLAIM, Move.APPROVE),
    "published": lambda submission: (moved(submission, Move.CLAIM, Move.APPROVE), release_all()),
    "declined": lambda submission: moved(submission, Move.CLAIM, Move.DECLINE),
    "escalated": lambda submission: moved(submission, Move.CLAIM, Move.ESCALATE),
}


@pytest.mark.parametrize("state", STATES)
def test_reading_a_story_in_any_state_writes_nothing(client: Client, state: str) -> None:
    receipt = sent()
    STATES[state](behind(receipt))

    with CaptureQueriesContext(connection) as queries:
        page = post(client, "/status/", {"receipt": receipt}).content.decode()

    assert "How your story is doing" in page
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert not any("FOR UPDATE" in query["sql"] for query in queries)


def test_every_state_is_among_them() -> None:
    assert {state.replace(" ", "_") for state in STATES} == set(State)


def test_a_receipt_of_no_story_writes_nothing(client: Client, receipts: dict[str, str]) -> None:
    before = (list(Receipt.objects.order_by("pk").values()), SecondRead.objects.count())
    for kind in ("expired", "withdrawn", "unknown", "mistyped", "empty"):
        with CaptureQueriesContext(connection) as queries:
            post(client, "/status/", {"receipt": receipts[kind]})
        assert {query["sql"].split()[0] for query in queries} == {"SELECT"}

    assert (list(Receipt.objects.order_by("pk").values()), SecondRead.objects.count()) == before
