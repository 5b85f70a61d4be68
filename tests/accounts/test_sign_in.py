"""Signing in, out, and with a new password, with nothing kept but the day."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def sign_in(client, person: User, password: str = PASSWORD, **extra: str):
    return client.post(reverse("account_login"), {"login": person.email, "password": password, **extra})


def summary(text: str) -> list[str]:
    """Return what the box at the top says is wrong."""
    box = re.search(r'<div class="errors".*?</div>', text, re.DOTALL)
    return re.findall(r"<li>(?:<a[^>]*>)?(.*?)(?:</a>)?</li>", box[0]) if box else []


@pytest.mark.parametrize("moment", ["2026-03-03 00:10+00:00", "2026-03-03 12:34:56+00:00", "2026-03-03 23:59:59+00:00"])
def test_of_a_sign_in_the_day_is_kept(client, moment) -> None:
    person = make_user("moderator")

    with time_machine.travel(moment, tick=False):
        sign_in(client, person)

    person.refresh_from_db()
    assert person.last_login == datetime(2026, 3, 3, tzinfo=ZoneInfo("Europe/London"))


def test_in_summer_the_day_is_the_local_one(client) -> None:
    person = make_user("moderator")

    with time_machine.travel("2026-07-01 23:30+00:00", tick=False):
        sign_in(client, person)

    person.refresh_from_db()
    assert person.last_login == datetime(2026, 7, 2, tzinfo=ZoneInfo("Europe/London"))


def test_no_cookie_of_signing_in_outlives_the_browser(client) -> None:
    client.get(reverse("account_login"))
    sign_in(client, make_user("moderator"))

    assert {name: (cookie["max-age"], cookie["expires"]) for name, cookie in client.cookies.items()} == {
        "csrftoken": ("", ""), "sessionid": ("", ""),
    }  # fmt: skip


def test_signing_in_leads_to_the_desk(client) -> None:
    assert sign_in(client, make_user("moderator"))["Location"] == reverse("accounts:desk")


def test_signing_in_leads_back_to_where_it_was_asked_for(client) -> None:
    assert sign_in(client, make_user("moderator"), next="/stories/")["Location"] == "/stories/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "//["])
def test_signing_in_never_leads_to_another_site(client, target) -> None:
    assert sign_in(client, make_user("moderator"), next=target)["Location"] == reverse("accounts:desk")


def test_an_address_is_read_in_any_capitals(client) -> None:
    make_user("moderator", email="ann@example.org")

    answer = client.post(reverse("account_login"), {"login": " ANN@Example.org ", "password": PASSWORD})

    assert answer["Location"] == reverse("accounts:desk")


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client) -> None:
    person = make_user("moderator", email="ann@example.org")

    wrong = sign_in(client, person, "not the password")
    unknown = client.post(reverse("account_login"), {"login": "bob@example.org", "password": "not the password"})

    assert summary(wrong.text) == ["That address and password do not go together. Check both."]
    assert summary(unknown.text) == summary(wrong.text)
    assert "<title>Error: Sign in" in " ".join(wrong.text.split())
    assert 'value="ann@example.org"' in wrong.text
    assert "not the password" not in wrong.text


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["Fill in: your e-mail address.", "Fill in: password."]),
        (
            {"login": "ann", "password": "x"},
            ["Write the whole address, as in name@example.org."],
        ),
        ({"login": "ann\x00@example.org", "password": "x"}, ["Write the whole address, as in name@example.org."]),
        (
            {"login": "<b>@example.org" + "x" * 9_000, "password": "x"},
            ["Write the whole address, as in name@example.org."],
        ),
    ],
)
def test_what_is_missing_or_strange_is_said_in_plain_words(client, fields, expected) -> None:
    answer = client.post(reverse("account_login"), fields)

    assert answer.status_code == 200
    assert summary(answer.text)[: len(expected)] == expected
    assert "<b>" not in answer.text


def test_somebody_switched_off_is_told_so(client) -> None:
    person = make_user("moderator", is_active=False)

    answer = sign_in(client, person)

    assert answer["Location"] == reverse("account_inactive")
    assert "This account is switched off" in client.get(answer["Location"]).text


def test_after_five_wrong_passwords_there_is_a_wait(client) -> None:
    person = make_user("moderator")
    for _try in range(5):
        sign_in(client, person, "not the password")

    answer = sign_in(client, person)

    assert summary(answer.text) == ["Too many tries. Wait five minutes, then try again."]


def test_a_session_ends_with_the_browser(client) -> None:
    sign_in(client, make_user("moderator"))

    assert client.session.get_expire_at_browser_close()
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
    assert "messages" not in client.cookies


def test_signing_out_asks_first_and_then_leads_home(client) -> None:
    sign_in(client, make_user("moderator"))

    assert "Sign out?" in client.get(reverse("account_logout")).text
    assert client.post(reverse("account_logout"))["Location"] == reverse("home")
    assert client.get(reverse("accounts:desk")).status_code == 302


def test_accounts_are_made_by_an_admin(client) -> None:
    page = client.get(reverse("account_signup"))

    assert "Accounts are made by an admin" in page.text
    client.post(reverse("account_signup"), {"email": "ann@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.count() == 0


# --- a forgotten password -----------------------------------------------------------------------------------


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(client) -> None:
    person = make_user("moderator", email="ann@example.org")

    answer = client.post(reverse("account_reset_password"), {"email": "ann@example.org"}, follow=True)
    (letter,) = mail.outbox
    link = re.search(r"http://testserver(\S+)", letter.body)[1]
    page = client.get(link, follow=True)
    chosen = {"password1": "three stones on a hill", "password2": "three stones on a hill"}
    done = client.post(page.request["PATH_INFO"], chosen, follow=True)

    assert "Look in your mail" in answer.text
    assert letter.subject == "Cairn: A new password"
    assert letter.to == ["ann@example.org"]
    assert not letter.alternatives
    assert "It works once." in letter.body
    assert "Your new password is saved" in done.text
    person.refresh_from_db()
    assert person.check_password("three stones on a hill")
    assert "That link has been used, or is too old" in client.get(link, follow=True).text


def test_an_unknown_address_gets_the_same_page_and_no_mail(client) -> None:
    make_user(email="ann@example.org")

    known = client.post(reverse("account_reset_password"), {"email": "ann@example.org"}, follow=True)
    mail.outbox.clear()
    unknown = client.post(reverse("account_reset_password"), {"email": "bob@example.org"}, follow=True)

    assert unknown.redirect_chain == known.redirect_chain
    assert "Look in your mail" in unknown.text
    assert mail.outbox == []


def test_a_new_password_must_be_long_and_typed_twice_alike(client) -> None:
    client.force_login(make_user())
    address = reverse("account_change_password")

    short = client.post(address, {"oldpassword": PASSWORD, "password1": "short", "password2": "short"})
    unlike = client.post(address, {"oldpassword": PASSWORD, "password1": "x" * 15, "password2": "y" * 15})
    wrong = client.post(address, {"oldpassword": "no", "password1": "q" * 15, "password2": "q" * 15})

    assert summary(short.text) == ["This password is too short. It must contain at least 12 characters."]
    assert summary(unlike.text) == ["You must type the same password each time."]
    assert summary(wrong.text) == ["That is not the password you have now."]


def test_changing_the_password_says_so(client) -> None:
    person = make_user()
    client.force_login(person)
    new = "three stones on a hill"

    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )

    assert "Your new password is saved." in answer.text
    person.refresh_from_db()
    assert person.check_password(new)


def test_an_account_without_a_password_can_get_one(client) -> None:
    person = make_user()
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    new = "three stones on a hill"

    page = client.get(reverse("account_change_password"), follow=True)
    client.post(reverse("account_set_password"), {"password1": new, "password2": new})

    assert "Choose a password" in page.text
    person.refresh_from_db()
    assert person.check_password(new)


def test_the_password_can_be_asked_for_once_more(client) -> None:
    person = make_user()
    sign_in(client, person)

    page = client.get(reverse("account_reauthenticate"))
    wrong = client.post(reverse("account_reauthenticate"), {"password": "no"})

    assert "Your password once more" in page.text
    assert summary(wrong.text) == ["That is not your password. Check for capital letters."]


# --- another address ----------------------------------------------------------------------------------------


def test_another_address_counts_once_its_link_was_followed(client) -> None:
    person = make_user(email="ann@example.org")
    client.force_login(person)

    client.post(reverse("account_email"), {"action_add": "", "email": "anna@example.org"})
    page = client.get(reverse("account_email")).text
    (letter,) = mail.outbox
    link = re.search(r"http://testserver(\S+)", letter.body)[1]
    question = client.get(link).text
    person.refresh_from_db()
    before = person.email
    client.post(link)

    assert "We sent a link to anna@example.org." in page
    assert letter.subject == "Cairn: Is this your address?"
    assert "Is this your address?" in question
    assert before == "ann@example.org"
    person.refresh_from_db()
    assert person.email == "anna@example.org"


def test_a_change_of_address_can_be_called_off(client) -> None:
    client.force_login(make_user(email="ann@example.org"))
    client.post(reverse("account_email"), {"action_add": "", "email": "anna@example.org"})

    client.post(reverse("account_email"), {"action_remove": "", "email": "anna@example.org"})

    assert "We sent a link" not in client.get(reverse("account_email")).text


def test_a_link_that_is_too_old_says_what_to_do(client) -> None:
    assert "That link has been used, or is too old" in client.get("/accounts/confirm-email/nonsense/").text


def test_an_address_must_look_like_one(client) -> None:
    client.force_login(make_user(email="ann@example.org"))

    same = client.post(reverse("account_email"), {"action_add": "", "email": "ann@example.org"})
    strange = client.post(reverse("account_email"), {"action_add": "", "email": "anna"})

    assert summary(same.text) == ["That is the address you have now."]
    assert summary(strange.text) == ["Write the whole address, as in name@example.org."]
