"""What the database writes beside its tables: PostgreSQL's log, and on SQLite what stays of a deleted row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections

# What each may be (PostgreSQL documentation, "Error Reporting and Logging"). deploy/postgresql.conf sets the first.
QUIET = {
    # "log" stands above "error" for the server's log: the words of an error can hold a value ("invalid input …").
    "log_min_messages": {"log", "fatal", "panic"},
    "log_error_verbosity": {"terse"},
    "log_min_error_statement": {"panic"},
    "log_parameter_max_length": {"0"},
    "log_parameter_max_length_on_error": {"0"},
    "log_statement": {"none"},
    "log_duration": {"off"},
    "log_min_duration_statement": {"-1"},
    "log_min_duration_sample": {"-1"},
    "log_transaction_sample_rate": {"0"},
    # The second in which each transaction ended, kept with its number: when each row was written.
    "track_commit_timestamp": {"off"},
    # The last statement of each connection with its second, for whoever looks; the kind of statement in `ps`.
    "track_activities": {"off"},
    "update_process_title": {"off"},
    # Made only when something was written: a line in the log says in which minutes.
    "log_checkpoints": {"off"},
    "log_autovacuum_min_duration": {"-1"},
}
# Extensions that write statements, some with the values in them.
READING_ALONG = ("auto_explain", "pgaudit", "pg_stat_monitor", "pg_stat_statements", "pg_qualstats")
LIBRARIES = ("shared_preload_libraries", "session_preload_libraries", "local_preload_libraries")


def database_keeps_no_words(databases: Sequence[str] | None = None, **_rest: Any) -> list[CheckMessage]:
    """Warn where the database would keep words or times outside its tables. Asks nothing unless told to connect."""
    return [message for alias in databases or () for message in _found(alias)]


def _found(alias: str) -> Iterator[CheckMessage]:
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = [*QUIET, *LIBRARIES]
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [names])
            yield from _postgresql(dict(cursor.fetchall()))
        else:
            cursor.execute("PRAGMA secure_delete")
            yield from _sqlite(cursor.fetchone()[0])


def _postgresql(told: dict[str, str]) -> Iterator[CheckMessage]:
    for name, quiet in QUIET.items():
        if name in told and told[name] not in quiet:
            yield Warning(
                f"PostgreSQL’s {name} is {told[name]}: its log, or what it keeps beside the rows, can tell on authors.",
                hint="Copy deploy/postgresql.conf to the server’s conf.d and restart it.",
                id="privacy.W050",
            )
    loaded = ",".join(told.get(name, "") for name in LIBRARIES)
    for name in READING_ALONG:
        if name in loaded:
            yield Warning(
                f"PostgreSQL loads {name}, which writes down statements.",
                hint="Take it out of shared_preload_libraries and its relatives.",
                id="privacy.W051",
            )


def _sqlite(secure_delete: int) -> Iterator[CheckMessage]:
    if secure_delete != 1:
        yield Warning(
            "SQLite’s secure_delete is off: what an author takes back stays in the file.",
            hint="Leave the database's options to the settings.",
            id="privacy.W052",
        )
