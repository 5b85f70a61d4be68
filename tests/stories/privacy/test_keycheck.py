"""Another key file is noticed before anything is sealed with it: at the start, by a check, and by each process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from stories.models import KeyCheck, QuarterKey, SealedKey
from stories.privacy import keycheck
from stories.privacy.keycheck import WrongKeyFile, checked_keys, compare, refuse_another_key_file, remember
from stories.privacy.keyfile import add_master, keys, make_key_file
from tests.architecture.places import ROOT
from tests.factories import make_submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def another(tmp_path: Path, settings) -> Path:
    """A site that remembers its key file, and was given another one since."""
    remember()
    settings.CAIRN_KEY_FILE = tmp_path / "other.key"
    make_key_file(settings.CAIRN_KEY_FILE)
    return settings.CAIRN_KEY_FILE


def test_what_is_remembered_tells_nothing_of_the_keys() -> None:
    remember()

    row = KeyCheck.objects.get()
    held = keys()
    assert (row.number, len(row.pepper), len(row.master)) == (1, 64, 64)
    assert not {row.pepper, row.master} & {held.pepper.hex(), held.masters[1].hex()}


def test_the_sites_own_file_is_known_again(django_assert_num_queries) -> None:
    remember()

    with django_assert_num_queries(1):
        compare()
    with django_assert_num_queries(2):
        assert remember() == 0


def test_another_file_stops_the_start(another: Path) -> None:
    with pytest.raises(WrongKeyFile) as error:
        refuse_another_key_file()

    assert str(error.value) == (
        f"The key file {another} is not the one that this site was sealed with. "
        "Put the right one back; do not make a new one."
    )


def test_nothing_is_sealed_with_another_file(another: Path) -> None:
    with pytest.raises(WrongKeyFile):
        make_submission()

    assert (SealedKey.objects.count(), QuarterKey.objects.count()) == (0, 0)


def test_another_file_is_an_error_of_the_database_check(another: Path) -> None:
    with pytest.raises(CommandError, match="is not the one that this site was sealed with"):
        call_command("check", databases=["default"])


def test_the_right_file_passes_the_check() -> None:
    remember()

    call_command("check", databases=["default"])


def test_a_copy_from_before_a_rotation_is_another_file(tmp_path: Path, settings) -> None:
    old = tmp_path / "old.key"
    make_key_file(old)
    settings.CAIRN_KEY_FILE = tmp_path / "cairn.key"
    settings.CAIRN_KEY_FILE.write_text(old.read_text())
    add_master(settings.CAIRN_KEY_FILE)
    remember()
    assert KeyCheck.objects.get().number == 2

    settings.CAIRN_KEY_FILE = old

    with pytest.raises(WrongKeyFile):
        compare()


def test_the_same_number_with_another_key_is_another_file(tmp_path: Path, settings) -> None:
    remember()
    other = tmp_path / "other.key"
    make_key_file(other)
    lines = settings.CAIRN_KEY_FILE.read_text().splitlines()
    mixed = tmp_path / "mixed.key"
    mixed.write_text("\n".join([lines[0], other.read_text().splitlines()[1], lines[2]]))
    settings.CAIRN_KEY_FILE = mixed

    with pytest.raises(WrongKeyFile):
        compare()


def test_a_database_that_remembers_no_file_is_asked_for_a_waiting_story(tmp_path: Path, settings) -> None:
    make_submission()
    assert not KeyCheck.objects.exists()
    settings.CAIRN_KEY_FILE = tmp_path / "other.key"
    make_key_file(settings.CAIRN_KEY_FILE)

    with pytest.raises(WrongKeyFile):
        remember()

    assert not KeyCheck.objects.exists()


def test_a_half_written_file_stops_the_start(tmp_path: Path, settings) -> None:
    remember()
    whole = settings.CAIRN_KEY_FILE.read_text()
    settings.CAIRN_KEY_FILE = tmp_path / "half.key"
    for length in range(len(whole.rstrip())):
        settings.CAIRN_KEY_FILE.write_text(whole[:length])
        with pytest.raises(ImproperlyConfigured, match="is not a whole Cairn key file"):
            refuse_another_key_file()


@pytest.mark.parametrize("production", [False, True])
def test_where_a_site_stands_no_new_file_is_made(tmp_path: Path, settings, production: bool) -> None:
    remember()
    settings.PRODUCTION = production
    settings.CAIRN_KEY_FILE = tmp_path / "cairn.key"

    with pytest.raises(ImproperlyConfigured, match="is gone"):
        refuse_another_key_file()

    assert not settings.CAIRN_KEY_FILE.exists()


def test_a_process_looks_once_and_then_never_again(django_assert_num_queries) -> None:
    keycheck._compared.cache_clear()
    remember()
    checked_keys()

    with django_assert_num_queries(0):
        assert checked_keys().current == 1


def test_a_database_that_cannot_be_asked_does_not_stop_the_start(monkeypatch) -> None:
    def fail() -> int:
        raise DatabaseError

    monkeypatch.setattr(keycheck, "remember", fail)

    refuse_another_key_file()


@pytest.mark.django_db(transaction=True)
def test_a_start_leaves_no_connection_behind() -> None:
    refuse_another_key_file()

    assert connection.connection is None


def started_with(key_file: Path) -> subprocess.CompletedProcess[str]:
    """What a server says that loads the site with this key file, in a process of its own, over this test's database."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        database = f"sqlite:///{held['NAME']}"
    else:
        database = f"postgres://{held['USER']}@{held['HOST']}:{held['PORT']}/{held['NAME']}"
    ours = {"CAIRN_MODE": "demo", "CAIRN_KEY_FILE": str(key_file), "CAIRN_DATABASE_URL": database}
    environment = {**os.environ, **ours, "DJANGO_SETTINGS_MODULE": "kb.settings"}
    command = [sys.executable, "-c", "import kb.wsgi"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)


@pytest.mark.django_db(transaction=True)
def test_the_server_does_not_start_with_another_file(tmp_path: Path) -> None:
    remember()
    wrong = tmp_path / "wrong.key"
    make_key_file(wrong)

    ended = started_with(wrong)

    assert ended.returncode == 1
    assert f"The key file {wrong} is not the one that this site was sealed with." in ended.stderr


@pytest.mark.django_db(transaction=True)
def test_the_server_starts_with_its_own_file(settings) -> None:
    remember()

    ended = started_with(settings.CAIRN_KEY_FILE)

    assert (ended.returncode, ended.stderr) == (0, "")
