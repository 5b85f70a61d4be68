"""The letter to the duty address is the same bytes for one escalation and for ten, whatever was told and why."""

import re
import socket
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from stories.models import DutyLetter
from stories.moderation import actions
from tests.factories import make_moderator, make_submission, make_topic

pytestmark = pytest.mark.django_db(transaction=True)

TWO = datetime(2026, 11, 23, 14, 7, 31, tzinfo=UTC)
WORDS = "Zanzibar kettle"


def letters(moment: datetime, number: int, reason: str) -> list[bytes]:
    """Return every byte that is sent when so many stories are escalated; the next call is a new hour."""
    mail.outbox.clear()
    DutyLetter.objects.all().delete()
    with time_machine.travel(moment):
        for _each in range(number):
            row, by = make_submission(WORDS, happened=WORDS, topics=[make_topic()]), make_moderator(name="Ana Canary")
            actions.claim(submission=row, by=by)
            row.refresh_from_db()
            actions.escalate(submission=row, version=row.version, by=by, reason=reason, text=f"{WORDS} {row.code}")
        return [letter.message().as_bytes(linesep="\r\n") for letter in mail.outbox]


def test_one_and_ten_make_the_same_letter_and_it_holds_nothing_of_any(settings) -> None:
    settings.CAIRN_DUTY_ADDRESS = "duty@example.org"
    one = letters(TWO, 1, "danger-now")

    assert len(one) == 1
    assert letters(TWO + timedelta(minutes=41), 10, "threat") == one
    text = one[0].decode()
    assert "Date: Mon, 23 Nov 2026 14:00:00 +0000" in text
    assert (
        "http://localhost/moderation/?tab=3Descalated" in text or "http://localhost/moderation/?tab=escalated" in text
    )
    assert re.findall(r"\b\d\d:\d\d:\d\d\b", text) == ["14:00:00"]
    for canary in ("Zanzibar", "kettle", "Night", "Canary", "danger", "threat", socket.gethostname()):
        assert canary not in text.replace("localhost", "")


def test_what_is_kept_of_a_letter_holds_no_time(settings) -> None:
    settings.CAIRN_DUTY_ADDRESS = "duty@example.org"
    kept = []
    for moment in (TWO, TWO + timedelta(days=99)):
        letters(moment, 1, "threat")
        kept.append(list(DutyLetter.objects.values()))

    assert kept[0] == kept[1]
