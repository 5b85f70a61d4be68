"""What was said and done, a page at a time."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from kb.models import SaidDid
from stories.models import Story

PAGE = 20
MARK = re.compile(r"(\d{4})-(\d{2})\.(\d{1,18})", re.ASCII)
Place = tuple[date, int]


@dataclass(frozen=True)
class SaidDidPage:
    """One page of the list, with the marks of its ends where there is more; empty where there is not."""

    entries: list[SaidDid]
    newer: str
    older: str


def said_did_page(*, before: str = "", after: str = "") -> SaidDidPage:
    """Return the page of older entries behind the mark `before`, or of newer ones in front of the mark `after`.

    A mark is a month and an id, as in "2026-02.15". Anything that is not one leads to the newest page.
    """
    older_than, newer_than = read_mark(before), read_mark(after)
    entries = SaidDid.objects.prefetch_related(
        Prefetch("stories", Story.objects.newest_first().only("title", "position"))
    )
    if newer_than and not older_than:
        month, key = newer_than
        found = list(
            entries.filter(Q(month__gt=month) | Q(month=month, id__gt=key)).order_by("month", "id")[: PAGE + 1]
        )
        shown = found[:PAGE][::-1]
        return _page(shown, has_newer=len(found) > PAGE, has_older=True)
    if older_than:
        month, key = older_than
        entries = entries.filter(Q(month__lt=month) | Q(month=month, id__lt=key))
    found = list(entries.order_by("-month", "-id")[: PAGE + 1])
    return _page(found[:PAGE], has_newer=older_than is not None, has_older=len(found) > PAGE)


def _page(shown: list[SaidDid], *, has_newer: bool, has_older: bool) -> SaidDidPage:
    return SaidDidPage(
        entries=shown,
        newer=mark_of(shown[0]) if shown and has_newer else "",
        older=mark_of(shown[-1]) if shown and has_older else "",
    )


def mark_of(entry: SaidDid) -> str:
    """Return the mark of an entry."""
    return f"{entry.month:%Y-%m}.{entry.pk}"


def read_mark(mark: str) -> Place | None:
    """Return the month and the id that a mark stands for, None when it is no mark of ours."""
    parts = MARK.fullmatch(mark)
    if not parts:
        return None
    try:
        return date(int(parts[1]), int(parts[2]), 1), int(parts[3])
    except ValueError:
        return None
