"""A place in a queue: risk first, then the week, then the random key. Pages go on from it, forwards or back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from stories.models import Response, Submission
from stories.models.keys import LENGTH, from_base32, to_base32
from stories.models.response import Urgency
from stories.models.times import WEEK

_PRIORITIES = frozenset(str(urgency.value) for urgency in Urgency)  # those of stories among them


@dataclass(frozen=True)
class Cursor:
    """A row of the queue, by what orders it."""

    priority: int
    week: str
    key: int

    def __str__(self) -> str:
        return f"{self.priority}.{self.week}.{to_base32(self.key)}"

    @property
    def further_down(self) -> Q:
        """The rows that come after this one."""
        same = Q(priority=self.priority)
        later = Q(received_week__gt=self.week) | Q(received_week=self.week, id__gt=self.key)
        return Q(priority__lt=self.priority) | (same & later)

    @property
    def further_up(self) -> Q:
        """The rows that come before this one."""
        same = Q(priority=self.priority)
        earlier = Q(received_week__lt=self.week) | Q(received_week=self.week, id__lt=self.key)
        return Q(priority__gt=self.priority) | (same & earlier)


def cursor_at(row: Submission | Response) -> Cursor:
    """Return the place of a story, or of what a reader sent, in its queue."""
    return Cursor(row.priority, row.received_week, row.pk)


def read_cursor(text: str) -> Cursor | None:
    """Return the place that `str(cursor)` named, or None for anything else."""
    match text.split("."):
        case [priority, week, code] if priority in _PRIORITIES and WEEK.fullmatch(week) and len(code) == LENGTH:
            try:
                key = from_base32(code)
            except ValueError:
                return None
            return Cursor(int(priority), week, key) if key < 2**63 else None
    return None
