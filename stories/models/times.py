"""Coarse time: ISO weeks inside, quarters outside. Nothing finer is kept about a story."""

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

WEEK = re.compile(r"\d{4}-W\d{2}")
QUARTER = re.compile(r"\d{4}Q[1-4]")


def this_week() -> str:
    """Return the current ISO week, as in "2026-W47"."""
    return week_of(timezone.localdate())


def week_of(day: date) -> str:
    """Return the ISO week of a day, as in "2026-W47"."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def weeks_between(earlier: str, later: str) -> int:
    """Return how many weeks lie between two ISO weeks; negative when they stand the other way round."""
    return (monday_of(later) - monday_of(earlier)).days // 7


def monday_of(week: str) -> date:
    """Return the first day of an ISO week. Raises ValueError for text that is not one."""
    if not WEEK.fullmatch(week):
        raise ValueError("not an ISO week")
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def this_quarter() -> str:
    """Return the current quarter, as in "2026Q4"."""
    return quarter_of(timezone.localdate())


def quarter_of(day: date) -> str:
    """Return the quarter of a day, as in "2026Q4"."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def season_of(quarter: str) -> str:
    """Return the quarter in words, as in "autumn 2026". The names are the northern year's."""
    year, number = quarter[:4], quarter[5:]
    words = {
        "1": _("winter %(year)s"),
        "2": _("spring %(year)s"),
        "3": _("summer %(year)s"),
        "4": _("autumn %(year)s"),
    }
    return words[number] % {"year": year}
