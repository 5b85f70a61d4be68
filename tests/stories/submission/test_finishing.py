"""After "Finish and clear this screen" the same form, sent again by whoever has the screen next, shows nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from stories.models import Receipt, Submission
from stories.privacy.form_token import number_of
from stories.submission.actions import finish_form
from tests.stories.submission.pages import HAPPENED, filled, post, shown_receipt

pytestmark = pytest.mark.django_db


def finished(client: Client, data: dict[str, Any]) -> str:
    """The receipt of a story whose author has typed the last group."""
    receipt = shown_receipt(post(client, "/share/send/", data))
    done = post(client, "/share/finish/", {"receipt": receipt, "token": data["token"], "last": receipt[-4:]})
    assert (done.status_code, done["Location"]) == (302, "/share/sent/")
    return receipt


@pytest.mark.parametrize("path", ["/share/send/", "/share/check/", "/share/write/"])
def test_a_form_that_is_sent_again_after_its_author_finished_shows_nothing(client: Client, path: str) -> None:
    data = filled()
    receipt = finished(client, data)

    again = post(client, path, data)

    assert (again.status_code, again["Location"], again["Clear-Site-Data"]) == (302, "/share/sent/", '"cache"')
    assert (receipt in again.content.decode(), HAPPENED in again.content.decode()) == (False, False)
    assert Submission.objects.count() == 1


def test_a_slip_at_the_last_group_sent_again_shows_nothing(client: Client) -> None:
    data = filled()
    receipt = finished(client, data)

    again = post(client, "/share/finish/", {"receipt": receipt, "token": data["token"], "last": "XXXX"})

    assert (again.status_code, again["Location"]) == (302, "/share/sent/")


def test_a_day_later_it_still_shows_nothing(client: Client) -> None:
    data = filled()
    finished(client, data)

    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert post(client, "/share/send/", data)["Location"] == "/share/sent/"


def test_until_the_author_has_finished_the_same_form_shows_the_same_receipt(client: Client) -> None:
    data = filled()
    receipts = {shown_receipt(post(client, "/share/send/", data)) for _time in range(2)}

    (receipt,) = receipts
    slip = post(client, "/share/finish/", {"receipt": receipt, "token": data["token"], "last": "XXXX"})
    assert (slip.status_code, shown_receipt(slip)) == (422, receipt)
    assert shown_receipt(post(client, "/share/send/", data)) == receipt


def test_another_form_is_not_touched_by_it(client: Client) -> None:
    finished(client, filled())

    assert post(client, "/share/check/", filled()).status_code == 200


def test_two_stories_of_one_form_are_finished_together(client: Client) -> None:
    data = filled()
    first = shown_receipt(post(client, "/share/send/", data))
    second = shown_receipt(post(client, "/share/send/", {**data, "happened": "Other words."}))
    for receipt in (first, second):
        finish_form(receipt=receipt, nonce=number_of(data["token"]))

    assert first != second
    assert Receipt.objects.exclude(form=None).count() == 1
    assert post(client, "/share/send/", data)["Location"] == "/share/sent/"


@pytest.mark.parametrize("token", ["", "forged", None])
def test_a_form_without_a_number_is_finished_all_the_same(client: Client, token: str | None) -> None:
    receipt = shown_receipt(post(client, "/share/send/", filled()))
    data = {"receipt": receipt, "last": receipt[-4:]} | ({} if token is None else {"token": token})

    assert post(client, "/share/finish/", data)["Location"] == "/share/sent/"
    assert Receipt.objects.exclude(form=None).count() == 0
