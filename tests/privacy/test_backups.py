"""Promise 6. A restored backup whose key is destroyed has no plain text, and wrapped keys can be left out of it.

The commands are those of docs/operating.md.
"""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from stories.models import Message, Submission
from stories.privacy.keyfile import keys, make_key_file, read_key_file
from stories.privacy.sealing import about_submission
from stories.privacy.wrapping import CannotOpen, decrypt, unwrap
from stories.publishing.actions import erase_submission
from stories.submission.actions import add_message
from tests.architecture.places import ROOT
from tests.factories import make_submission

pytestmark = pytest.mark.django_db(transaction=True)

WORD, ANSWER = "Quillonthistle", "Brezzlewick"
MANUAL = ROOT / "docs/operating.md"
WITHOUT_KEYS = "--exclude-table-data=stories_sealedkey"
KEYS_OUT = r"\copy stories_sealedkey to"
KEYS_IN = (
    "create temp table backed_up (like stories_sealedkey);",
    r"\copy backed_up from",
    "insert into stories_sealedkey select * from backed_up where submission_id in (select id from stories_submission);",
)
LITE_KEYS_OUT = "delete from stories_sealedkey"

Rows = dict[int, bytes]


def waiting(word: str = WORD) -> Submission:
    submission = make_submission(happened=f"{word} was on the door.")
    add_message(submission, sender=Message.Sender.AUTHOR, kind=Message.Kind.ANSWER, text=f"It was {ANSWER}.")
    return submission


class Restored:
    """A database made from a backup, and read without any code of the site's."""

    def __init__(self, words: Rows, wrapped: Rows, content: bytes) -> None:
        self.words, self.wrapped, self.content = words, wrapped, content

    def opened(self, key_file: Path | None = None) -> dict[int, bytes]:
        """What opens with this key file, by story; stories that do not are left out."""
        held = read_key_file(key_file) if key_file else keys()
        texts = {}
        for pk, sealed in self.words.items():
            try:
                key = unwrap(self.wrapped[pk], about_submission(pk), held)
                texts[pk] = decrypt(key, sealed, f"{pk} original")
            except (CannotOpen, KeyError):
                continue
        return texts

    def holds(self, *words: str) -> bool:
        """Whether one of the words stands in the backup or what was made of it, plainly or in hexadecimal."""
        forms = [form for word in words for form in (word.encode(), word.encode().hex().encode())]
        return any(form in self.content for form in forms)


# --- SQLite ---------------------------------------------------------------------------------------------------------


def lite(path: Path) -> Restored:
    with closing(sqlite3.connect(path)) as database:
        words = dict(database.execute("SELECT id, sealed_original FROM stories_submission"))
        wrapped = dict(database.execute("SELECT submission_id, wrapped FROM stories_sealedkey"))
    return Restored(words, wrapped, path.read_bytes())


def lite_backup(path: Path, *, with_keys: bool = True) -> Restored:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    if not with_keys:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            copy.execute("pragma secure_delete = on")
            copy.execute(LITE_KEYS_OUT)
    return lite(path)


@pytest.mark.sqlite_only
def test_a_copy_of_the_file_opens_with_the_key_file_and_not_without(tmp_path: Path) -> None:
    story = waiting()
    another = tmp_path / "another.key"
    make_key_file(another)

    restored = lite_backup(tmp_path / "copy.sqlite3")

    assert WORD.encode() in restored.opened()[story.pk]
    assert restored.opened(another) == {}
    assert restored.holds(WORD, ANSWER) is False


@pytest.mark.sqlite_only
def test_a_copy_without_the_wrapped_keys_opens_for_nobody(tmp_path: Path) -> None:
    story = waiting()
    wrapped = bytes(story.sealed_key.wrapped)

    restored = lite_backup(tmp_path / "copy.sqlite3", with_keys=False)

    assert set(restored.words) == {story.pk}
    assert (restored.opened(), restored.wrapped, wrapped in restored.content) == ({}, {}, False)


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


class Server:
    """The server's own programs, and a second database on it."""

    def __init__(self, folder: Path) -> None:
        found = subprocess.run(
            [ROOT / "scripts/postgres-throwaway", "--find"], capture_output=True, text=True, check=True
        )
        self.programs = Path(found.stdout.strip())
        self.folder = folder
        told = connection.settings_dict
        self.name, self.copy = told["NAME"], f"{told['NAME']}_restored"
        self.where = ["-h", told["HOST"], "-p", str(told["PORT"]), "-U", told["USER"]]
        self.address = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "dbname": self.copy}

    def run(self, program: str, *arguments: str | Path) -> None:
        subprocess.run([self.programs / program, *self.where, *arguments], check=True, capture_output=True)

    def dump(self, *options: str) -> Path:
        path = self.folder / "cairn.dump"
        self.run("pg_dump", "--format=custom", "--compress=0", "--no-owner", *options, f"--file={path}", self.name)
        return path

    def dump_keys(self) -> Path:
        path = self.folder / "keys.copy"
        self.run("psql", "-d", self.name, "-c", f"{KEYS_OUT} '{path}'")
        return path

    def restore(self, dump: Path, key_copy: Path | None = None) -> Restored:
        self.run("dropdb", "--if-exists", self.copy)
        self.run("createdb", "--template=template0", self.copy)
        self.run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={self.copy}", dump)
        if key_copy is not None:
            made, taken, put = KEYS_IN
            self.run(
                "psql", "-v", "ON_ERROR_STOP=1", "-d", self.copy, "-c", made, "-c", f"{taken} '{key_copy}'", "-c", put
            )
        plain = self.folder / "restored.sql"
        self.run("pg_dump", f"--file={plain}", self.copy)
        with psycopg.connect(**self.address) as database:
            words = dict(database.execute("SELECT id, sealed_original FROM stories_submission").fetchall())
            wrapped = dict(database.execute("SELECT submission_id, wrapped FROM stories_sealedkey").fetchall())
        return Restored(words, wrapped, dump.read_bytes() + plain.read_bytes())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path)
    yield made
    made.run("dropdb", "--if-exists", made.copy)


@pytest.mark.postgres_only
def test_a_restored_dump_opens_with_the_key_file_and_not_without(server: Server, tmp_path: Path) -> None:
    story = waiting()
    another = tmp_path / "another.key"
    make_key_file(another)

    restored = server.restore(server.dump())

    assert WORD.encode() in restored.opened()[story.pk]
    assert restored.opened(another) == {}
    assert restored.holds(WORD, ANSWER) is False


@pytest.mark.postgres_only
def test_a_dump_without_the_wrapped_keys_opens_for_nobody(server: Server) -> None:
    story = waiting()
    wrapped = bytes(story.sealed_key.wrapped)

    restored = server.restore(server.dump(WITHOUT_KEYS))

    assert set(restored.words) == {story.pk}
    assert (restored.opened(), restored.wrapped) == ({}, {})
    assert restored.holds(WORD, ANSWER) is False
    assert wrapped not in restored.content
    assert wrapped.hex().encode() not in restored.content


@pytest.mark.postgres_only
def test_an_older_dump_with_todays_keys_opens_no_story_that_was_taken_back(server: Server) -> None:
    gone, stays = waiting(), waiting()
    dump = server.dump(WITHOUT_KEYS)
    gone_pk = gone.pk
    erase_submission(gone)
    waiting("A later one")

    restored = server.restore(dump, server.dump_keys())

    assert set(restored.words) == {gone_pk, stays.pk}
    assert set(restored.opened()) == {stays.pk}


@pytest.mark.parametrize("command", [WITHOUT_KEYS, KEYS_OUT, *KEYS_IN, ".backup", LITE_KEYS_OUT])
def test_the_manual_tells_the_commands_that_are_tried_here(command: str) -> None:
    assert command in MANUAL.read_text()
