"""The retention file is carried out: each table's rows go when their time is over, and no day before."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress, EmailConfirmation
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session

from stories.models import Decision, Receipt
from stories.models.times import week_of
from stories.publishing.purging import (
    PURGES,
    purge_admin_log,
    purge_confirmations,
    purge_decisions,
    purge_receipts,
)  # fmt: skip
from stories.submission.actions import take_back
from tests.factories import make_submission, make_user
from tests.stories.submission.pages import sent

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@time_machine.travel(TODAY)
def test_the_receipt_of_a_story_taken_back_is_kept_for_a_year_and_then_unknown() -> None:
    sent()
    take_back(receipt=Receipt.objects.get())
    assert (purge_receipts(), Receipt.objects.get().ended_week) == (0, "2026-W48")
    assert Receipt.objects.get().binding == ""

    with time_machine.travel(TODAY + timedelta(days=365 - 7)):
        assert purge_receipts() == 0
        assert Receipt.objects.get().ended_week == "2026-W48"
    with time_machine.travel(TODAY + timedelta(days=365)):
        assert purge_receipts() == 1
    assert Receipt.objects.count() == 0


@time_machine.travel(TODAY)
def test_the_receipt_of_a_story_that_stands_stays() -> None:
    sent()

    with time_machine.travel(TODAY + timedelta(days=5000)):
        assert purge_receipts() == 0
    assert Receipt.objects.get().ended_week == ""


@time_machine.travel(TODAY)
def test_decisions_go_after_the_days_of_the_setting(settings) -> None:
    settings.CAIRN_DAYS_DECISIONS = 10
    for age in (9, 10, 11):
        Decision.objects.create(move="approve", to_state="approved", subject="s", day=TODAY - timedelta(days=age))

    assert purge_decisions() == 2
    assert Decision.objects.get().day == TODAY - timedelta(days=9)


@time_machine.travel(TODAY)
def test_lines_of_the_admins_log_go_after_the_days_of_the_setting(settings) -> None:
    settings.CAIRN_DAYS_ADMIN_LOG = 10
    person = make_user()
    for age in (9, 10):
        moment = datetime(2026, 11, 25, 12, tzinfo=UTC) - timedelta(days=age)
        LogEntry.objects.create(user=person, action_flag=1, object_repr="a topic", action_time=moment)

    assert purge_admin_log() == 1
    assert LogEntry.objects.count() == 1


def test_links_to_confirm_an_address_go_when_they_no_longer_work() -> None:
    address = EmailAddress.objects.create(user=make_user(), email="a@example.org")
    with time_machine.travel(TODAY):
        EmailConfirmation.objects.create(email_address=address, key="old", sent=datetime(2026, 11, 20, tzinfo=UTC))
        EmailConfirmation.objects.create(email_address=address, key="new", sent=datetime(2026, 11, 24, tzinfo=UTC))

        assert purge_confirmations() == 1
    assert EmailConfirmation.objects.get().key == "new"


def test_sign_ins_go_when_they_ended() -> None:
    with time_machine.travel(TODAY):
        Session.objects.create(session_key="old", session_data="x", expire_date=datetime(2026, 11, 24, tzinfo=UTC))
        Session.objects.create(session_key="new", session_data="x", expire_date=datetime(2026, 11, 26, tzinfo=UTC))
        dict(PURGES)["expired sign-ins cleared"]()

    assert Session.objects.get().session_key == "new"


@time_machine.travel(TODAY)
def test_what_is_young_is_not_touched_by_any_job() -> None:
    make_submission()
    sent()

    assert [job() for _name, job in PURGES] == [0] * len(PURGES)
    assert week_of(TODAY) == "2026-W48"
