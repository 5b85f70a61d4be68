"""Carries out the retention file: one job for each of its rules that the clock has to see to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from stories.models import Decision, QuarterKey, Response, Submission, WordChange
from stories.models.submission import State
from stories.models.times import this_quarter, this_week, week_of
from stories.publishing.actions import erase_submission
from stories.publishing.erasing import erase_now
from stories.publishing.reactions import count_reactions

# By way of the relation: nothing here reads a receipt.
_RECEIPTS: Any = Submission._meta.get_field("receipt").related_model
Job = tuple[str, Callable[[], int]]


@dataclass(frozen=True)
class Waiting:
    """Submissions in these states are erased `setting` days after the week in `week_field`."""

    states: frozenset[State]
    week_field: str
    setting: str


DECLINED = Waiting(frozenset({State.DECLINED}), "settled_week", "CAIRN_DAYS_DECLINED")
UNPUBLISHED = Waiting(
    frozenset(State) - {State.PUBLISHED, State.DECLINED, State.APPROVED}, "received_week", "CAIRN_DAYS_UNPUBLISHED"
)


@transaction.atomic
def purge(waiting: Waiting) -> int:
    """Erase what this rule no longer lets us keep, and return how many stories that were."""
    week = week_of(_days_ago(waiting.setting))
    due = Submission.objects.in_state(*waiting.states).filter(**{f"{waiting.week_field}__lte": week})
    submissions = list(due.exclude(**{waiting.week_field: ""}).select_for_update().order_by("id"))
    for submission in submissions:
        erase_submission(submission)
    return len(submissions)


@transaction.atomic
def purge_responses() -> int:
    """Erase the replies and reports that nobody has decided on for too long, and return how many they were.

    But those about a story that is out of sight: they are what leads the desk back to it.
    """
    week = week_of(_days_ago("CAIRN_DAYS_UNPUBLISHED"))
    old = Response.objects.waiting().filter(received_week__lte=week)
    erased = _deleted(old.filter(story__is_pulled=False))
    transaction.on_commit(erase_now)
    return erased


@transaction.atomic
def purge_receipts() -> int:
    """Note the week for receipts whose story is gone, unbind them, and erase the old ones. Returns how many."""
    ended = _RECEIPTS.objects.filter(submission=None)
    ended.filter(ended_week="").update(ended_week=this_week(), binding="")
    old = ended.filter(ended_week__lte=week_of(_days_ago("CAIRN_DAYS_RECEIPTS")))
    return _deleted(old)


@transaction.atomic
def purge_decisions() -> int:
    """Erase the decisions that are old, and return how many were."""
    return _deleted(Decision.objects.filter(day__lte=_days_ago("CAIRN_DAYS_DECISIONS")))


@transaction.atomic
def purge_admin_log() -> int:
    """Erase the lines of the admin's log that are old, and return how many were."""
    log = apps.get_model("admin", "LogEntry").objects
    return _deleted(log.filter(action_time__date__lte=_days_ago("CAIRN_DAYS_ADMIN_LOG")))


@transaction.atomic
def purge_word_changes() -> int:
    """Erase the old lines of the history of the team's words, and return how many were. The words stay."""
    return _deleted(WordChange.objects.filter(day__lte=_days_ago("CAIRN_DAYS_ADMIN_LOG")))


@transaction.atomic
def purge_confirmations() -> int:
    """Erase the links to confirm an address that no longer work, and return how many were."""
    return _deleted(apps.get_model("account", "EmailConfirmation").objects.all_expired())


@transaction.atomic
def destroy_old_quarter_keys() -> int:
    """Destroy the keys of quarters that are over: from then on their decisions join to no story."""
    destroyed = _deleted(QuarterKey.objects.filter(quarter__lt=this_quarter()))
    transaction.on_commit(erase_now)
    return destroyed


def clear_sessions() -> int:
    """Erase the sign-ins that ended. Returns 0: it is no news."""
    call_command("clearsessions")
    return 0


# By the names that the retention file gives them.
PURGES: tuple[Job, ...] = (
    ("declined stories erased", partial(purge, DECLINED)),
    ("unpublished stories erased", partial(purge, UNPUBLISHED)),
    ("undecided replies and reports erased", purge_responses),
    ("reactions counted", count_reactions),
    ("receipts of gone stories erased", purge_receipts),
    ("keys of past quarters destroyed", destroy_old_quarter_keys),
    ("old decisions erased", purge_decisions),
    ("old lines of the admin’s log erased", purge_admin_log),
    ("old changes of the team’s words erased", purge_word_changes),
    ("expired confirmations of addresses erased", purge_confirmations),
    ("expired sign-ins cleared", clear_sessions),
)


def _days_ago(setting: str) -> date:
    """Return the youngest day that the setting no longer lets us keep."""
    return timezone.localdate() - timedelta(days=getattr(settings, setting))


def _deleted(rows: Any) -> int:
    """Delete these rows, and return how many they were, without what went with them."""
    return int(rows.delete()[1].get(rows.model._meta.label, 0))
