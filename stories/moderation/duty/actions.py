"""Sending the letter: at once when something is escalated, once in an hour at most, and again until it is out."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from stories.models import DutyLetter, Submission
from stories.models.submission import State
from stories.moderation.duty.letters import letter_to_duty

REST = 7  # ticks of ten minutes: more than an hour, whenever the first of them comes
logger = logging.getLogger(__name__)


def owe_letter() -> None:
    """Note that a letter is owed, and send it once the escalation is in the database. Needs a transaction.

    Without CAIRN_DUTY_ADDRESS nothing is owed.
    """
    if settings.CAIRN_DUTY_ADDRESS:
        DutyLetter.objects.update_or_create(pk=1, defaults={"is_owed": True})
        transaction.on_commit(_try_now)


def count_down_and_send() -> int:
    """Send what is owed from earlier, if somebody still has to look. Returns 0: it is no news.

    Raises what the mail server's connection raises; then the next tick tries again.
    """
    DutyLetter.objects.filter(rest__gt=0).update(rest=F("rest") - 1)
    waits = Q(state=State.ESCALATED) | Q(state=State.IN_REVIEW, claim__from_state=State.ESCALATED)
    if not Submission.objects.filter(waits).exists():
        DutyLetter.objects.filter(rest=0).update(is_owed=False)
    _send_owed()
    return 0


def _try_now() -> None:
    try:
        _send_owed()
    except Exception as error:  # noqa: BLE001 - the escalation stands whatever the mail server does; the tick tries again
        logger.error("The letter to the duty address has to wait: %s", type(error).__name__)


def _send_owed() -> None:
    """Send one letter if one is owed and none went lately. Of two at once only one sends.

    It is owed until it is out: a process that dies in between leaves the mark, and a later tick sends.
    """
    if not settings.CAIRN_DUTY_ADDRESS or not DutyLetter.objects.filter(is_owed=True, rest=0).update(rest=REST):
        return
    try:
        letter_to_duty(timezone.now()).send()
    except Exception:
        DutyLetter.objects.update(rest=0)
        raise
    DutyLetter.objects.update(is_owed=False)
