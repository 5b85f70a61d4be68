"""The lists of the desk: what lies under each tab, how many and how old, a page of it, and what comes next.

Each of them costs the same however much waits: numbers are counted no further than a page, ages are looked up at the
front of an index, and pages go on from the last row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import IntegerField, Q, Subquery

from accounts.models import User
from stories.models import Response, Submission
from stories.models.response import Urgency
from stories.models.submission import Priority, State, SubmissionQuerySet
from stories.moderation.asides import mark_of, not_aside, responses_not_aside
from stories.moderation.cursor import Cursor, cursor_at
from stories.moderation.filters import Filters
from stories.moderation.tabs import TABS, Tab
from stories.moderation.turns import only_light

PAGE = 25
RESPONSES = "responses"  # the pile of replies and reports
NOBODY = -1  # no person's key


@dataclass(frozen=True)
class QueuePage:
    """Up to PAGE rows of a tab, and where the pages before and after it are cut."""

    rows: list[Submission]
    before: Cursor | None = None
    after: Cursor | None = None


@dataclass(frozen=True)
class Pile:
    """How many stories lie under a tab, counted up to one more than a page, and the week of the oldest."""

    number: int
    oldest: str = ""

    def __str__(self) -> str:
        return f"{PAGE}+" if self.number > PAGE else str(self.number)


class _CountOf(Subquery):
    """How many rows a subquery has: of one that stops at a number, never more than that."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def visible_to(user: User) -> SubmissionQuerySet:
    """Return the stories that this moderator's lists are made of: the one place that says so."""
    return not_aside(Submission.objects.all(), user)


def queue_page(
    tab: Tab, *, user: User, filters: Filters | None = None, after: Cursor | None = None, before: Cursor | None = None
) -> QueuePage:
    """Return a page of a tab, risk first and then the oldest: the first one, or the one after or before a row.

    When nothing is left on that side, or not a whole page in front of it, it is the first page.
    """
    rows = _narrowed(tab, user, filters or Filters())
    if before and not after:
        found = list(reversed(_keys(rows.filter(before.further_up).risk_first().reverse())))
        if len(found) > PAGE:
            return _page(found[1:], has_before=True, has_after=True)
    elif after:
        found = _keys(rows.filter(after.further_down).risk_first())
        if found:
            return _page(found[:PAGE], has_before=True, has_after=len(found) > PAGE)
    found = _keys(rows.risk_first())
    return _page(found[:PAGE], has_before=False, has_after=len(found) > PAGE)


def next_in_line(
    tab: Tab, *, user: User, filters: Filters, after: Cursor | None = None, light: bool = False
) -> Submission | None:
    """Return the story of a tab that comes after a place in it, or from the front again; None when there is no other.

    Only what nobody has in hand, and, in second reads, what somebody else read first; `light`: none that weighs.
    """
    rows = _narrowed(tab, user, filters).exclude(state=State.IN_REVIEW).exclude(second_read__first_reader=user)
    if light:
        rows = only_light(rows)
    if after is None:
        return _first(rows)
    return _first(rows.filter(after.further_down)) or _first(rows.filter(after.further_up))


def tab_numbers(user: User) -> dict[str, Pile]:
    """Return how much lies under each tab, that of what readers sent too, and since which week, in one query."""
    asked = _numbers_asked(connection.vendor)
    here: dict[Any, Any] = {NOBODY: user.pk, asked.mark: mark_of(user)}
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, [here.get(value, value) for value in asked.values])
        found = dict(zip(asked.names, cursor.fetchone(), strict=True))
    piles = {}
    for slug in (*(tab.slug for tab in TABS), RESPONSES):
        number = found.pop(f"{slug}_number")
        weeks = [week for name, week in found.items() if week and name.startswith(f"{slug}_")]
        piles[slug] = Pile(number, min(weeks, default=""))
    return piles


@dataclass(frozen=True)
class _Asked:
    """A query as it would be asked for nobody: whose key and mark stand in its values where a person's belong."""

    names: tuple[str, ...]
    sql: str
    values: tuple[Any, ...]
    mark: str


@cache
def _numbers_asked(_vendor: str) -> _Asked:
    """Return the query of tab_numbers. Put together once: that takes longer than all the rest of a page."""
    nobody = User(pk=NOBODY)
    asked: dict[str, Subquery] = {}
    for tab in TABS:
        rows = _under(tab, nobody)
        asked[f"{tab.slug}_number"] = _CountOf(rows.values("pk")[: PAGE + 1])
        # The index is by state, then by priority, then by week: one look at the front of each.
        for state in tab.states or (State.IN_REVIEW,):
            for priority in Priority:
                oldest = rows.filter(state=state, priority=priority).order_by("received_week")
                asked[f"{tab.slug}_{state}_{priority.value}"] = Subquery(oldest.values("received_week")[:1])
    from_readers = responses_not_aside(Response.objects.waiting(), nobody)
    asked[f"{RESPONSES}_number"] = _CountOf(from_readers.values("pk")[: PAGE + 1])
    for urgency in Urgency:
        first = from_readers.filter(priority=urgency).order_by("received_week")
        asked[f"{RESPONSES}_{urgency.value}"] = Subquery(first.values("received_week")[:1])
    query = User.objects.filter(pk=NOBODY).annotate(**asked).values_list(*asked).query
    return _Asked(tuple(asked), *query.sql_with_params(), mark_of(nobody))


def waiting_for_release(limit: int) -> int:
    """Return how many stories wait for release, counted up to `limit`."""
    return len(Submission.objects.in_state(State.APPROVED).values_list("id")[:limit])


def rows_by_key(keys: Sequence[int], *, user: User) -> list[Submission]:
    """Return these stories with what a row shows, in this order; those that are gone are left out."""
    found = visible_to(user).exclude(state=State.PUBLISHED).with_row().in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


def _under(tab: Tab, user: User, *, with_claimed: bool = False) -> SubmissionQuerySet:
    rows = visible_to(user)
    if not tab.states:
        return rows.filter(claim__moderator=user)
    if not with_claimed:
        return rows.in_state(*tab.states)
    taken_from_here = ~Q(state=State.IN_REVIEW) | Q(claim__from_state__in=tab.states)
    return rows.in_state(*tab.states, State.IN_REVIEW).filter(taken_from_here)


def _narrowed(tab: Tab, user: User, filters: Filters) -> SubmissionQuerySet:
    return filters.narrow(_under(tab, user, with_claimed=filters.with_claimed))


def _keys(rows: SubmissionQuerySet) -> list[int]:
    """Return the keys of up to one row more than a page: found in the index alone, without the rows beside it."""
    return list(rows.values_list("pk", flat=True)[: PAGE + 1])


def _page(keys: list[int], *, has_before: bool, has_after: bool) -> QueuePage:
    rows = list(Submission.objects.filter(pk__in=keys).with_row().risk_first())
    if not rows:
        return QueuePage([])
    before = cursor_at(rows[0]) if has_before else None
    return QueuePage(rows, before, cursor_at(rows[-1]) if has_after else None)


def _first(rows: SubmissionQuerySet) -> Submission | None:
    found: Submission | None = rows.risk_first().only("id", "priority", "received_week").first()
    return found
