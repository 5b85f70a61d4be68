"""Whoever is on duty hears of an escalation: at once, once in an hour, and again until the letter is out."""

from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from stories.models import DutyLetter
from stories.models.submission import State
from stories.moderation import actions
from stories.moderation.duty.actions import REST, count_down_and_send
from stories.moderation.duty.checks import duty_address_is_one
from tests.factories import make_moderator, make_senior, make_submission

pytestmark = pytest.mark.django_db(transaction=True)


class NoServer(EmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError

    def send_messages(self, messages):
        self.open()


@pytest.fixture(autouse=True)
def duty(settings) -> None:
    settings.CAIRN_DUTY_ADDRESS = "duty@example.org"


def escalate() -> object:
    submission, by = make_submission(), make_moderator()
    actions.claim(submission=submission, by=by)
    submission.refresh_from_db()
    actions.escalate(submission=submission, version=submission.version, by=by, reason="threat", text="We are here.")
    submission.refresh_from_db()
    return submission


def mark() -> tuple[bool, int]:
    return DutyLetter.objects.values_list("is_owed", "rest").get()


def test_one_letter_goes_at_once_and_one_an_hour_at_most() -> None:
    for _number in range(10):
        escalate()
    assert [letter.to for letter in mail.outbox] == [["duty@example.org"]]

    for _tick in range(REST - 1):
        count_down_and_send()
    assert len(mail.outbox) == 1
    count_down_and_send()
    assert (len(mail.outbox), mark()) == (2, (False, REST))


def test_what_somebody_dealt_with_needs_no_second_letter() -> None:
    escalate()
    submission = escalate()
    senior = make_senior()
    for row in (submission, type(submission).objects.exclude(pk=submission.pk).get()):
        actions.claim(submission=row, by=senior)
        row.refresh_from_db()
        actions.approve(submission=row, version=row.version, by=senior)

    for _tick in range(REST + 1):
        count_down_and_send()

    assert (len(mail.outbox), mark()) == (1, (False, 0))


def test_a_mail_server_that_is_down_fails_no_escalation_and_is_tried_again(settings, caplog) -> None:
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.NoServer"
    submission = escalate()
    assert (submission.state, mark(), mail.outbox) == (State.ESCALATED, (True, 0), [])
    assert [record.getMessage().endswith(": ConnectionRefusedError") for record in caplog.records] == [True]
    with pytest.raises(CommandError, match=r"Failed: the duty address told"):
        call_command("tick", stdout=StringIO())

    settings.EMAIL_BACKEND = works
    out = StringIO()
    call_command("tick", stdout=out)
    sent = [letter for letter in mail.outbox if letter.to == ["duty@example.org"]]
    assert (len(sent), mark(), out.getvalue()) == (1, (False, REST), "")


def test_a_process_that_dies_between_the_mark_and_the_letter_loses_nothing() -> None:
    escalate()
    mail.outbox.clear()
    DutyLetter.objects.update(is_owed=True, rest=REST)  # as it stands while the letter is on its way

    for _tick in range(REST):
        count_down_and_send()

    assert len(mail.outbox) == 1


def test_without_an_address_nothing_is_owed_nor_sent(settings) -> None:
    settings.CAIRN_DUTY_ADDRESS = ""
    escalate()
    count_down_and_send()

    assert (mail.outbox, DutyLetter.objects.count()) == ([], 0)


def test_an_escalation_that_is_undone_sends_nothing(monkeypatch) -> None:
    def fails() -> None:
        raise RuntimeError

    real = actions.decisions.owe_letter
    monkeypatch.setattr(actions.decisions, "owe_letter", lambda: (real(), fails()))
    with pytest.raises(RuntimeError):
        escalate()

    assert (mail.outbox, DutyLetter.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("address", "objects"), [("", 0), ("duty@example.org", 0), ("duty", 1), ("a@example.org, b@example.org", 1)]
)
def test_the_address_is_one_address(settings, address: str, objects: int) -> None:
    settings.CAIRN_DUTY_ADDRESS = address

    assert [error.id for error in duty_address_is_one()] == ["stories.E006"] * objects
