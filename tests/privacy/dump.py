"""The database as somebody with a copy of it sees it: every table, every row, whatever Django knows of them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import connection

from tests.architecture.places import ROOT

Row = dict[str, Any]
# SQLite's own tables behind the search index: made by triggers from kb_searchdocument, which is read itself.
DERIVED = re.compile(r"kb_searchindex(_\w+)?")


def tables() -> list[str]:
    """Return every table of the database, also those that no model names."""
    with connection.cursor() as cursor:
        found = {table.name for table in connection.introspection.get_table_list(cursor) if table.type in {"t", "p"}}
        if connection.vendor == "sqlite":
            found.add("sqlite_sequence")
    return sorted(name for name in found if not DERIVED.fullmatch(name))


def columns(table: str) -> set[str]:
    """Return the columns that the database has, which are not always those that a model says."""
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def links(table: str) -> dict[str, tuple[str, str]]:
    """Return the table that this one points at, and the column of it, by this one's own column."""
    with connection.cursor() as cursor:
        relations = connection.introspection.get_relations(cursor, table)
    return {column: (relation[1], relation[0]) for column, relation in relations.items()}


def rows(table: str, order: str = "") -> list[Row]:
    """Return all rows of a table, raw; `order` is an SQL expression, such as "rowid" or "ctid"."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}" + (f" ORDER BY {order}" if order else ""))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def whole() -> dict[str, list[Row]]:
    """Return all rows of all tables, and where PostgreSQL's counters stand."""
    found = {table: rows(table) for table in tables()}
    if connection.vendor == "postgresql":
        found["pg_sequences"] = rows("pg_sequences", "sequencename")
    return found


def has_hidden_order(table: str) -> bool:
    """Return whether SQLite keeps a rowid beside the key, which would count upward."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        key = connection.introspection.get_primary_key_column(cursor, table)
        cursor.execute(f"SELECT count(*) FROM {table} WHERE rowid IS NOT {key}")
        return bool(cursor.fetchone()[0])


def count_transactions(table: str) -> int:
    """Return how many transactions wrote the rows of a table, as each names its own on PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {connection.ops.quote_name(table)}")
        return int(cursor.fetchone()[0])


def in_place(table: str) -> list[Row]:
    """Return the rows as they lie in the file."""
    return rows(table, "rowid" if connection.vendor == "sqlite" else "ctid")


def as_dumped(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the lines that the database's own dump writes for these tables, in its order.

    SQLite's `.dump`, as Python's `iterdump` gives it; PostgreSQL's `pg_dump`. The rows must be committed.
    """
    lines = _sqlite_lines() if connection.vendor == "sqlite" else _postgres_lines()
    return {name: [line for table, line in lines if table == name] for name in names}


def _sqlite_lines() -> list[tuple[str, str]]:
    connection.ensure_connection()
    made = (re.match(r'INSERT INTO "(\w+)" VALUES', line) for line in connection.connection.iterdump())
    return [(found[1], found.string) for found in made if found]


def _postgres_lines() -> list[tuple[str, str]]:
    server = subprocess.run([ROOT / "scripts/postgres-throwaway", "--find"], capture_output=True, text=True, check=True)
    told = connection.settings_dict
    command: Sequence[str | Path] = [
        Path(server.stdout.strip()) / "pg_dump", "--inserts", "--data-only", "-h", told["HOST"],
        "-p", str(told["PORT"]), "-U", told["USER"], told["NAME"],
    ]  # fmt: skip
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    made = (re.match(r"INSERT INTO public\.(\w+) VALUES", line) for line in text.splitlines())
    return [(found[1], found.string) for found in made if found]


def rank_correlation(order: Sequence[int]) -> float:
    """Return Spearman's rho between 0, 1, 2 … and the places these have in `order`, each number once.

    1 - 6 Σd² / n(n² - 1), as there are no ties (Spearman 1904). For n independent places it scatters around 0 with a
    standard deviation of 1/√(n - 1).
    """
    n = len(order)
    distance = sum((place - number) ** 2 for place, number in enumerate(order))
    return 1 - 6 * distance / (n * (n * n - 1))


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """Return the names whose content is not the same any more."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
