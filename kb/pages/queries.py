"""What was said and done, a page at a time."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kb.models import SaidDid

PAGE = 20
MARK = re.compile(r"(\d{4})-(\d{2})\.(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class SaidDidPage:
    """One page of the list; `older` is the mark of the next one and `is_first` whether nothing newer exists."""

    entries: list[SaidDid]
    older: str
    is_first: bool


def said_did_page(before: str = "") -> SaidDidPage:
    """Return the page behind the mark `before` ("2026-02.15": a month and an id); the first for anything else."""
    entries = SaidDid.objects.order_by("-month", "-id").prefetch_related("stories")
    place = read_mark(before)
    if place:
        month, key = place
        entries = entries.filter(Q(month__lt=month) | Q(month=month, id__lt=key))
    found = list(entries[: PAGE + 1])
    shown = found[:PAGE]
    older = f"{shown[-1].month:%Y-%m}.{shown[-1].pk}" if len(found) > PAGE else ""
    return SaidDidPage(entries=shown, older=older, is_first=place is None)


def read_mark(mark: str) -> tuple[date, int] | None:
    """Return the month and the id that a mark stands for, None when it is no mark of ours."""
    parts = MARK.fullmatch(mark)
    if not parts:
        return None
    try:
        return date(int(parts[1]), int(parts[2]), 1), int(parts[3])
    except ValueError:
        return None
