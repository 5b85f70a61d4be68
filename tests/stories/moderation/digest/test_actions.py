"""Moderators hear once a day, at one hour, that something waits; and nothing else by any letter."""

import threading
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.roles import Role
from stories.models import DigestDay, Submission
from stories.models.submission import State
from stories.moderation.digest.actions import send_digest, take
from tests.factories import make_moderator, make_senior, make_submission, make_user

pytestmark = pytest.mark.django_db

EIGHT = datetime(2026, 11, 23, 8, 0, 4, tzinfo=UTC)
LATE = datetime(2026, 11, 23, 13, 20, tzinfo=UTC)


class NoServer(EmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError


def told(moment: datetime) -> list[str]:
    mail.outbox.clear()
    assert send_digest(moment) == 0
    return [letter.to[0] for letter in mail.outbox]


def test_whoever_may_moderate_is_told_and_nobody_else() -> None:
    make_submission()
    make_moderator(email="ana@example.org")
    make_senior(email="bo@example.org")
    make_user(Role.MODERATOR, Role.SENIOR_MODERATOR, email="cy@example.org")
    make_moderator(email="gone@example.org", is_active=False)
    for role in (Role.CURATOR, Role.PEER_LEAD, Role.PROGRAMME_LEAD, Role.ADMIN):
        make_user(role)
    make_user(email="reader@example.org")

    assert told(EIGHT) == ["ana@example.org", "bo@example.org", "cy@example.org"]


@pytest.mark.parametrize("hour", [0, 7])
def test_nothing_goes_before_the_hour(hour: int) -> None:
    make_submission()
    make_moderator()

    assert told(EIGHT.replace(hour=hour, minute=59)) == []
    assert len(told(EIGHT)) == 1


def test_the_hour_is_a_setting_and_local(settings) -> None:
    settings.CAIRN_DIGEST_HOUR = 20
    settings.TIME_ZONE = "Pacific/Auckland"  # thirteen hours ahead in November
    make_submission()
    make_moderator()

    assert told(datetime(2026, 11, 23, 6, 59, tzinfo=UTC)) == []
    assert len(told(datetime(2026, 11, 23, 7, 0, tzinfo=UTC))) == 1


def test_once_a_day_and_again_the_next() -> None:
    make_submission()
    make_moderator()

    days = [EIGHT, EIGHT + timedelta(minutes=10), LATE, EIGHT + timedelta(days=1), LATE + timedelta(days=1)]
    assert [len(told(moment)) for moment in days] == [1, 0, 0, 1, 0]


def test_a_tick_that_is_late_still_tells() -> None:
    make_submission()
    make_moderator()

    assert len(told(LATE)) == 1


def test_a_story_that_comes_after_the_hour_waits_for_the_next_day() -> None:
    """Otherwise the letter would say, within ten minutes, when somebody sent it."""
    make_moderator()
    assert told(EIGHT) == []

    make_submission()

    assert told(LATE) == []
    assert len(told(EIGHT + timedelta(days=1))) == 1


def test_nothing_goes_while_nothing_waits_for_a_reader() -> None:
    make_moderator()
    for state in State:
        Submission.objects.filter(pk=make_submission().pk).update(state=state)
    waiting = {"received", "answered", "second_read", "escalated"}
    Submission.objects.filter(state__in=waiting).delete()

    assert told(EIGHT) == []


@pytest.mark.parametrize("state", ["received", "answered", "second_read", "escalated"])
def test_whatever_waits_for_a_reader_is_told(state: str) -> None:
    make_moderator()
    Submission.objects.filter(pk=make_submission().pk).update(state=state)

    assert len(told(EIGHT)) == 1


def test_the_day_moves_on_whether_anything_waits_or_not() -> None:
    """So that the row tells nothing."""
    rows = []
    for number in (0, 1, 20):
        for _ in range(number):
            make_submission()
        make_moderator()
        told(EIGHT)
        rows.append(list(DigestDay.objects.values()))
        DigestDay.objects.all().delete()

    assert rows == [[{"id": 1, "day": EIGHT.date()}]] * 3


def test_a_clock_that_was_wrong_does_not_silence_the_desk() -> None:
    make_submission()
    make_moderator()

    assert [len(told(moment)) for moment in (EIGHT.replace(year=2031), EIGHT)] == [1, 1]


def test_a_mail_server_that_does_not_answer_is_tried_again(settings) -> None:
    make_submission()
    make_moderator()
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.NoServer"
    with pytest.raises(ConnectionRefusedError):
        send_digest(EIGHT)

    settings.EMAIL_BACKEND = works
    assert len(told(EIGHT + timedelta(minutes=10))) == 1


@time_machine.travel(EIGHT)
def test_tick_sends_it_without_a_word_and_says_which_job_failed(settings) -> None:
    make_submission()
    make_moderator()
    out = StringIO()
    call_command("tick", stdout=out)
    assert (len(mail.outbox), out.getvalue()) == (1, "")

    DigestDay.objects.all().delete()
    settings.EMAIL_BACKEND = f"{__name__}.NoServer"
    with pytest.raises(CommandError, match=r"Failed: moderators told that something waits\."):
        call_command("tick", stdout=out)


@pytest.mark.django_db(transaction=True)
def test_of_two_ticks_at_once_one_sends() -> None:
    make_submission()
    make_moderator()
    start = threading.Barrier(4)
    taken: list[bool] = []

    def run() -> None:
        try:
            start.wait(20)
            taken.append(take(EIGHT.date()))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(taken) == [False, False, False, True]


def test_a_tick_that_lost_the_race_sends_nothing(monkeypatch) -> None:
    make_submission()
    make_moderator()

    class SlowServer(EmailBackend):
        """One that another tick overtakes."""

        def open(self):
            take(EIGHT.date())

    monkeypatch.setattr("stories.moderation.digest.actions.get_connection", SlowServer)

    assert told(EIGHT) == []


def test_the_default_is_eight() -> None:
    assert settings.CAIRN_DIGEST_HOUR == 8
