"""Makes the database forget what was deleted: a delete alone leaves the words in the file."""

from django.db import connection

from stories.models import Claim, Message, QuarterKey, Receipt, SealedKey, SecondRead, Step, Story, Submission

# Whatever can hold a word, a key or a trace of a story that was taken back.
EMPTIED = (Submission, SealedKey, Message, Step, Receipt, SecondRead, Claim, QuarterKey, Story)


def erase_now() -> None:
    """Write over what the last transaction deleted, as far as this database can do it at once.

    SQLite: `secure_delete` is on for every connection, and the write-ahead log is emptied here. PostgreSQL: `forget`
    follows from the scheduled job; see docs/operating.md for how long its write-ahead log keeps copies.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def forget() -> int:
    """Clean the tables of deleted rows: VACUUM on PostgreSQL, the write-ahead log on SQLite. Returns 0: no news."""
    erase_now()
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in EMPTIED)
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {tables}")
    return 0
