"""A new master key takes the old one's place while the site runs, and a run that was killed is taken up again."""

import fcntl
import os
import stat
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from stories.models import KeyCheck, QuarterKey, SealedKey, Submission
from stories.privacy import rotation, sealing
from stories.privacy.keyfile import HIGHEST, add_master, keys, make_key_file, read_key_file
from stories.privacy.rotation import masters_in_use, retire, rotate
from stories.privacy.sealing import add_key, decision_subject, unseal_parts
from stories.privacy.wrapping import CannotOpen, wrap
from tests.factories import make_submission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def path(tmp_path: Path, settings) -> Path:
    """A key file of this test's own."""
    settings.CAIRN_KEY_FILE = tmp_path / "cairn.key"
    make_key_file(settings.CAIRN_KEY_FILE)
    return settings.CAIRN_KEY_FILE


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_keys", *arguments, stdout=out)
    return out.getvalue()


def words_of(submission: Submission) -> str:
    row = Submission.objects.get(pk=submission.pk)
    return unseal_parts(row, "original", row.sealed_original)["happened"]


def test_everything_is_wrapped_anew_and_opens_as_before(path: Path, monkeypatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    waiting = [make_submission(happened=f"Words {number}.") for number in range(5)]
    subject = decision_subject(waiting[0])
    looked: list[int] = []

    assert rotate(looked.append) == (2, True)

    assert masters_in_use() == {2}
    assert [words_of(submission) for submission in waiting] == [f"Words {number}." for number in range(5)]
    assert decision_subject(waiting[0]) == subject
    assert (sum(looked), KeyCheck.objects.get().number) == (6, 2)


def test_the_old_key_stays_until_it_is_retired(path: Path) -> None:
    submission = make_submission(happened="Four alarms.")
    before = read_key_file(path)
    rotate()
    after = read_key_file(path)
    assert (after.masters[1], after.pepper) == (before.masters[1], before.pepper)

    assert retire() == {1}

    assert (set(read_key_file(path).masters), read_key_file(path).pepper) == ({2}, before.pepper)
    assert words_of(submission) == "Four alarms."
    assert retire() == set()


def test_a_run_that_was_killed_half_way_is_taken_up_again(path: Path, monkeypatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    waiting = [make_submission(happened=f"Words {number}.") for number in range(5)]
    decision_subject(waiting[0])

    def killed(_rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(killed)
    assert masters_in_use() == {1, 2}
    assert [words_of(submission) for submission in waiting] == [f"Words {number}." for number in range(5)]
    assert retire() == set()

    assert rotate() == (2, False)

    assert (masters_in_use(), set(read_key_file(path).masters)) == ({2}, {1, 2})
    assert retire() == {1}
    assert [words_of(submission) for submission in waiting] == [f"Words {number}." for number in range(5)]


def test_killed_before_the_database_knew_of_the_new_key_it_is_taken_up_too(path: Path) -> None:
    submission = make_submission(happened="Four alarms.")
    add_master(path)

    assert rotate() == (2, False)
    assert (masters_in_use(), KeyCheck.objects.get().number, words_of(submission)) == ({2}, 2, "Four alarms.")


def test_a_worker_that_read_the_old_file_opens_and_seals_with_the_new_one(path: Path) -> None:
    submission = make_submission(happened="Four alarms.")
    assert keys().current == 1

    rotate()

    assert keys().current == 2
    assert words_of(submission) == "Four alarms."
    assert bytes(make_submission().sealed_key.wrapped)[0] == 2


def test_a_worker_that_wrapped_under_the_old_key_looks_again_before_it_ends(path: Path, monkeypatch) -> None:
    """Between wrapping a key and writing its row the whole rotation goes by, old key and all."""

    def slow(key: bytes, about: str, held) -> bytes:
        wrapped = wrap(key, about, held)
        if held.current == 1:
            rotate()
            retire()
        return wrapped

    monkeypatch.setattr(sealing, "wrap", slow)
    submission = make_submission(happened="Four alarms.")

    assert set(read_key_file(path).masters) == {2}
    assert words_of(submission) == "Four alarms."


def test_a_quarters_key_is_looked_at_again_too(path: Path, monkeypatch) -> None:
    submission = make_submission()

    def slow(key: bytes, about: str, held) -> bytes:
        wrapped = wrap(key, about, held)
        if held.current == 1:
            rotate()
            retire()
        return wrapped

    monkeypatch.setattr(sealing, "wrap", slow)

    assert decision_subject(submission) == decision_subject(submission)
    assert masters_in_use() == {2}


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_retiring_waits_for_a_story_that_is_being_sent(path: Path) -> None:
    rotate()
    submission = Submission.objects.create(
        publish_consent="yes", quote_consent="no", quarter="2026Q4", sealed_original=b""
    )
    retired: list[set[int]] = []

    def run() -> None:
        try:
            retired.append(retire())
        finally:
            connection.close()

    worker = threading.Thread(target=run)
    with transaction.atomic():
        add_key(submission)
        SealedKey.objects.update(wrapped=wrap(b"k" * 32, "x", type(keys())({1: keys().masters[1]}, b"")))
        worker.start()
        worker.join(0.5)
        assert worker.is_alive()
    worker.join()

    assert retired == [set()]


def test_a_key_of_a_master_that_is_gone_is_said(path: Path) -> None:
    QuarterKey.objects.create(quarter="2026Q4", wrapped=bytes([9]) + b"x" * 60)

    with pytest.raises(CannotOpen):
        rotate()
    with pytest.raises(CommandError, match="by a master key that the file does not hold"):
        said()


def test_two_runs_at_once_do_not_meet(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        with pytest.raises(CommandError, match="at work"):
            said()
    finally:
        os.close(folder)
    assert said().startswith("Master key 2 is new")


def test_the_file_keeps_its_owner_and_gets_no_further_rights(path: Path) -> None:
    path.chmod(0o440)

    rotate()

    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert [file.name for file in path.parent.iterdir()] == ["cairn.key"]
    assert (path.stat().st_uid, path.stat().st_gid) == (os.getuid(), os.getgid())


def test_the_command_says_what_to_do_next(path: Path, settings) -> None:
    settings.CAIRN_DAYS_BACKUPS = 14
    make_submission()

    first, none, gone = said(), said("--retire"), said("--retire")

    assert first.startswith("Master key 2 is new, and everything that waits is wrapped by it.\nKeep a copy of ")
    assert "(14 days), run this command with --retire" in first
    assert none.startswith("Taken out of the key file for good: master key 1.\n")
    assert gone == "Every master key in the file is needed: nothing was taken out.\n"
    assert all(secret not in first + none for secret in path.read_text().split() if len(secret) == 44)


def test_the_command_says_that_a_run_is_complete(path: Path) -> None:
    make_submission()
    add_master(path)

    assert said().startswith("Master key 2 was new at an earlier run, which is now complete")


def test_the_command_says_what_stands_in_its_way(path: Path, settings) -> None:
    settings.CAIRN_KEY_FILE = path.parent / "nowhere" / "cairn.key"
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        said()
    path.write_text("half")
    settings.CAIRN_KEY_FILE = path
    with pytest.raises(CommandError, match="is not a whole Cairn key file"):
        said()


def test_a_file_holds_no_more_than_a_byte_can_name(path: Path) -> None:
    full = path.read_text().replace("master 1 ", f"master {HIGHEST} ")
    path.write_text(full)

    with pytest.raises(ImproperlyConfigured, match="no further one fits"):
        add_master(path)

    assert path.read_text() == full
