"""Loads what the page of numbers tells of past quarters: invented, as the page then says."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from kb.demo.reading import Entry, read
from kb.models import IdentityRequests
from kb.transparency.queries import QUARTERS, quarters_before
from stories.models import DeclineReason, Total
from stories.models.times import this_week
from stories.moderation.rules import PATTERNS_ONLY
from stories.publishing.totals import LONGEST_WAIT, count_weeks, quarter_of_week, write_past

Kind = Total.Kind
BARE = (Kind.RECEIVED, Kind.PUBLISHED, Kind.CHANGED, Kind.ESCALATED, Kind.TAKEN_BACK)
REASONS = (*DeclineReason.Counts.values, PATTERNS_ONLY)
WEEKS = tuple(str(week) for week in range(LONGEST_WAIT + 1))


def load_numbers(folder: Path) -> int:
    """Save the quarters of a site that has counted nothing yet, and return how many. Raises ContentError."""
    before, found = quarters_before(quarter_of_week(this_week())), {}
    for entry in read(folder / "numbers.toml", key="quarter", named_by="ago"):
        found[before[-entry.number("ago", least=1, most=QUARTERS)]] = entry.number("requests"), _numbers(entry)
    if Total.objects.exists():
        return 0
    for quarter, (requests, numbers) in found.items():
        write_past(quarter, numbers)
        IdentityRequests.objects.get_or_create(quarter=quarter, defaults={"number": requests})
    count_weeks()
    return len(found)


def _numbers(entry: Entry) -> dict[tuple[Kind, str], int]:
    """Return a quarter's numbers by kind and detail."""
    return {
        **{(kind, ""): entry.number(kind.value) for kind in BARE},
        **{(Kind.DECLINED, reason): number for reason, number in _counted(entry, "reasons", REASONS)},
        **{(Kind.DECIDED, weeks): number for weeks, number in _counted(entry, "weeks", WEEKS)},
    }


def _counted(entry: Entry, key: str, known: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield what stands in a list as "name number"."""
    for text in entry.texts(key):
        name, _space, number = text.partition(" ")
        if name not in known or not number.isdecimal():
            raise entry.wrong(key, f"holds {text!r}, which has to be a known name and a number")
        yield name, int(number)
