"""Knows another key file when it sees one, before anything is sealed with it or a receipt is called unknown.

The database keeps a fingerprint of the file's pepper and of the master key that seals (`KeyCheck`). It is compared when
the server starts, by `manage.py check --database`, by the scheduled job, and by each process before it seals for the
first time: never on a request after that.
"""

from __future__ import annotations

import hmac
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from stories.models import KeyCheck, SealedKey
from stories.privacy.keyfile import Keys, Stamp, keys, stamp_of
from stories.privacy.wrapping import CannotOpen, derived, unwrap


class WrongKeyFile(ImproperlyConfigured):
    """The key file is a whole one, and not this site's."""


def checked_keys() -> Keys:
    """Return the keys of this site; each process compares them with the database once for each state of the file.

    Raises WrongKeyFile, or ImproperlyConfigured when there is no usable file. Writes nothing.
    """
    found = keys()
    _compared(settings.CAIRN_KEY_FILE, stamp_of(settings.CAIRN_KEY_FILE))
    return found


def compare() -> None:
    """Compare the key file with what the database remembers, and write nothing. Raises WrongKeyFile."""
    found, row = keys(), KeyCheck.objects.first()
    if row is None:
        _try_one(found)
        return
    master = found.masters.get(row.number)
    is_known = hmac.compare_digest(row.pepper, _print_of("pepper", found.pepper))
    if not is_known or master is None or not hmac.compare_digest(row.master, _print_of("master", master)):
        raise _wrong()


def remember() -> int:
    """Compare, then keep the fingerprints of the keys in use. Raises WrongKeyFile. Returns 0: it is no news."""
    compare()
    found = keys()
    prints = {
        "pepper": _print_of("pepper", found.pepper),
        "number": found.current,
        "master": _print_of("master", found.masters[found.current]),
    }
    if not KeyCheck.objects.filter(pk=1, **prints).exists():
        KeyCheck.objects.update_or_create(pk=1, defaults=prints)
    return 0


def refuse_another_key_file() -> None:
    """Stop the start of a server whose key file is gone, damaged or another site's. Raises ImproperlyConfigured.

    A database that cannot be asked is no reason: help has to answer without one. Each process then compares before it
    seals.
    """
    try:
        remember()
    except DatabaseError:
        return
    finally:
        if not connection.in_atomic_block:
            connection.close()  # a server may fork after this


def _try_one(found: Keys) -> None:
    """Open the key of one waiting story, for a database that remembers no file yet. Raises WrongKeyFile."""
    for row in SealedKey.objects.order_by("submission")[:1]:
        try:
            unwrap(bytes(row.wrapped), f"submission {row.submission_id}", found)
        except CannotOpen:
            raise _wrong() from None


def _print_of(kind: str, secret: bytes) -> str:
    return hmac.new(derived(f"fingerprint of a {kind}", secret), kind.encode(), sha256).hexdigest()


def _wrong() -> WrongKeyFile:
    return WrongKeyFile(
        f"The key file {settings.CAIRN_KEY_FILE} is not the one that this site was sealed with. "
        "Put the right one back; do not make a new one."
    )


@lru_cache(maxsize=2)
def _compared(path: Path, stamp: Stamp) -> None:
    compare()
