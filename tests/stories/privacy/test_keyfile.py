"""The key file: made once, read whole or refused, and never shown."""

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from stories.privacy import keyfile
from stories.privacy.keyfile import HEADER, Keys, add_master, drop_masters, keys, make_key_file, read_key_file
from tests.factories import make_submission

SECRET = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
WHOLE = f"{HEADER}\nmaster 1 {SECRET}\n\npepper {SECRET}\n"


def test_a_new_file_is_whole_and_only_its_owners(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "cairn.key"

    make_key_file(path)

    made = read_key_file(path)
    assert (made.current, len(made.masters[1]), len(made.pepper)) == (1, 32, 32)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["cairn.key"]


def test_a_key_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "cairn.key"
    path.write_text("precious")

    with pytest.raises(FileExistsError):
        make_key_file(path)

    assert path.read_text() == "precious"


@pytest.mark.parametrize(
    "content",
    [
        "",
        HEADER,
        f"{HEADER}\nmaster 1 {SECRET}\n",
        f"{HEADER}\npepper {SECRET}\n",
        f"{HEADER}\nmaster one {SECRET}\npepper {SECRET}\n",
        f"{HEADER}\nmaster 1 c2hvcnQ=\npepper {SECRET}\n",
        f"{HEADER}\nmaster 1 not-base64!\npepper {SECRET}\n",
        f"{HEADER}\nmaster 1 {SECRET} more\npepper {SECRET}\n",
        WHOLE.replace(HEADER, "cairn-key-file 2"),
        f"{HEADER}\nmaster 0 {SECRET}\npepper {SECRET}\n",
        f"{HEADER}\nmaster 256 {SECRET}\npepper {SECRET}\n",
        f"{HEADER}\nmaster 1 {SECRET}\nmaster 1 {SECRET}\npepper {SECRET}\n",
        f"{HEADER}\nmaster 1 {SECRET}\npepper {SECRET}\npepper {SECRET}\n",
    ],
)
def test_a_file_that_is_not_whole_is_refused_without_a_word_of_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "cairn.key"
    path.write_text(content)

    with pytest.raises(ImproperlyConfigured) as error:
        read_key_file(path)

    assert SECRET not in str(error.value)
    assert str(path) in str(error.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured):
        read_key_file(tmp_path / "nowhere")


def test_keys_do_not_show_themselves() -> None:
    assert "secret" not in repr(Keys({1: b"secret"}, b"secret"))


def test_a_file_whose_end_is_missing_is_never_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "cairn.key"
    make_key_file(path)
    add_master(path)
    whole = path.read_text().rstrip()
    for length in range(len(whole)):
        path.write_text(whole[:length])
        with pytest.raises(ImproperlyConfigured):
            read_key_file(path)
    path.write_text(whole)
    assert read_key_file(path).current == 2


@pytest.mark.django_db
def test_a_changed_file_is_noticed_by_a_process_that_read_the_old_one(tmp_path: Path, settings) -> None:
    settings.CAIRN_KEY_FILE = tmp_path / "cairn.key"
    make_key_file(settings.CAIRN_KEY_FILE)
    assert keys().current == 1
    assert keys() is keys()

    add_master(settings.CAIRN_KEY_FILE)

    assert keys().current == 2


def test_the_key_that_seals_is_never_dropped(tmp_path: Path) -> None:
    path = tmp_path / "cairn.key"
    make_key_file(path)
    add_master(path)

    drop_masters(path, {1, 2})

    assert set(read_key_file(path).masters) == {2}


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "cairn.key"
    make_key_file(path)
    before = path.read_text()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        add_master(path)

    assert path.read_text() == before
    assert [file.name for file in tmp_path.iterdir()] == ["cairn.key"]


def test_the_newest_master_seals() -> None:
    assert Keys({1: b"", 3: b"", 2: b""}, b"").current == 3


@pytest.mark.django_db
def test_a_new_site_makes_its_own(tmp_path: Path, settings) -> None:
    settings.CAIRN_KEY_FILE = tmp_path / "cairn.key"

    assert keys().current == 1
    assert settings.CAIRN_KEY_FILE.exists()


@pytest.mark.django_db
def test_two_processes_of_one_start_make_one_file(tmp_path: Path, settings, monkeypatch) -> None:
    settings.CAIRN_KEY_FILE = tmp_path / "cairn.key"

    def second(path: Path) -> None:
        make_key_file(path)  # the other process is done between our look and our own try
        make_key_file(path)

    monkeypatch.setattr(keyfile, "make_key_file", second)

    assert keys().current == 1


@pytest.mark.django_db
def test_where_stories_wait_a_lost_file_is_not_replaced(tmp_path: Path, settings) -> None:
    make_submission()
    settings.CAIRN_KEY_FILE = tmp_path / "cairn.key"

    with pytest.raises(ImproperlyConfigured):
        keys()

    assert not settings.CAIRN_KEY_FILE.exists()


def test_in_production_no_file_is_made(tmp_path: Path, settings) -> None:
    settings.PRODUCTION = True
    settings.CAIRN_KEY_FILE = tmp_path / "cairn.key"

    with pytest.raises(ImproperlyConfigured):
        keys()


def test_command_makes_a_file_and_says_what_to_do_with_it(tmp_path: Path) -> None:
    out = StringIO()

    call_command("make_key_file", tmp_path / "cairn.key", stdout=out)

    assert read_key_file(tmp_path / "cairn.key").current == 1
    assert f"CAIRN_KEY_FILE={tmp_path / 'cairn.key'}" in out.getvalue()
    assert (tmp_path / "cairn.key").read_text().split()[4] not in out.getvalue()


def test_command_refuses_to_write_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "cairn.key").write_text("precious")

    with pytest.raises(CommandError, match="never replaced"):
        call_command("make_key_file", tmp_path / "cairn.key")

    assert (tmp_path / "cairn.key").read_text() == "precious"


def test_command_says_when_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match="cannot be made"):
        call_command("make_key_file", tmp_path / "file" / "keys" / "cairn.key")
