"""A session in the database says on which day somebody signed in, and nothing finer."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse

from accounts.sessions import SessionStore
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
NINE = datetime(2026, 7, 20, 9, 3, 11, tzinfo=LONDON)


def signed_in_at(client, moment: datetime) -> Session:
    person = make_user("moderator")
    with time_machine.travel(moment, tick=False):
        client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return Session.objects.get()


def test_two_sign_ins_of_one_day_leave_the_same_times(client) -> None:
    early = signed_in_at(client, NINE)
    early_data = SessionStore(early.session_key).decode(early.session_data)
    Session.objects.all().delete()
    client.cookies.clear()
    late = signed_in_at(client, NINE + timedelta(hours=4, seconds=7))
    late_data = SessionStore(late.session_key).decode(late.session_data)

    midnight = datetime(2026, 7, 20, tzinfo=LONDON)
    assert early.expire_date == late.expire_date == midnight + timedelta(days=1)
    methods = [data["account_authentication_methods"] for data in (early_data, late_data)]
    assert [[each["at"] for each in used] for used in methods] == [[midnight.timestamp()]] * 2
    assert early.session_data.count(":") == 1  # the data and its signature: no time between them


def test_a_session_lasts_its_ten_hours_and_ends_the_midnight_after(client) -> None:
    signed_in_at(client, NINE.replace(hour=15))
    desk = reverse("accounts:desk")

    with time_machine.travel(NINE.replace(day=21, hour=0, minute=59), tick=False):
        assert client.get(desk).status_code == 200
    with time_machine.travel(NINE.replace(day=22, hour=0, minute=1), tick=False):
        assert client.get(desk).status_code == 302


@pytest.mark.parametrize("data", ["", "nonsense", "a:b", ".eJw:xyz"])
def test_what_is_not_ours_is_an_empty_session(data: str) -> None:
    assert SessionStore().decode(data) == {}


def test_other_data_comes_back_as_it_was() -> None:
    store = SessionStore()
    data = {"account_authentication_methods": [{"method": "password"}], "x": [1, "é"]}

    assert store.decode(store.encode(data)) == data
