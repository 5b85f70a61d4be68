"""The queue's tabs: which stories lie under each, and what is said when there are none."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stories.models.submission import State
from stories.models.transitions import OPEN


@dataclass(frozen=True)
class Tab:
    """One pile of the desk. No states: the one story that the moderator has in hand."""

    slug: str
    name: str | Promise
    about: str | Promise
    states: tuple[State, ...] = ()

    @property
    def is_read_from(self) -> bool:
        """Whether moderators take stories in hand from here."""
        return bool(self.states) and OPEN.issuperset(self.states)


TABS = (
    Tab(
        "ready", _("Ready to read"), _("Risk first, then the oldest. One at a time."), (State.RECEIVED, State.ANSWERED)
    ),
    Tab("mine", _("Mine"), _("The story you have in hand.")),
    Tab(
        "second",
        _("Needs a second read"),
        _("For second readers. You cannot be your own second reader."),
        (State.SECOND_READ,),
    ),
    Tab(
        "author",
        _("Waiting for the author"),
        _("They come back with their receipt, when they want to. Nobody can remind them."),
        (State.QUESTION, State.OFFERED),
    ),
    Tab(
        "approved",
        _("Waiting for release"),
        _("Approved stories come out together, in a shuffled order."),
        (State.APPROVED,),
    ),
    Tab(
        "declined",
        _("Not published"),
        _("Until they are erased. A senior moderator can have one read again."),
        (State.DECLINED,),
    ),
    Tab("escalated", _("Escalated"), _("For senior moderators, before anything else."), (State.ESCALATED,)),
)


def tab_named(slug: str) -> Tab:
    """Return the tab with this name in the address, or the first."""
    return next((tab for tab in TABS if tab.slug == slug), TABS[0])


def tab_of(state: str) -> Tab:
    """Return the tab under which stories of this state lie; the first for those that lie under none."""
    return next((tab for tab in TABS if state in tab.states), TABS[0])
