"""Who may make an account by themselves: nobody, or people of the operator's own domains."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_to_work(settings) -> None:
    """A site where people of one domain make their own accounts."""
    settings.CAIRN_SIGN_UP_DOMAINS = ["work.example"]
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def sign_up(client, email: str):
    fields = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    return client.post(reverse("account_signup"), fields, follow=True)


def test_sign_in_leads_to_sign_up_only_where_there_is_one(client, settings) -> None:
    assert reverse("account_signup") not in client.get(reverse("account_login")).text

    settings.CAIRN_SIGN_UP_DOMAINS = ["work.example"]
    assert reverse("account_signup") in client.get(reverse("account_login")).text


def test_people_at_work_make_an_account_that_has_no_role(client, open_to_work) -> None:
    page = sign_up(client, "Ann@Work.example")
    (letter,) = mail.outbox
    client.post(re.search(r"http://testserver(\S+)", letter.body)[1])

    assert "Look in your mail" in page.text
    person = User.objects.get()
    assert (person.email, person.roles) == ("ann@work.example", frozenset())
    assert EmailAddress.objects.get().verified
    answer = client.post(reverse("account_login"), {"login": "ann@work.example", "password": PASSWORD})
    assert answer["Location"] == reverse("accounts:desk")


def test_nobody_signs_in_before_the_address_is_known_to_be_theirs(client, open_to_work) -> None:
    sign_up(client, "ann@work.example")

    answer = client.post(reverse("account_login"), {"login": "ann@work.example", "password": PASSWORD})

    assert answer["Location"] == reverse("account_email_verification_sent")


@pytest.mark.parametrize("email", ["ann@elsewhere.example", "ann@work.example.evil.example", "ann@notwork.example"])
def test_others_do_not(client, open_to_work, email) -> None:
    page = sign_up(client, email)

    assert "Use the e-mail address you have at work." in page.text
    assert email in page.text
    assert User.objects.count() == 0


def test_an_address_that_is_taken_gets_a_mail_and_no_hint_on_the_screen(client, open_to_work) -> None:
    make_user(email="ann@work.example")

    page = sign_up(client, "ann@work.example")
    (letter,) = mail.outbox

    assert "Look in your mail" in page.text
    assert letter.subject == "Cairn: You have an account already"
    assert User.objects.count() == 1
