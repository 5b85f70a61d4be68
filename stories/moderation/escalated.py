"""What is escalated, for those who deal with it: why, since when, by whom, and what the author was told."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from accounts.models import User
from accounts.roles import Ability
from stories.models import Message, Step, Submission
from stories.models.submission import Move, State
from stories.moderation.rules import EscalateReason, age_in_words
from stories.moderation.waiting import PAGE, visible_to
from stories.privacy.sealing import open_keys, unseal


@dataclass(frozen=True)
class Escalated:
    """One story. Only who may take it sees the reason, who escalated it, and the words of support."""

    submission: Submission
    since: str
    held_by: User | None
    by: User | None = None
    reason: str = ""
    support: list[str] = field(default_factory=list)


def escalated_for(user: User) -> list[Escalated]:
    """Return up to a page of what is escalated, or in a senior's hands since: risk first, in five queries at most."""
    here = Q(state=State.ESCALATED) | Q(state=State.IN_REVIEW, claim__from_state=State.ESCALATED)
    rows = list(visible_to(user).filter(here).with_row().risk_first()[:PAGE])
    steps = Step.objects.filter(submission__in=rows, move=Move.ESCALATE).order_by("number")
    weeks = dict(steps.values_list("submission", "week"))
    said = _support(rows) if user.may(Ability.SECOND_READ) else {}
    return [_line(row, weeks.get(row.pk, row.received_week), said.get(row.pk), user) for row in rows]


def _line(row: Submission, week: str, support: list[str] | None, user: User) -> Escalated:
    claim, first = getattr(row, "claim", None), getattr(row, "second_read", None)
    since, held_by = age_in_words(week), claim.moderator if claim else None
    if not user.may(Ability.SECOND_READ):
        return Escalated(row, since, held_by)
    reason = str(dict(EscalateReason.choices).get(first.reason, "")) if first else ""
    return Escalated(row, since, held_by, first.first_reader if first else None, reason, support or [])


def _support(rows: list[Submission]) -> dict[int, list[str]]:
    """Return what the team wrote to each author in support, oldest first."""
    open_keys(rows)
    by_key = {row.pk: row for row in rows}
    found: dict[int, list[str]] = {}
    for message in Message.objects.filter(submission__in=rows, kind=Message.Kind.SUPPORT).order_by("number"):
        text = unseal(by_key[message.submission_id], f"message {message.number}", message.sealed_body)
        found.setdefault(message.submission_id, []).append(text)
    return found
