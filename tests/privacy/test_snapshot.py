"""One story that is sent changes the sealed tables and nothing else: no other table, counter, file or cache."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client

from stories.models import Message, Submission
from stories.moderation import actions
from tests.factories import PASSWORD, make_guide, make_moderator, make_note, make_story, make_topic, make_work_group
from tests.privacy import dump
from tests.stories.submission.pages import filled, post, shown_receipt

pytestmark = pytest.mark.django_db(transaction=True)

SENT = {"submission", "sealedkey", "step", "receipt", "submissiontopic", "submissionnote"}
ANSWERED = {"submission", "step", "message"}
REWRITTEN = {"submission", "step"}
# And the numbers of the quarter: what is gone cannot be counted when the week is over.
TAKEN_BACK = {"submission", "sealedkey", "step", "receipt", "submissiontopic", "submissionnote", "total", "countedweek"}
LEAST_RANDOM = 2**40  # a key of 63 random bits is smaller once in eight million
SIGN_IN = {"django_session", "accounts_user", "account_emailaddress", "account_emailconfirmation", "django_admin_log"}


def files() -> dict[str, bytes]:
    """Return what stands in every file of the data folder but the database's own, by its path."""
    return {
        str(path): path.read_bytes()
        for path in Path(settings.DATA_DIR).rglob("*")
        if path.is_file() and "sqlite3" not in path.name
    }


def everything() -> dict[str, Any]:
    """Return all that the site keeps: tables, PostgreSQL's counters, files, and what is cached in memory."""
    cached = {f"cache {name}": dict(vars(caches[name]).get("_cache", {})) for name in settings.CACHES}
    return {**dump.whole(), **cached, "files": files()}


def moved(before: dict[str, Any]) -> set[str]:
    """Return what changed; of SQLite's table of counters the names in it."""
    after = everything()
    found = dump.changed(before, after)
    if "sqlite_sequence" in found:
        found.remove("sqlite_sequence")
        old, new = ({row["name"]: row["seq"] for row in each["sqlite_sequence"]} for each in (before, after))
        # Of tables with random keys it is the greatest of them, or nothing: a random number.
        counted = {name for each in (old, new) for name, last in each.items() if 0 < last < LEAST_RANDOM}
        found |= {f"counter of {name}" for name in dump.changed(old, new) & counted}
    return found


def of_stories(names: set[str]) -> set[str]:
    return {f"stories_{name}" for name in names}


@pytest.fixture
def author() -> Client:
    """A browser that is signed in at the desk, which the blind pages must not notice."""
    moderator = make_moderator()
    client = Client(REMOTE_ADDR="198.51.100.77", HTTP_USER_AGENT="CanaryBrowser/7")
    assert client.login(email=moderator.email, password=PASSWORD)
    topic = make_topic()
    make_guide(stories=(make_story(topics=[topic]),))
    make_note()
    make_work_group()
    return client


def send(author: Client) -> str:
    data = filled(topics=["night-shifts"], notes=["death"], work_group="patient-care", title="Four alarms")
    return shown_receipt(post(author, "/share/send/", data))


def status_form(receipt: str, **fields: str) -> dict[str, str]:
    version = Submission.objects.get().version
    return {"token": str(filled()["token"]), "receipt": receipt, "version": str(version), **fields}


def test_sending_a_story_touches_the_sealed_tables_alone(author: Client) -> None:
    before = everything()

    send(author)

    assert moved(before) == of_stories(SENT)


def test_reading_how_it_stands_changes_nothing(author: Client) -> None:
    receipt = send(author)
    before = everything()

    for typed in (receipt, receipt[::-1], ""):
        assert post(author, "/status/", {"receipt": typed}).status_code == 200
    assert author.get("/share/").status_code == author.get("/status/").status_code == 200
    assert post(author, "/share/check/", filled()).status_code == 200

    assert moved(before) == set()


def test_an_answer_touches_the_story_and_its_messages_alone(author: Client) -> None:
    receipt = send(author)
    moderator = make_moderator()
    submission = Submission.objects.get()
    actions.claim(submission=submission, by=moderator)
    submission.refresh_from_db()
    actions.ask(submission=submission, version=submission.version, by=moderator, text="When did it begin?")
    before = everything()

    assert post(author, "/status/answer/", status_form(receipt, answer="In the spring.")).status_code == 200

    assert Message.objects.count() == 2
    assert moved(before) == of_stories(ANSWERED)


def test_other_words_touch_the_story_alone(author: Client) -> None:
    receipt = send(author)
    before = everything()

    form = status_form(receipt, save="1", title="Five alarms", happened="I slept through five.", helped="", advice="")
    assert post(author, "/status/edit/", form).status_code == 200

    assert moved(before) <= of_stories(REWRITTEN)
    assert "stories_submission" in moved(before)


def test_taking_it_back_leaves_the_receipt_alone(author: Client) -> None:
    receipt = send(author)
    before = everything()

    assert post(author, "/status/take-back/", status_form(receipt, confirm="1")).status_code == 200

    assert moved(before) == of_stories(TAKEN_BACK)
    assert [(row["submission_id"]) for row in dump.rows("stories_receipt")] == [None]


def test_the_tables_of_sign_in_are_among_those_that_are_watched(author: Client) -> None:
    before = everything()
    assert before.keys() >= SIGN_IN

    Client().login(email=make_moderator().email, password=PASSWORD)

    counters = {"counter of accounts_user"} if connection.vendor == "sqlite" else {"pg_sequences"}
    assert moved(before) >= {"django_session", "accounts_user", *counters}
