"""Two people with accounts share two stories. Swap who wrote which, and nobody can tell by the database.

The whole database is compared, row by row, with what is random in it (keys, seals, digests) taken out. Rows are told
apart only by what they hold and by what they hang on: two databases are the same when these neighbourhoods are, as in
the Weisfeiler-Leman test for graphs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client

from accounts.models import User
from stories.models import Submission
from stories.moderation import actions
from stories.publishing.schedule import release_all
from stories.submission.receipt import digest_of
from tests.factories import PASSWORD, make_moderator, make_topic, make_user, make_work_group
from tests.privacy import dump
from tests.stories.submission.pages import filled, post, shown_receipt

pytestmark = pytest.mark.django_db

LEAST_RANDOM = 2**40  # a key of 63 random bits is smaller once in eight million
# Shuffled at release; tests/privacy/test_order.py looks at the shuffle.
SHUFFLED = {("stories_story", "position"), ("kb_searchdocument", "id")}
STORIES = {
    "alarms": {"title": "Four alarms", "happened": "I slept through three of them.", "helped": "Two sleeps a day."},
    "till": {"title": "At the till", "happened": "He threw the coins at me, one by one.", "advice": "Step back."},
}
# A digest; a story's key in an address.
RANDOM_TEXT = re.compile(r"\b[0-9a-f]{64}\b|\b[0-9A-HJKMNP-TV-Z]{13}(?=/)")
Labels = dict[str, Counter[Hashable]]
SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


def plain(table: str, column: str, value: Any) -> Hashable:
    """Return the value without what is random in it."""
    if (table, column) in SHUFFLED:
        return "shuffled"
    if isinstance(value, bytes | memoryview):
        return f"{len(bytes(value))} bytes"
    if isinstance(value, int) and abs(value) >= LEAST_RANDOM:
        return "random"
    if column == "session_data":
        held = SessionStore().decode(value)
        return repr(sorted({**held, "_auth_user_hash": "random"}.items()))
    if column in {"session_key", "password"}:
        return "random"
    return RANDOM_TEXT.sub("random", str(value))


def fingerprint(*parts: Hashable) -> str:
    return sha256(repr(parts).encode()).hexdigest()


def labels() -> Labels:
    """Return every row of the database by what it holds and what it hangs on, however far."""
    tables = dump.tables()
    links = {table: dump.links(table) for table in tables}
    nodes = [(table, place, row) for table in tables for place, row in enumerate(dump.rows(table))]
    at = {(table, column, row[column]): (table, place) for table, place, row in nodes for column in row}
    edges = [
        ((table, place), at[*links[table][column], value], column)
        for table, place, row in nodes
        for column, value in row.items()
        if column in links[table] and value is not None
    ]
    marks = {
        (table, place): fingerprint(
            table, [(name, plain(table, name, value)) for name, value in row.items() if name not in links[table]]
        )
        for table, place, row in nodes
    }
    for _round in range(6):
        around: defaultdict[Any, list[str]] = defaultdict(list)
        for one, other, column in edges:
            around[one].append(f"{column} to {marks[other]}")
            around[other].append(f"{column} from {marks[one]}")
        marks = {node: fingerprint(mark, sorted(around[node])) for node, mark in marks.items()}
    found: Labels = defaultdict(Counter)
    for (table, _place), mark in marks.items():
        found[table][mark] += 1
    return dict(found)


def at_hour(hour: int) -> Any:
    return time_machine.travel(datetime(2026, 11, 23, hour, 7, tzinfo=UTC), tick=False)


def share(person: User, story: str, browser: str) -> str:
    """Let this person sign in at the desk, and then share, in the same browser and from the same address."""
    client = Client(REMOTE_ADDR=f"192.0.2.{browser}", HTTP_USER_AGENT=f"Browser/{browser}")
    assert client.login(email=person.email, password=PASSWORD)
    assert client.get("/accounts/desk/").status_code == 200
    group = "patient-care" if story == "alarms" else "the-shop"
    data = filled(**{"helped": "", **STORIES[story]}, topics=["night-shifts"], work_group=group)
    return shown_receipt(post(client, "/share/send/", data))


def read_and_ask(moderator: User) -> None:
    for submission in Submission.objects.order_by("length", "id"):
        actions.claim(submission=submission, by=moderator)
        submission.refresh_from_db()
        actions.ask(submission=submission, version=submission.version, by=moderator, text="When did it begin?")


def answer(receipt: str, person: User, browser: str) -> None:
    client = Client(REMOTE_ADDR=f"192.0.2.{browser}", HTTP_USER_AGENT=f"Browser/{browser}")
    client.force_login(person)
    version = Submission.objects.get(receipt__digest=digest_of(receipt)).version
    data = {**filled(), "receipt": receipt, "version": str(version), "answer": "In the spring."}
    assert post(client, "/status/answer/", data).status_code == 200


def approve_all(moderator: User) -> None:
    for submission in Submission.objects.order_by("length", "id"):
        actions.claim(submission=submission, by=moderator)
        submission.refresh_from_db()
        actions.approve(submission=submission, version=submission.version, by=moderator)


def lived_through(first: str, second: str, *, moderator: User, people: list[User], until: str) -> Labels:
    """Return what the database holds after Ada shared one story in the morning and Ben another in the afternoon."""
    ada, ben = people
    with transaction.atomic():
        with at_hour(9):
            receipt = share(ada, first, "1")
        with at_hour(15):
            other = share(ben, second, "2")
        if until in {"answered", "published"}:
            with at_hour(16):
                read_and_ask(moderator)
            with at_hour(18):
                answer(other, ben, "2")
            with at_hour(19):
                answer(receipt, ada, "1")
        if until == "published":
            with at_hour(20):
                approve_all(moderator)
                assert len(release_all()) == 2
        found = labels()
        transaction.set_rollback(True)
    return found


@pytest.fixture
def cast() -> dict[str, Any]:
    """A moderator, and two people who have signed in before, so that both databases start alike."""
    make_topic()
    make_work_group()
    make_work_group("the-shop", name="The shop")
    people = [make_user(email="ada@example.org"), make_user(email="ben@example.org")]
    moderator = make_moderator()
    with at_hour(7):
        for person in (*people, moderator):
            assert Client().login(email=person.email, password=PASSWORD)
    return {"moderator": moderator, "people": people}


@pytest.mark.parametrize("until", ["sent", "answered", "published"])
def test_nobody_can_tell_who_wrote_which(cast: dict[str, Any], until: str) -> None:
    one = lived_through("alarms", "till", until=until, **cast)
    other = lived_through("till", "alarms", until=until, **cast)

    assert {table for table in one if one[table] != other.get(table)} == set()
    assert one == other


def test_the_comparison_sees_a_pointer_to_a_person(cast: dict[str, Any]) -> None:
    """The same two worlds, with one more column that says in any way whose a story is."""

    def world(first: str, second: str, remember: Callable[[User], object]) -> Labels:
        ada, ben = cast["people"]
        with transaction.atomic():
            for person, story, hour in ((ada, first, 9), (ben, second, 15)):
                known = set(Submission.objects.values_list("pk", flat=True))
                with at_hour(hour):
                    share(person, story, "1")
                    Submission.objects.exclude(pk__in=known).update(settled_week=remember(person))
            found = labels()
            transaction.set_rollback(True)
        return found

    for remember in (lambda person: person.pk, lambda person: datetime.now(UTC).strftime("%H:%M")):
        assert world("alarms", "till", remember) != world("till", "alarms", remember)
    assert world("alarms", "till", lambda _person: "") == world("till", "alarms", lambda _person: "")
