"""The numbers in words: the same cells for the page and for the file."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.transparency.queries import Report
from stories.models import DeclineReason
from stories.privacy.small_numbers import Row
from stories.publishing.totals import LONGEST_WAIT


@dataclass(frozen=True)
class Cell:
    """One cell, and the heading of its column, which narrow screens show beside it."""

    heading: str
    words: str


@dataclass(frozen=True)
class Line:
    """One row of a table."""

    name: str
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """What the page shows. `reasons` is empty where they cannot be told apart; `next_month` where nothing is known.

    `remark` says that the numbers are not a real house's, where that is so.
    """

    headings: list[str]
    lines: list[Line]
    reasons: list[Line]
    next_month: str
    remark: str = ""


def table(report: Report, *, is_real: bool = True) -> Table:
    """Return the words of a report; without lines where no quarter is over yet.

    `is_real` is False on a site that is a demonstration, or somebody's own machine.
    """
    if not report.quarters:
        return Table([], [], [], month_after(report.running))
    headings = [*(in_months(one) for one in report.quarters), all_of(len(report.quarters))]
    lines = [
        Line(str(kind.label), _cells(headings, [*(told(n) for n in row.cells.values()), total_told(row)]))
        for kind, row in report.rows.items()
    ]
    lines.append(Line(_("Weeks to a decision: half took no longer"), _cells(headings, _weeks(report))))
    lines.append(Line(_("Requests to name an author"), _cells(headings, _requests(report))))
    remark = "" if is_real else _("These numbers are invented. They show how the page will look.")
    return Table(headings, lines, _reasons(report, headings[-1]), month_after(report.running), remark)


def sheet(shown: Table) -> list[list[str]]:
    """Return the rows of the file: what, when, how many."""
    rows = [[_("What"), _("When"), _("How many")]]
    for line in [*shown.lines, *shown.reasons]:
        rows += [[line.name, cell.heading, cell.words] for cell in line.cells]
    return [*rows, [shown.remark, "", ""]] if shown.remark else rows


def told(number: int | None) -> str:
    """Return a number as it is told: rounded down, "A few", or "None"."""
    if number is None:
        return _("A few")
    return f"{number}+" if number else _("None")


def total_told(row: Row[str]) -> str:
    """Return the number of all quarters; "Not shown" where it would tell of a quarter that is hidden."""
    if row.total is None and any(row.cells.values()):
        return _("Not shown")
    return told(row.total)


def in_months(quarter: str) -> str:
    """Return a quarter in words: "July to September 2026"."""
    words = {
        "1": _("January to March %(year)s"),
        "2": _("April to June %(year)s"),
        "3": _("July to September %(year)s"),
        "4": _("October to December %(year)s"),
    }
    return words[quarter[5]] % {"year": quarter[:4]}


def all_of(quarters: int) -> str:
    """Return the heading of the last column."""
    months = 3 * quarters
    return ngettext("All %(months)s month", "All %(months)s months", months) % {"months": months}


def month_after(running: str) -> str:
    """Return the month in which the running quarter is over: "January 2027"; nothing where none is known."""
    if not running:
        return ""
    year, words = int(running[:4]), {
        "1": _("April %(year)s"), "2": _("July %(year)s"), "3": _("October %(year)s"), "4": _("January %(year)s"),
    }  # fmt: skip
    return words[running[5]] % {"year": year + (running[5] == "4")}


def _cells(headings: list[str], words: list[str]) -> list[Cell]:
    return [Cell(heading, each) for heading, each in zip(headings, words, strict=True)]


def _weeks(report: Report) -> list[str]:
    return [in_weeks(number) for number in (*report.weeks.values(), report.year_weeks)]


def in_weeks(number: int | None) -> str:
    """Return how many weeks it took; nothing is told where few were decided."""
    if number is None:
        return _("Not shown")
    if number == 0:
        return _("The same week")
    if number >= LONGEST_WAIT:
        return _("%(weeks)s or more") % {"weeks": number}
    return ngettext("%(weeks)s week", "%(weeks)s weeks", number) % {"weeks": number}


def _requests(report: Report) -> list[str]:
    cells = [_("Not said yet") if one in report.unsaid else told(n) for one, n in report.requests.cells.items()]
    return [*cells, _("Not said yet") if report.unsaid else total_told(report.requests)]


def _reasons(report: Report, heading: str) -> list[Line]:
    if report.reasons is None:
        return []
    names = {str(reason.value): str(reason.label) for reason in DeclineReason.Counts}
    names["no-answer"] = _("No answer came from its author")
    names["patterns-only"] = _("Its author did not want it published")
    largest_first = sorted(report.reasons.cells.items(), key=lambda one: (-(one[1] or 0), one[0]))
    return [
        Line(names.get(reason, _("Another reason")), [Cell(heading, _("Not shown") if n is None else told(n))])
        for reason, n in largest_first
    ]
