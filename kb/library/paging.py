"""Keyset paging: a page is "twenty before this one", so the thousandth costs what the first does.

The mark in the address is the place in the order of release in base 32. It says no more than the order of the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from stories.models import Story
from stories.models.keys import LENGTH, from_base32, to_base32

PAGE = 20
HIGHEST = 2**63 - 1


@dataclass(frozen=True)
class Page:
    """One page of a list of stories; an address is empty where there is nothing further that way."""

    stories: list[Story]
    newer_url: str = ""
    older_url: str = ""


def read_mark(text: str) -> int | None:
    """Return the place that a mark stands for, or None for anything that is not a mark of ours."""
    if not 0 < len(text) <= LENGTH:
        return None
    try:
        place = from_base32(text)
    except ValueError:
        return None
    return place if place <= HIGHEST else None


def mark(story: Story) -> str:
    """Return the mark of a story's place."""
    return to_base32(story.position).lstrip("0") or "0"


def page_of(stories: QuerySet[Story], asked: QueryDict, keep: list[tuple[str, str]] | None = None) -> Page:
    """Return the page that the address asks for; a mark that means nothing shows the first page.

    `keep` are the parameters that the addresses of the next pages repeat, as in `[("topic", "grief")]`. One query; a
    second one when the way back reaches the beginning.
    """
    keep = keep or []
    before, after = read_mark(asked.get("before", "")), read_mark(asked.get("after", ""))
    if before is None and after is not None:
        rows = list(stories.filter(position__gt=after).order_by("position")[: PAGE + 1])
        if len(rows) > PAGE:
            found = rows[PAGE - 1 :: -1]
            return Page(found, _url(keep, "after", found[0]), _url(keep, "before", found[-1]))
    newest = stories.order_by("-position")
    rows = list((newest if before is None else newest.filter(position__lt=before))[: PAGE + 1])
    found = rows[:PAGE]
    return Page(
        found,
        newer_url=_url(keep, "after", found[0]) if before is not None and found else "",
        older_url=_url(keep, "before", found[-1]) if len(rows) > PAGE else "",
    )


def _url(keep: list[tuple[str, str]], way: str, story: Story) -> str:
    return "?" + urlencode([*keep, (way, mark(story))])
