"""No order in the database tells in which order stories came: not its rows, its files, its dump or its transactions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from stories.models import Submission
from stories.moderation import actions
from stories.privacy.sealing import decision_subject
from stories.publishing.reordering import reorder
from stories.publishing.schedule import release_all
from tests.factories import PASSWORD, make_note, make_senior, make_topic, make_work_group
from tests.privacy import dump
from tests.privacy.test_schema import sealed_tables
from tests.stories.submission.pages import filled, post

pytestmark = pytest.mark.django_db(transaction=True)

STORIES = 50
# Five standard deviations from nothing (rho scatters by 1/√(n-1)): by chance once in two million.
NO_ORDER = 5 / math.sqrt(STORIES - 1)
PUBLIC = ("stories_story", "stories_storytopic", "stories_story_notes", "kb_searchdocument")
Names = dict[str, int]  # what a story is called in a table, and whose turn it was when it came


def test_the_measure_knows_order_from_none() -> None:
    mixed = [number * 21 % STORIES for number in range(STORIES)]

    assert dump.rank_correlation(range(STORIES)) == 1
    assert dump.rank_correlation(range(STORIES - 1, -1, -1)) == -1
    assert abs(dump.rank_correlation(mixed)) < NO_ORDER < 0.75


def correlation(lines: Iterable[object], names: Names) -> float:
    """Return the rank correlation between the order in which stories came and the order in which these lines name them.

    A story that is named in several lines stands where the first of them does.
    """
    found = (names[word] for line in lines for word in re.findall(r"\w+", str(line)) if word in names)
    order = list(dict.fromkeys(found))
    assert len(order) == STORIES
    return dump.rank_correlation(order)


def orders(tables: Iterable[str], names: Names) -> dict[str, float]:
    """Return the correlation in each table, by the places of its rows and by the lines of a dump."""
    tables = sorted(tables)
    dumped = dump.as_dumped(tables)
    return {
        **{f"{table} rows": correlation(map(dict.values, dump.in_place(table)), names) for table in tables},
        **{f"{table} dump": correlation(dumped[table], names) for table in tables},
    }


def transactions(tables: Iterable[str]) -> dict[str, int]:
    """Return how many transactions the rows of each table name, where the database keeps that."""
    if connection.vendor == "sqlite":
        return {}
    return {table: dump.count_transactions(table) for table in tables}


def ordered(found: dict[str, float]) -> dict[str, float]:
    return {name: rho for name, rho in found.items() if abs(rho) >= NO_ORDER}


def share(note: str, people: list[User]) -> list[int]:
    """Let somebody sign in, somebody else share, and so on; return the keys of the stories in the order they came."""
    topic, group = make_topic(), make_work_group()
    came: list[int] = []
    for person in people:
        assert Client().login(email=person.email, password=PASSWORD)
        data = filled(topics=[topic.slug], notes=[note], work_group=group.slug, title="Four alarms")
        assert post(Client(), "/share/send/", data).status_code == 200
        came += Submission.objects.exclude(pk__in=came).values_list("pk", flat=True)
    assert len(came) == STORIES
    return came


def taken(key: int, by: User) -> Submission:
    submission = Submission.objects.get(pk=key)
    actions.claim(submission=submission, by=by)
    submission.refresh_from_db()
    return submission


@pytest.fixture
def people() -> list[User]:
    return [make_senior() for _ in range(STORIES)]


def test_what_waits_lies_in_no_order(people: list[User]) -> None:
    came = share(make_note().slug, people)
    for key, first in zip(came, people, strict=True):
        submission = taken(key, first)
        actions.escalate(submission=submission, version=submission.version, by=first, reason="threat", text="Hold on.")
    for key, second, third in zip(came, people[1:] + people[:1], people[2:] + people[:2], strict=True):
        submission = taken(key, second)
        actions.weigh(submission=submission, version=submission.version, by=second, risk=1, told=2)
        actions.leave_note(submission=submission, version=submission.version, by=second, text="Mind the ward.")
        actions.step_aside(submission=submission, by=third)
    names = {str(key): turn for turn, key in enumerate(came)}
    names |= {decision_subject(Submission(pk=key)): turn for turn, key in enumerate(came)}
    tables = {*sealed_tables(), "stories_decision"}

    if connection.vendor == "postgresql":
        assert "stories_receipt dump" in ordered(orders(tables, names))  # until the night, when it is rewritten
        assert reorder() > 0

    assert ordered(orders(tables, names)) == {}
    assert not [table for table in tables if dump.has_hidden_order(table)]
    assert set(transactions(tables).values()) <= {1}


def test_what_comes_out_comes_out_in_no_order(people: list[User]) -> None:
    came = share(make_note().slug, people)
    for key, person in zip(came, people, strict=True):
        submission = taken(key, person)
        actions.approve(submission=submission, version=submission.version, by=person)
    assert len(release_all()) == STORIES
    became = {row["id"]: row["story_id"] for row in dump.rows("stories_submission")}
    names = {str(became[key]): turn for turn, key in enumerate(came)}

    assert ordered(orders(PUBLIC, names)) == {}
    assert ordered({"position": correlation(dump.rows("stories_story", "position"), names)}) == {}
    assert ordered({"document": correlation(dump.rows("kb_searchdocument", "id"), names)}) == {}
    assert set(transactions(PUBLIC).values()) <= {1}
