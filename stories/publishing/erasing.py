"""Makes the database forget what was deleted: a delete alone leaves the words in its files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import OperationalError, connection
from django.db.models import Model
from django.utils import timezone

from stories.models import PublicationState, QuarterKey
from stories.publishing.reordering import NIGHT, TABLES

if TYPE_CHECKING:
    from psycopg.errors import Diagnostic

# "3 dead row versions cannot be removed yet.", in whatever language the server speaks.
DEAD_ROWS = re.compile(r"\d+")
COUNTED = 2**40  # no table that counts its rows comes so far, and a random key is smaller once in eight million


def erase_now() -> None:
    """Write over what the last transaction deleted, as far as this database can do it at once.

    SQLite: `secure_delete` is on for every connection, and the write-ahead log is emptied here. PostgreSQL: `forget`
    and `clean_at_night` follow from the scheduled job; docs/operating.md says what its write-ahead log keeps.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            # Where keys are random, SQLite's counter is the greatest there ever was: of an erased story, too.
            cursor.execute("DELETE FROM sqlite_sequence WHERE seq > %s", [COUNTED])
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def forget() -> int:
    """Clean every table of deleted rows: VACUUM on PostgreSQL, the write-ahead log on SQLite.

    Every table, because the words of a story stand in the search and in guides too. Returns 0: it is no news.
    """
    erase_now()
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
    return 0


def clean_at_night() -> int:
    """Clean wholly if it is the hour for it, and return how many tables were written anew."""
    return clean() if timezone.localtime().hour == NIGHT else 0


def clean() -> int:
    """Write PostgreSQL's tables and indexes anew, and return how many; 0 when it has to be tried again.

    That is when somebody was at work in one, or could still see what was deleted.

    VACUUM is not enough, as looking into the files shows: it marks a deleted row's place as free and leaves the bytes;
    a GIN index keeps every word that was ever in it; and the planner's statistics keep whole values as samples. Those
    of waiting stories each night; all others only when what is published changed since.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return 0
    generation = PublicationState.objects.values_list("generation", "cleaned").first() or (0, 0)
    has_changed = generation[0] != generation[1]
    models = apps.get_models(include_auto_created=True) if has_changed else (*TABLES, QuarterKey)
    done = _write_anew(models)
    if done:
        PublicationState.objects.update(cleaned=generation[0])
    return done


def _write_anew(models: Iterable[type[Model]]) -> int:
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]
    with connection.cursor() as cursor, _kept() as kept:
        try:
            # Who is at work goes first, and the next tick tries again; but for autovacuum, which gives way after
            # deadlock_timeout, by default a second.
            cursor.execute("SET lock_timeout = '2s'")
            cursor.execute(f"VACUUM (FULL, ANALYZE, VERBOSE) {', '.join(tables)}")
            cursor.execute("VACUUM (FULL, VERBOSE) pg_statistic")
        except OperationalError:
            return 0
        finally:
            cursor.execute("RESET lock_timeout")
    return 0 if sum(kept) else len(tables)


@contextmanager
def _kept() -> Iterator[list[int]]:
    """Note of each table that is written anew how many deleted rows it had to keep.

    Those that somebody who began before the deletion, a dump or a long query, could still see are copied along without
    an error; only VERBOSE tells.
    """
    kept: list[int] = []

    def note(message: Diagnostic) -> None:
        if counted := DEAD_ROWS.search(message.message_detail or ""):
            kept.append(int(counted[0]))

    connection.ensure_connection()
    connection.connection.add_notice_handler(note)
    try:
        yield kept
    finally:
        connection.connection.remove_notice_handler(note)
