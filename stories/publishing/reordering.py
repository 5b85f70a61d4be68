"""Takes out of PostgreSQL's files the order in which stories came in.

A random key hides it from a query, but rows lie in a table as they were written, and each names the transaction that
wrote it (`ctid` and `xmin`); so does a dump. Every night the tables are written anew, in the order of their keys, in
one transaction. SQLite needs none of this: there the random key is the row's place (stories.models.keys).
"""

from __future__ import annotations

from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from stories.models import (
    Aside,
    Claim,
    Decision,
    DeskNote,
    Message,
    Reaction,
    ReactionCount,
    Reply,
    Response,
    ResponseAside,
    ResponseKey,
    SealedKey,
    SecondRead,
    Step,
    StoryWeight,
    Submission,
    SubmissionNote,
    SubmissionTopic,
    Total,
)

# By way of the relation: nothing here reads a receipt.
_RECEIPTS: Any = Submission._meta.get_field("receipt").related_model
NIGHT = 3  # the hour: few people are waiting for a lock
TABLES = (
    Submission, SealedKey, Message, Step, _RECEIPTS, SubmissionNote, SubmissionTopic, SecondRead, Claim, Aside,
    StoryWeight, DeskNote, Decision, Total, Response, ResponseKey, ResponseAside, Reply, Reaction, ReactionCount,
)  # fmt: skip


def reorder_at_night() -> int:
    """Write the tables anew if it is the hour for it, and return how many were."""
    return reorder() if timezone.localtime().hour == NIGHT else 0


def reorder() -> int:
    """Write the tables anew in the order of their keys, and return how many were; 0 when somebody was writing."""
    if connection.vendor != "postgresql":
        return 0
    names = [connection.ops.quote_name(model._meta.db_table) for model in TABLES]
    keys = [connection.ops.quote_name(str(model._meta.pk.column)) for model in TABLES]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # Shorter than PostgreSQL waits before it looks for deadlocks: an author's transaction goes first.
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE")
            for name, key in zip(names, keys, strict=True):
                cursor.execute(
                    f"WITH old AS (DELETE FROM {name} RETURNING *) INSERT INTO {name} SELECT * FROM old ORDER BY {key}"  # noqa: S608
                )
    except OperationalError:
        return 0
    return len(TABLES)
