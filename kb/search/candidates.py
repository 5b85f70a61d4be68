"""Asks the database for the documents worth ranking: any of the words, all of the filters, no more than a few hundred.

The only SQL of the search, once for each database. Everything that a person typed arrives here as stems, which are
letters and digits, or as facets made by us; each is quoted all the same, and handed over as a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from kb.search.index import ABOVE_STORIES

MOST_STORIES = 300
MOST_OTHERS = 60
# How many matches may be weighed against each other before ranking. SQLite ranks in the index; PostgreSQL has to unpack
# the column of each match, once a word (about 0.01 ms), so fewer there.
MOST_WEIGHED = {"sqlite": 30_000, "postgresql": 2_000}

_FIELDS = "d.id, d.kind, d.title_words, d.words, d.facets"
_SQLITE = """
    SELECT {fields} FROM (
        SELECT * FROM (
            SELECT rowid AS id FROM kb_searchindex WHERE kb_searchindex MATCH %s AND rowid < %s
            ORDER BY {order} LIMIT %s
        ) UNION ALL SELECT * FROM (
            SELECT rowid AS id FROM kb_searchindex WHERE kb_searchindex MATCH %s AND rowid >= %s
            ORDER BY {order} LIMIT %s
        )
    ) AS found JOIN kb_searchdocument d USING (id)
"""
_POSTGRESQL = """
    (SELECT {fields} FROM kb_searchdocument d WHERE indexed @@ %s::tsquery AND id < %s ORDER BY {order} LIMIT %s)
    UNION ALL
    (SELECT {fields} FROM kb_searchdocument d WHERE indexed @@ %s::tsquery AND id >= %s ORDER BY {order} LIMIT %s)
"""


@dataclass(frozen=True)
class Candidate:
    """A document as the ranking needs it."""

    id: int
    kind: str
    title_words: str
    words: str
    facets: str


@dataclass(frozen=True)
class Narrowing:
    """What a document must have: one stem or facet of each group in `all_of`, and none of the facets `none_of`."""

    all_of: tuple[tuple[str, ...], ...] = ()
    none_of: tuple[str, ...] = ()


def most_weighed() -> int:
    """Return how many matches this database may weigh."""
    return MOST_WEIGHED[connection.vendor]


def candidates(terms: Mapping[str, float], narrowing: Narrowing, *, by_weight: bool) -> list[Candidate]:
    """Return up to 300 stories and 60 other documents that hold any of the terms and fit the narrowing. One query.

    `terms` gives each stem or facet its weight; without any, whatever fits. `by_weight`: the heaviest first, which
    looks at every match; otherwise the newest. Terms and `narrowing.all_of` must not both be empty.
    """
    ask = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    statement, parameters = ask(terms, narrowing, by_weight and bool(terms))
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [Candidate(*row) for row in cursor.fetchall()]


def _on_sqlite(terms: Mapping[str, float], narrowing: Narrowing, by_weight: bool) -> tuple[str, list[Any]]:
    both = [_fts_any(group) for group in (tuple(terms), *narrowing.all_of) if group]
    match = " AND ".join(both)
    if narrowing.none_of:
        match = f"({match}) NOT {_fts_any(narrowing.none_of)}"
    statement = _SQLITE.format(fields=_FIELDS, order="rank" if by_weight else "rowid DESC")
    return statement, [match, ABOVE_STORIES, MOST_STORIES, match, ABOVE_STORIES, MOST_OTHERS]


def _on_postgresql(terms: Mapping[str, float], narrowing: Narrowing, by_weight: bool) -> tuple[str, list[Any]]:
    both = [_ts_any(group) for group in (tuple(terms), *narrowing.all_of) if group]
    both += [f"!{_ts_any(narrowing.none_of)}"] if narrowing.none_of else []
    match = " & ".join(both)
    order, weights = "id DESC", []
    if by_weight:
        # ts_rank knows nothing of how rare a word is; the sum of the weights of the words held does.
        sums = " + ".join("(indexed @@ %s::tsquery)::int * %s" for _term in terms)
        order = f"{sums} DESC, id DESC"
        weights = [part for term, weight in terms.items() for part in (_ts_any([term]), weight)]
    statement = _POSTGRESQL.format(fields=_FIELDS, order=order)
    return statement, [
        match, ABOVE_STORIES, *weights, MOST_STORIES, match, ABOVE_STORIES, *weights, MOST_OTHERS,
    ]  # fmt: skip


def _fts_any(terms: Sequence[str]) -> str:
    """Return an FTS5 query for any of the stems and facets, each where it stands (sqlite.org/fts5.html, 3)."""
    columns = {
        "{title_words words}": [term for term in terms if not term.startswith("=")],
        "facets": [term for term in terms if term.startswith("=")],
    }
    return "(" + " OR ".join(f"{column} : ({_strings(held)})" for column, held in columns.items() if held) + ")"


def _strings(words: Iterable[str]) -> str:
    """Return any of the words, each a string in quotation marks: then FTS5 sees no operator in it."""
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in words)


def _ts_any(words: Iterable[str]) -> str:
    """Return a tsquery for any of the words, each quoted (PostgreSQL manual, 8.11.2)."""
    quoted = ("'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in words)
    return "(" + " | ".join(quoted) + ")"
