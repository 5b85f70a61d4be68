"""Reads help from the database, keeps the file beside it up to date, and falls back to the file.

The file is rewritten whenever an entry is saved, and now and then when the help page is read, so that other machines
that serve the same site follow.
"""

import logging
import time

from django.db import Error, transaction

from kb.frame import help_file
from kb.frame.help_file import Entry, Help, Peer
from kb.models import HelpEntry, PeerSupporter

logger = logging.getLogger("cairn.help")

FRESH = 10 * 60  # seconds for which the file may be used without asking the database
RETRY = 30  # seconds for which a database that did not answer is left alone


class Breaker:
    """Remembers that the database did not answer, so that not every reader in need has to wait for it."""

    def __init__(self) -> None:
        self.closed_until = 0.0

    def lets_through(self) -> bool:
        """Whether the database may be asked."""
        return time.monotonic() >= self.closed_until

    def trip(self) -> None:
        """Leave the database alone for a while."""
        self.closed_until = time.monotonic() + RETRY

    def reset(self) -> None:
        """It answered."""
        self.closed_until = 0.0


breaker = Breaker()


def write_snapshot() -> None:
    """Write the file from the database when the current transaction is through; at once when there is none.

    To be called by whoever saves or deletes a help entry or a peer supporter. Raises django.db.Error when the database
    does not answer.
    """
    transaction.on_commit(lambda: help_file.save(_from_database()))


def read_help() -> Help:
    """Return help from the database, else from the file, else empty: the page's own words stand in for it."""
    if breaker.lets_through():
        try:
            found = _from_database()
        except Error as error:
            breaker.trip()
            logger.warning("help is read from the file: %s", type(error).__name__)
        else:
            breaker.reset()
            if help_file.age() > FRESH:
                help_file.save(found)
            return found
    return help_file.read()


def read_help_quickly() -> Help:
    """Return help from the file while it is fresh, else as `read_help` does."""
    if help_file.age() <= FRESH:
        found = help_file.read()
        if found.entries:
            return found
    return read_help()


def _from_database() -> Help:
    return Help(
        entries=[_entry_of(entry) for entry in HelpEntry.objects.all()],
        peers=[
            Peer(peer.alias, peer.listens_to, peer.from_hour, peer.to_hour, peer.contact)
            for peer in PeerSupporter.objects.all()
        ],
    )


def _entry_of(entry: HelpEntry) -> Entry:
    return Entry(**{name: getattr(entry, name) for name in Entry.__dataclass_fields__})
