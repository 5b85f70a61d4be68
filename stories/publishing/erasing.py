"""Makes the database forget what was deleted: a delete alone leaves the words in the file."""

from django.db import connection


def erase_now() -> None:
    """Write over what the last transaction deleted, as far as this database can do it at once.

    SQLite: `secure_delete` is on for every connection, and the write-ahead log is emptied here. PostgreSQL: `forget`
    follows from the scheduled job; see docs/operating.md for how long its write-ahead log keeps copies.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
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
