"""How long waiting stories are kept, as data; the scheduled job carries it out.

Weeks are all that is known about a story, so days are counted from the Monday of its week: nothing is kept longer than
promised, and some of it up to six days shorter. What is published stays until its author takes it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from stories.models import QuarterKey, Submission
from stories.models.submission import State
from stories.models.times import this_quarter, week_of
from stories.publishing.actions import erase_submission
from stories.publishing.erasing import erase_now


@dataclass(frozen=True)
class Rule:
    """Submissions in these states are erased `setting` days after the week in `week_field`."""

    name: str
    states: frozenset[State]
    week_field: str
    setting: str


RULES = (
    Rule("declined stories erased", frozenset({State.DECLINED}), "settled_week", "CAIRN_DAYS_DECLINED"),
    Rule(
        "unpublished stories erased",
        frozenset(State) - {State.PUBLISHED, State.DECLINED, State.APPROVED},
        "received_week",
        "CAIRN_DAYS_UNPUBLISHED",
    ),
)


@transaction.atomic
def purge(rule: Rule) -> int:
    """Erase what this rule no longer lets us keep, and return how many stories that were."""
    oldest_day = timezone.localdate() - timedelta(days=getattr(settings, rule.setting))
    due = Submission.objects.in_state(*rule.states).filter(**{f"{rule.week_field}__lte": week_of(oldest_day)})
    submissions = list(due.exclude(**{rule.week_field: ""}).select_for_update().order_by("id"))
    for submission in submissions:
        erase_submission(submission)
    return len(submissions)


@transaction.atomic
def destroy_old_quarter_keys() -> int:
    """Destroy the keys of quarters that are over: from then on their decisions join to no story."""
    destroyed, _by_model = QuarterKey.objects.filter(quarter__lt=this_quarter()).delete()
    transaction.on_commit(erase_now)
    return destroyed
