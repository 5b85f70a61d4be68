"""Changing the master key: what waits is wrapped anew under another one, while the site goes on running.

The texts stay as they are: each is sealed under its submission's own key, and only those keys are wrapped anew. A run
that was killed is taken up where it stopped, since each wrapped key says which master it needs. The pepper cannot be
changed at all: a receipt's digest is made with it, and the receipts themselves are with their authors.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from stories.models import QuarterKey, ResponseKey, SealedKey
from stories.privacy.keycheck import compare, remember
from stories.privacy.keyfile import add_master, drop_masters, keys
from stories.privacy.sealed_responses import about_response
from stories.privacy.sealing import about_quarter, about_submission
from stories.privacy.wrapping import unwrap, wrap

BATCH = 200
Tick = Callable[[int], object]
Row = SealedKey | QuarterKey | ResponseKey
MODELS: tuple[type[Row], ...] = (SealedKey, ResponseKey, QuarterKey)


class AnotherRotation(Exception):
    """Somebody else is changing the key file at this moment."""


def count_keys() -> int:
    """Return how many wrapped keys there are."""
    return sum(model.objects.count() for model in MODELS)


def rotate(tick: Tick = lambda _rows: None) -> tuple[int, bool]:
    """Wrap every key under a new master key; `tick` hears how many rows each batch looked at.

    Returns the number of the master key that seals now, and whether it is new: False when an earlier run was taken up
    where it stopped. Raises AnotherRotation, WrongKeyFile, ImproperlyConfigured, CannotOpen when a key
    was wrapped by a master that is not in the file, or OSError when the file cannot be written.
    """
    with _alone():
        remember()
        is_new = masters_in_use() <= {keys().current}
        if is_new:
            add_master(settings.CAIRN_KEY_FILE)
        remember()
        _wrap_anew(tick)
        return keys().current, is_new


def retire() -> set[int]:
    """Take out of the file the master keys that nothing is wrapped by any more, and return their numbers.

    Raises AnotherRotation, WrongKeyFile, ImproperlyConfigured or OSError.
    """
    with _alone(), transaction.atomic():
        compare()
        _wait_for_writers()
        masters = set(keys().masters)
        unused = masters - masters_in_use() - {keys().current}
        if unused:
            drop_masters(settings.CAIRN_KEY_FILE, unused)
        return unused


def masters_in_use() -> set[int]:
    """Return the numbers of the master keys that something is wrapped by."""
    return {bytes(row.wrapped)[0] for batch in chain.from_iterable(map(_batches, MODELS)) for row in batch}


def _wrap_anew(tick: Tick) -> None:
    """Go over all rows until none needs an older master: a worker may write one under it to the last moment."""
    while not masters_in_use() <= {keys().current}:
        for model in MODELS:
            for batch in _batches(model):
                _wrap_batch(model, [row.pk for row in batch])
                tick(len(batch))


@transaction.atomic
def _wrap_batch(model: type[Row], pks: list[int] | list[str]) -> None:
    """Wrap these rows anew, as far as they are still there and need it, in the order of their keys."""
    rows: list[Row] = list(model.objects.select_for_update().filter(pk__in=pks).order_by("pk"))  # type: ignore[misc]
    old = [row for row in rows if bytes(row.wrapped)[0] != keys().current]
    for row in old:
        about = _about(row)
        row.wrapped = wrap(unwrap(bytes(row.wrapped), about, keys()), about, keys())
    model.objects.bulk_update(old, ["wrapped"])  # type: ignore[arg-type]


def _about(row: Row) -> str:
    if isinstance(row, SealedKey):
        return about_submission(row.submission_id)
    return about_response(row.response_id) if isinstance(row, ResponseKey) else about_quarter(row.quarter)


def _batches(model: type[Row]) -> Iterator[list[Row]]:
    """Yield all rows, some at a time, in the order of their keys."""
    rows: list[Row] = list(model.objects.order_by("pk")[:BATCH])
    while rows:
        yield rows
        rows = list(model.objects.filter(pk__gt=rows[-1].pk).order_by("pk")[:BATCH])


def _wait_for_writers() -> None:
    """Let transactions that write wrapped keys end, and hold off new ones until ours does.

    PostgreSQL: the mode conflicts with every writer's. SQLite: a transaction of ours is the only writer already.
    """
    if connection.vendor == "postgresql":
        names = (connection.ops.quote_name(model._meta.db_table) for model in MODELS)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN SHARE ROW EXCLUSIVE MODE")


@contextmanager
def _alone() -> Iterator[None]:
    """Hold off a second run on this machine. Raises AnotherRotation."""
    folder = os.open(Path(settings.CAIRN_KEY_FILE).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise AnotherRotation from None
    finally:
        os.close(folder)
