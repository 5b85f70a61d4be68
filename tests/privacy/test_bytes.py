"""Promise 5. What was taken back, erased or replaced is in no file any more: the words, each rare one, and the keys.

On PostgreSQL "any more" is after the next night's cleaning, and without its write-ahead log.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client

from stories.models import (
    Message,
    QuarterKey,
    Reaction,
    ReactionCount,
    Reply,
    Response,
    ResponseKey,
    SealedKey,
    Story,
    Submission,
)
from stories.models.submission import Move, State
from stories.moderation.actions.responses import decline_reply
from stories.privacy.sealing import decision_subject
from stories.publishing.actions import withdraw_story
from stories.publishing.erasing import clean, clean_at_night, forget
from stories.publishing.purging import DECLINED, destroy_old_quarter_keys, purge
from stories.publishing.schedule import release_all
from stories.responses.actions import react
from stories.submission.actions import Parts, rewrite
from tests.factories import make_guide, make_reply, make_response, make_story, make_submission, make_topic
from tests.privacy.files import found
from tests.stories.submission.desk import asked, behind, moved, offered
from tests.stories.submission.pages import filled, post, shown_receipt

pytestmark = pytest.mark.django_db(transaction=True)

# Words that nobody else writes. No two begin alike: a full-text index keeps how a word differs from the one before.
TITLE, HAPPENED, FELT, HELPED, ADVICE = "Brezzlewick", "Quillonthist", "Vorpaltine", "Zamberlode", "Jexotrope"
WORDS = (TITLE, HAPPENED, FELT, HELPED, ADVICE)
CHUNK = slice(20, 60)  # of a cipher text: enough to be no chance


@pytest.fixture(autouse=True)
def neighbours() -> None:
    """Stories on both sides of ours, so that the pages of a table do not simply go with it."""
    topic = make_topic()
    for number in range(12):
        make_story(f"Neighbour {number}", topics=[topic])
        make_submission(f"Waiting {number}")


def cleaned() -> int:
    """What the timer does, at night too: again and again, should somebody still be at work in a table."""
    forget()
    for _ in range(100):
        if (tables := clean()) or connection.vendor != "postgresql":
            return tables
        time.sleep(0.2)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT backend_type, state, wait_event, backend_xmin, now() - xact_start, application_name "
            "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        raise AssertionError(f"The tables were not written anew in a hundred tries, beside {cursor.fetchall()}.")


def sealed_bytes(submission: Submission) -> list[bytes]:
    """A piece of everything that is sealed for this story, and its wrapped key."""
    row = Submission.objects.get(pk=submission.pk)
    messages = Message.objects.filter(submission=row).values_list("sealed_body", flat=True)
    wrapped = SealedKey.objects.get(submission=row).wrapped
    return [
        bytes(text)[CHUNK]
        for text in (row.sealed_original, row.sealed_edit, row.sealed_accepted, *messages, wrapped)
        if text
    ]


def test_a_whole_life_leaves_no_byte(client: Client) -> None:
    topic = make_topic()
    first = filled(title=TITLE, happened=f"{HAPPENED} was on the door.", felt=FELT, helped=HELPED, advice=ADVICE,
                   topics=[topic.slug], quote_consent="yes")  # fmt: skip
    receipt = shown_receipt(post(client, "/share/send/", first))
    keyed = {"receipt": receipt, "token": first["token"]}

    asked(behind(receipt))
    told = {**keyed, "version": str(behind(receipt).version), "answer": f"It was {HAPPENED}."}
    assert post(client, "/status/answer/", told).status_code == 200
    sealed = sealed_bytes(behind(receipt))
    words = {"title": TITLE, "happened": f"{HAPPENED} rang.", "felt": FELT, "advice": ADVICE}
    new = {**keyed, **words, "helped": f"{HELPED} helped.", "version": str(behind(receipt).version), "save": "1"}
    assert post(client, "/status/edit/", new).status_code == 200
    offered(behind(receipt), happened=f"A {HAPPENED} rang twice.")
    sealed += sealed_bytes(behind(receipt))
    assert found(WORDS) == {}

    yes = {**keyed, "version": str(behind(receipt).version)}
    assert post(client, "/status/accept/", yes).status_code == 200
    (story,) = release_all()
    make_guide(stories=(story,), quote=f"{HELPED} helped.")
    for address in (f"/search/?q={HAPPENED}", "/", "/stories/", story.get_absolute_url(), "/guides/the-way-home/"):
        assert client.get(address).status_code == 200
    cleaned()
    assert set(found(WORDS)) == set(WORDS)
    assert found(sealed) == {}

    assert post(client, "/status/take-back/", {**keyed, "confirm": "1"}).status_code == 200
    cleaned()

    assert not Story.objects.filter(pk=story.pk).exists()
    assert found(WORDS) == {}


def test_a_story_erased_before_publication_leaves_neither_cipher_text_nor_key(client: Client) -> None:
    first = filled(happened=f"{HAPPENED} was on the door.")
    receipt = shown_receipt(post(client, "/share/send/", first))
    asked(behind(receipt))
    sealed = sealed_bytes(behind(receipt))
    forget()
    assert set(found(sealed)) == set(sealed)

    post(client, "/status/take-back/", {"receipt": receipt, "token": first["token"], "confirm": "1"})
    cleaned()

    assert found([HAPPENED, *sealed]) == {}


def test_a_declined_story_leaves_no_byte_when_its_days_are_over(settings) -> None:
    submission = moved(offered(make_submission(), happened=HAPPENED))
    sealed = sealed_bytes(submission)
    Submission.objects.filter(pk=submission.pk).update(state=State.DECLINED, settled_week="2026-W40")

    with time_machine.travel("2026-12-01"):
        assert purge(DECLINED) == 1
    cleaned()

    assert found([HAPPENED, *sealed]) == {}


def test_words_that_were_rewritten_leave_no_byte_of_the_old() -> None:
    submission = make_submission(happened=HAPPENED)
    old = bytes(Submission.objects.get(pk=submission.pk).sealed_original)[CHUNK]
    forget()
    assert set(found([old])) == {old}

    rewrite(submission=submission, version=submission.version, parts=Parts(happened="Other words."))
    cleaned()

    assert found([old]) == {}
    assert Submission.objects.filter(pk=submission.pk).exists()


def test_publication_leaves_no_byte_of_what_was_sealed() -> None:
    submission = moved(asked(make_submission()), Move.ANSWER, Move.CLAIM, Move.APPROVE)
    sealed = sealed_bytes(submission)

    release_all()
    cleaned()

    assert found(sealed) == {}


def test_the_destroyed_key_of_a_quarter_leaves_no_byte() -> None:
    with time_machine.travel("2026-09-30"):
        decision_subject(make_submission())
    wrapped = bytes(QuarterKey.objects.get(quarter="2026Q3").wrapped)[CHUNK]
    forget()
    assert set(found([wrapped])) == {wrapped}

    with time_machine.travel("2026-10-01"):
        assert destroy_old_quarter_keys() == 1
    cleaned()

    assert found([wrapped]) == {}


def test_what_readers_gave_back_goes_with_the_story_and_leaves_no_byte() -> None:
    story = make_story()
    waiting, report = make_response(story, text=HAPPENED), make_response(story, kind="harms", text=FELT)
    sealed = [bytes(row.sealed_words)[CHUNK] for row in (waiting, report)]
    sealed += [bytes(key.wrapped)[CHUNK] for key in ResponseKey.objects.all()]
    make_reply(story, text=HELPED, link=f"https://{ADVICE}.example/")
    react(story=story, kind="helped", nonce="one")
    ReactionCount.objects.create(story=story, kind="helped", number=4)
    forget()
    assert set(found([*sealed, HELPED, ADVICE])) == {*sealed, HELPED, ADVICE}

    withdraw_story(story)
    cleaned()

    assert found([*WORDS, *sealed]) == {}
    models = (Response, ResponseKey, Reply, Reaction, ReactionCount)
    assert [model.objects.count() for model in models] == [0] * 5


def test_a_reply_that_does_not_come_out_leaves_no_byte() -> None:
    row = make_response(text=HAPPENED)
    sealed = [bytes(row.sealed_words)[CHUNK], bytes(ResponseKey.objects.get().wrapped)[CHUNK]]

    decline_reply(response=row, version=1, reason="hurts")
    cleaned()

    assert found([HAPPENED, *sealed]) == {}


@pytest.mark.postgres_only
def test_on_postgresql_vacuum_alone_is_not_enough() -> None:
    """Why the tables are written anew at night: this is what would be left."""
    story = make_story(TITLE, happened=f"{HAPPENED} was on the door.")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    story.delete()
    forget()

    assert HAPPENED in found(WORDS)


@pytest.mark.postgres_only
def test_what_is_published_is_written_anew_only_when_it_changed() -> None:
    everything = cleaned()
    waiting = cleaned()

    assert everything > waiting > 0
    make_story("Another")
    assert cleaned() == everything


@pytest.mark.postgres_only
def test_whoever_is_at_work_goes_first_and_the_next_tick_cleans() -> None:
    make_story("Another")
    working, done = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                Story.objects.update(version=7)
                working.set()
                done.wait(20)
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    working.wait(20)
    refused = clean()
    done.set()
    worker.join()

    assert refused == 0
    assert cleaned() > 0


@pytest.mark.postgres_only
def test_what_a_long_reader_still_sees_is_not_taken_for_cleaned() -> None:
    """A dump that began before the story was taken back keeps its bytes in the files; the next tick tries again."""
    story = make_story(TITLE, happened=f"{HAPPENED} was on the door.")
    reading, done = threading.Event(), threading.Event()

    def dump() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute("SELECT 1")
                reading.set()
                done.wait(20)
        finally:
            connection.close()

    reader = threading.Thread(target=dump)
    reader.start()
    reading.wait(20)
    withdraw_story(story)
    refused = clean()
    left = found(WORDS)
    done.set()
    reader.join()

    assert refused == 0
    assert HAPPENED in left
    cleaned()
    assert found(WORDS) == {}


@pytest.mark.parametrize(("hour", "runs"), [(2, False), (3, True), (4, False)])
def test_it_cleans_at_night(hour: int, runs: bool) -> None:
    with time_machine.travel(datetime(2026, 11, 23, hour, 10, tzinfo=UTC)):
        assert (clean_at_night() > 0) is (runs and connection.vendor == "postgresql")


def test_inside_a_transaction_cleaning_waits() -> None:
    with transaction.atomic():
        assert clean() == 0
