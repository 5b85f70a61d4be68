"""After the nightly rewrite neither the place of a row nor its transaction tells when it came."""

import threading
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection, transaction

from stories.models import Receipt, Step, Submission
from stories.publishing.reordering import TABLES, reorder, reorder_at_night
from stories.submission.actions import Draft, Parts, submit_story
from tests.factories import make_note, make_submission, make_topic


def column(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_rows_lie_in_the_order_of_their_keys_and_of_one_transaction():
    draft = Draft(
        parts=Parts(happened="It was."),
        publish_consent="yes",
        quote_consent="no",
        topics=[make_topic()],
        notes=[make_note()],
    )
    for number in range(40):
        submit_story(draft=draft, nonce=str(number))
    before = {model: list(model.objects.order_by("pk").values()) for model in TABLES}
    assert len(column("SELECT DISTINCT xmin::text FROM stories_submission")) > 1

    assert reorder() == len(TABLES)

    for model in (Submission, Step, Receipt):
        table = model._meta.db_table
        places = column(f"SELECT id FROM {table} ORDER BY ctid")
        assert places == sorted(places)
        assert len(column(f"SELECT DISTINCT xmin::text FROM {table}")) == 1
    assert {model: list(model.objects.order_by("pk").values()) for model in TABLES} == before


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_whoever_is_writing_goes_first():
    submission = make_submission()
    writing, done = threading.Event(), threading.Event()

    def write():
        try:
            with transaction.atomic():
                Submission.objects.filter(pk=submission.pk).update(version=7)
                writing.set()
                done.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    writing.wait(20)
    refused = reorder()
    done.set()
    thread.join()

    submission.refresh_from_db()
    assert (refused, submission.version) == (0, 7)


@pytest.mark.sqlite_only
@pytest.mark.django_db
def test_on_sqlite_there_is_nothing_to_do():
    assert reorder() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("hour", "runs"), [(2, False), (3, True), (4, False)])
def test_it_runs_at_night(hour, runs):
    with time_machine.travel(datetime(2026, 11, 23, hour, 10, tzinfo=UTC)):
        assert reorder_at_night() == (len(TABLES) if runs and connection.vendor == "postgresql" else 0)
