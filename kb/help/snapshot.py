"""Help kept in a file as well, so that somebody in need finds it also while the database is down.

The file is rewritten whenever an entry is saved, and now and then when the help page is read, so that other machines
that serve the same site follow. It holds what every reader sees, and nothing else.
"""

import json
import logging
import os
import time
from dataclasses import asdict, dataclass, field
from datetime import date
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error, transaction
from django.utils.formats import time_format

from kb.models import HelpEntry, PeerSupporter

logger = logging.getLogger("cairn.help")

FRESH = 10 * 60  # seconds for which the file may be used without asking the database
SCHEMES = ("tel:", "sms:", "mailto:", "https://")
RETRY = 30  # seconds for which a database that did not answer is left alone


@dataclass(frozen=True)
class Entry:
    """One place to turn to, as it is shown."""

    kind: str
    name: str
    about: str = ""
    contact: str = ""
    contact_url: str = ""
    hours: str = ""
    cost: str = ""
    confidentiality: str = ""
    site: str = ""
    is_example: bool = False
    last_verified: date | None = None

    @property
    def href(self) -> str:
        """The address behind the contact, when it is one that a link may lead to; empty otherwise."""
        return self.contact_url if self.contact_url.startswith(SCHEMES) else ""

    @property
    def facts(self) -> str:
        """What it is, when, at what cost and who is told, as sentences in a row."""
        said = (self.about, self.hours, self.cost, self.confidentiality)
        return " ".join(f"{text.strip().rstrip('.')}." for text in said if text.strip())

    @property
    def is_checked(self) -> bool:
        """Whether somebody has checked it and it is not an example."""
        return self.last_verified is not None and not self.is_example


@dataclass(frozen=True)
class Peer:
    """One peer supporter and their turn."""

    alias: str
    listens_to: str
    from_hour: int
    to_hour: int
    contact: str = ""

    def is_on_at(self, hour: int) -> bool:
        """Whether they are on in this hour of the day."""
        return PeerSupporter(from_hour=self.from_hour, to_hour=self.to_hour).is_on_at(hour)

    @property
    def until(self) -> str:
        """The end of their turn, as a clock shows it in the reader's language."""
        return time_format(time_of_day(self.to_hour), "TIME_FORMAT")


@dataclass(frozen=True)
class Help:
    """All entries in the order of the list, and all peer supporters."""

    entries: list[Entry] = field(default_factory=list)
    peers: list[Peer] = field(default_factory=list)


class _Breaker:
    """Remembers that the database did not answer, so that not every reader in need has to wait for it."""

    def __init__(self) -> None:
        self.closed_at = 0.0

    def lets_through(self) -> bool:
        return time.monotonic() >= self.closed_at

    def trip(self) -> None:
        self.closed_at = time.monotonic() + RETRY

    def reset(self) -> None:
        self.closed_at = 0.0


breaker = _Breaker()


def snapshot_path() -> Path:
    """Return where the file is."""
    return Path(settings.DATA_DIR) / "help.json"


def write_snapshot() -> None:
    """Write the file from the database once the current transaction is through; at once when there is none."""
    transaction.on_commit(_write_now)


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
            if _age() > FRESH:
                _save(found)
            return found
    return _from_file()


def read_help_quickly() -> Help:
    """Return help from the file while it is fresh, else as `read_help` does."""
    if _age() <= FRESH:
        found = _from_file()
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


def _from_file() -> Help:
    """Return what the file holds; a file that is missing, torn or strange counts as empty."""
    try:
        kept = json.loads(snapshot_path().read_text())
        return Help(
            entries=[Entry(**{**entry, "last_verified": _date(entry["last_verified"])}) for entry in kept["entries"]],
            peers=[Peer(**peer) for peer in kept["peers"]],
        )
    except (OSError, ValueError, TypeError, KeyError):
        return Help()


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _age() -> float:
    """Return how many seconds ago the file was written; infinite when there is none."""
    try:
        return time.time() - snapshot_path().stat().st_mtime
    except OSError:
        return float("inf")


def _write_now() -> None:
    _save(_from_database())


def _save(found: Help) -> None:
    """Put the file in place in one step, so that nobody reads half of it; a full disk stops no page."""
    path = snapshot_path()
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_text(json.dumps(asdict(found), default=_plain, ensure_ascii=False))
        os.replace(part, path)
    except OSError as error:
        logger.warning("the help file was not written: %s", type(error).__name__)


def _plain(value: Any) -> str:
    """Return a date, or a string that is translated late, as text."""
    return value.isoformat() if isinstance(value, date) else str(value)
