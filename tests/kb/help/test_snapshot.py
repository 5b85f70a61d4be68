"""Help is found in the database, else in the file, else in the page's own words."""

import os
import time

import pytest
from django.db import OperationalError, connection, transaction

from kb.frame import help_file
from kb.frame.help_file import Entry, Help, Peer
from kb.help import snapshot
from kb.models import HelpEntry, PeerSupporter

LINE = Entry(kind="talk_now", name="A listening line", contact="Kept by the door")


@pytest.fixture(autouse=True)
def no_file(tmp_path, settings):
    """An empty folder for the file, and a database that is asked again."""
    settings.DATA_DIR = tmp_path
    snapshot.breaker.reset()
    yield
    snapshot.breaker.reset()


@pytest.fixture
def broken_database():
    """Every query fails as it does when the server is gone."""

    def gone(execute, sql, params, many, context):
        raise OperationalError("no server")

    with connection.execute_wrapper(gone):
        yield


def write_old_file(found: Help) -> None:
    help_file.save(found)
    long_ago = time.time() - snapshot.FRESH - 60
    os.utime(help_file.path(), (long_ago, long_ago))


@pytest.mark.django_db
def test_help_comes_from_the_database() -> None:
    HelpEntry.objects.create(kind="talk_now", name="Second", position=2)
    HelpEntry.objects.create(kind="emergency", name="First", position=1, last_verified="2026-03-03")
    PeerSupporter.objects.create(alias="Marram", listens_to="Wards and nights", from_hour=22, to_hour=6)

    found = snapshot.read_help()

    assert [entry.name for entry in found.entries] == ["First", "Second"]
    assert found.peers == [Peer("Marram", "Wards and nights", 22, 6, "")]


@pytest.mark.django_db
def test_reading_writes_a_file_that_says_the_same() -> None:
    HelpEntry.objects.create(kind="talk_now", name="A listening line", last_verified="2026-03-03")
    PeerSupporter.objects.create(alias="Marram", listens_to="Wards", from_hour=22, to_hour=6)

    found = snapshot.read_help()

    assert help_file.read() == found


@pytest.mark.django_db
def test_a_fresh_file_is_left_alone() -> None:
    help_file.save(Help([LINE], []))

    assert snapshot.read_help() == Help([], [])
    assert help_file.read() == Help([LINE], [])


@pytest.mark.django_db
def test_an_old_file_is_written_again() -> None:
    write_old_file(Help([LINE], []))

    snapshot.read_help()

    assert help_file.read() == Help([], [])


@pytest.mark.django_db
def test_the_file_stands_in_for_the_database(broken_database) -> None:
    write_old_file(Help([LINE], []))

    assert snapshot.read_help() == Help([LINE], [])


@pytest.mark.django_db
def test_without_database_and_file_there_is_nothing(broken_database) -> None:
    assert snapshot.read_help() == Help([], [])


@pytest.mark.django_db
def test_a_database_that_did_not_answer_is_left_alone_for_a_while(broken_database, django_assert_num_queries) -> None:
    snapshot.read_help()

    assert not snapshot.breaker.lets_through()
    with django_assert_num_queries(0):
        snapshot.read_help()


@pytest.mark.django_db
def test_the_quick_way_reads_a_fresh_file_and_asks_nobody(django_assert_num_queries) -> None:
    help_file.save(Help([LINE], []))

    with django_assert_num_queries(0):
        assert snapshot.read_help_quickly() == Help([LINE], [])


@pytest.mark.django_db
def test_the_quick_way_asks_the_database_when_the_file_is_empty() -> None:
    help_file.save(Help([], []))
    HelpEntry.objects.create(kind="talk_now", name="New")

    assert [entry.name for entry in snapshot.read_help_quickly().entries] == ["New"]


@pytest.mark.django_db
def test_the_quick_way_asks_the_database_when_the_file_is_old() -> None:
    write_old_file(Help([LINE], []))

    assert snapshot.read_help_quickly() == Help([], [])


@pytest.mark.django_db
def test_writing_waits_for_the_transaction(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        HelpEntry.objects.create(kind="talk_now", name="New")
        snapshot.write_snapshot()
        assert help_file.read() == Help([], [])

    assert [entry.name for entry in help_file.read().entries] == ["New"]
