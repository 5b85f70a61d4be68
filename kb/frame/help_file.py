"""Help as a file beside the database, so that somebody in need finds it also while the database is down.

`kb.help.snapshot` keeps it up to date; the help pages fall back to it, and the error pages read nothing else. It holds
what every reader sees.
"""

import json
import logging
import os
import time
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

logger = logging.getLogger("cairn.help")

SCHEMES = ("tel:", "sms:", "mailto:", "https://")


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
        return _sentences(self.about, self.hours, self.cost, self.confidentiality)

    @property
    def when(self) -> str:
        """When and at what cost, as sentences in a row."""
        return _sentences(self.hours, self.cost)

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


@dataclass(frozen=True)
class Help:
    """All entries in the order of the list, and all peer supporters."""

    entries: list[Entry] = field(default_factory=list)
    peers: list[Peer] = field(default_factory=list)


def path() -> Path:
    """Return where the file is."""
    return Path(settings.DATA_DIR) / "help.json"


def age() -> float:
    """Return how many seconds ago the file was written; infinite when there is none."""
    try:
        return time.time() - path().stat().st_mtime
    except OSError:
        return float("inf")


def read() -> Help:
    """Return what the file holds; a file that is missing, torn or strange counts as empty."""
    try:
        kept = json.loads(path().read_text(encoding="utf-8"))
        return Help(
            entries=[Entry(**{**entry, "last_verified": _date(entry["last_verified"])}) for entry in kept["entries"]],
            peers=[Peer(**peer) for peer in kept["peers"]],
        )
    except (OSError, ValueError, TypeError, KeyError):
        return Help()


def save(found: Help) -> None:
    """Put the file in place in one step, so that nobody reads half of it; a full disk stops no page."""
    part = path().with_name(f".{path().name}.{os.getpid()}")
    try:
        part.write_text(json.dumps(asdict(found), default=_plain, ensure_ascii=False), encoding="utf-8")
        os.replace(part, path())
    except OSError as error:
        logger.warning("the help file was not written: %s", type(error).__name__)


def _sentences(*said: str) -> str:
    return " ".join(f"{text.strip().rstrip('.')}." for text in said if text.strip())


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: Any) -> str:
    """Return a date as text."""
    return value.isoformat() if isinstance(value, date) else str(value)
