"""What stands in the files under the site: the database's own, the data folder's, and the cache in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.cache.backends import locmem
from django.db import connection

# Where PostgreSQL writes ahead. It holds what was deleted until the server has gone round: docs/operating.md says so.
WRITTEN_AHEAD = "pg_wal"


def places() -> Iterator[Path]:
    """Yield every file that the site or its database writes to, but PostgreSQL's write-ahead log."""
    yield from _files(settings.DATA_DIR)
    if connection.vendor == "sqlite":
        return  # its file, -wal and -shm are in the data folder
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")  # what is in the server's memory reaches its files, and dropped files go
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
    yield from (path for path in _files(folder) if WRITTEN_AHEAD not in path.relative_to(folder).parts)


def found(tokens: Iterable[str | bytes]) -> dict[str | bytes, list[str]]:
    """Return the names of the files in which each token stands, whatever its capitals; tokens in none are left out."""
    asked = {token: (token.encode() if isinstance(token, str) else token) for token in tokens}
    texts = [(path.name, _read(path).lower()) for path in places()]
    texts += [("cache", _cached())]
    by_token = {token: sorted({name for name, text in texts if raw.lower() in text}) for token, raw in asked.items()}
    return {token: names for token, names in by_token.items() if names}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _read(path: Path) -> bytes:
    """Return what stands in a file, or nothing where it has just gone, as the server's own passing ones do."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _cached() -> bytes:
    """Return all that any cache in this process holds, as it is pickled there."""
    held = (value for cache in locmem._caches.values() for value in cache.values())  # type: ignore[attr-defined]
    return b"\n".join(re.sub(rb"\s", b" ", bytes(value)) for value in held).lower()
