"""What the share pages refuse, in plain words and with everything that was typed still there."""

import re

import pytest
import time_machine
from django.test import Client

from stories.models import Submission
from stories.privacy.form_token import new_token
from stories.submission import limits
from stories.submission.receipt import grouped
from tests.factories import make_topic, make_work_group
from tests.stories.submission.desk import words_of
from tests.stories.submission.pages import HAPPENED, filled, post, unknown_receipt

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"happened": "", "helped": "", "advice": ""}, "Write something in one of the four parts."),
        ({"happened": " \n\x00\u202e", "helped": "", "advice": ""}, "Write something in one of the four parts."),
        ({"publish_consent": None}, "Choose if we may publish your story."),
        ({"publish_consent": "ask"}, "Choose if we may publish your story."),
        ({"quote_consent": None}, "Choose if guides may quote you."),
        ({"quote_consent": "\x00"}, "Choose if guides may quote you."),
        ({"happened": "a" * 6001}, "This is 1 character too long."),
        ({"felt": "é" * 16_000}, "This is 10,000 characters too long."),
        ({"title": "a" * 130}, "This is 10 characters too long."),
        ({"topics": ["no-such-topic"]}, "Choose from the list."),
        ({"topics": ["night-shifts", "\x00"]}, "Choose from the list."),
        ({"helped_by": ["night-shifts"]}, "Choose from the list."),
        ({"notes": ["1 OR 1=1"]}, "Choose from the list."),
        ({"work_group": "lighthouse"}, "Choose from the list."),
    ],
)
@pytest.mark.parametrize("path", ["/share/check/", "/share/send/"])
def test_what_is_wrong_is_said_in_plain_words_and_nothing_is_lost(client: Client, path, changes, words) -> None:
    make_topic()
    make_work_group("lighthouse", name="Lighthouse", head_count=4)
    data = filled(**{"advice": "<b>Go</b> & rest’; DROP TABLE", **changes})

    response = post(client, path, data)

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert ("&lt;b&gt;Go&lt;/b&gt; &amp; rest’; DROP TABLE" in page) is ("advice" not in changes)
    assert "<b>Go" not in page
    assert "data-questions" in page
    assert Submission.objects.count() == 0


def test_a_receipt_in_the_words_is_refused(client: Client) -> None:
    receipt = unknown_receipt()

    response = post(client, "/share/send/", filled(felt=f"mine is {' '.join(grouped(receipt))}"))

    assert response.status_code == 422
    assert "There is a receipt in your words." in response.content.decode()
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    "happened",
    ["\u202egnp.exe\u202c", "a\x00b", "<script>alert(1)</script>", "{{ 7 }} {% now %}", "# *x* [y](z)",
     "🚌" * 3000, "a" * 6000, "' OR 1=1 --", "%s %(x)s {0}", "\r\n\r\n\r\nx"],
)  # fmt: skip
def test_strange_words_are_taken_as_words(client: Client, happened: str) -> None:
    checked = post(client, "/share/check/", filled(happened=happened))
    sent = post(client, "/share/send/", filled(happened=happened))

    assert (checked.status_code, sent.status_code) == (200, 200)
    assert "<script>alert" not in checked.content.decode()
    assert "\x00" not in words_of(Submission.objects.get())["happened"]


def test_a_field_sent_twice_counts_once(client: Client) -> None:
    response = post(client, "/share/send/", filled(happened=["first", "second"], publish_consent=["no", "yes"]))

    assert response.status_code == 200
    assert words_of(Submission.objects.get())["happened"] == "second"


def test_what_was_carried_is_checked_again(client: Client) -> None:
    data = filled(
        **{"find-happened-7": "erase", "find-happened-999": "use", "find-nothing-1": "own", "kept": "x" * 900}
    )

    assert post(client, "/share/send/", data).status_code == 200
    assert words_of(Submission.objects.get())["happened"] == HAPPENED


@pytest.mark.parametrize("token", [None, "", "tampered:1:2", new_token() + "x"])
def test_without_our_token_nothing_is_sent_and_nothing_lost(client: Client, token: str | None) -> None:
    response = post(client, "/share/send/", filled(token=token))

    page = response.content.decode()
    assert response.status_code == 422
    assert "This page was open for too long. Your words are still here." in page
    assert HAPPENED in page
    assert Submission.objects.count() == 0

    fresh = re.search(r'name="token"\s+value="([^"]+)"', page)
    assert fresh
    assert post(client, "/share/send/", filled(token=fresh[1])).status_code == 200


def test_a_day_old_form_is_kept_and_can_be_sent_again(client: Client) -> None:
    with time_machine.travel("2026-11-20 09:00"):
        data = filled()
    response = post(client, "/share/send/", data)

    assert response.status_code == 422
    assert HAPPENED in response.content.decode()


def test_faster_than_a_person_is_asked_to_wait(client: Client, settings) -> None:
    settings.CAIRN_FORM_SECONDS = 60

    response = post(client, "/share/send/", filled())

    assert response.status_code == 422
    assert "That was very quick." in response.content.decode()
    assert Submission.objects.count() == 0


def test_the_box_that_nobody_sees_stays_empty(client: Client) -> None:
    response = post(client, "/share/send/", filled(website="http://spam.example"))

    assert response.status_code == 422
    assert "spam" not in response.content.decode()
    assert Submission.objects.count() == 0


def test_a_flood_keeps_the_words(client: Client) -> None:
    limits.bucket().tokens = 0
    limits.bucket().per_minute = 0

    response = post(client, "/share/send/", filled())

    page = response.content.decode()
    assert response.status_code == 429
    assert "A lot is coming in just now." in page
    assert HAPPENED in page
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("path", ["/share/write/", "/share/check/", "/share/send/", "/share/finish/"])
@pytest.mark.parametrize("headers", [{"HTTP_ORIGIN": "http://elsewhere.example"}, {"HTTP_ORIGIN": "null"}])
def test_posts_from_elsewhere_are_refused(client: Client, path: str, headers: dict[str, str]) -> None:
    response = client.post(path, filled(), **headers)

    assert response.status_code == 403
    assert "We cleared this page to protect you" in response.content.decode()
    assert Submission.objects.count() == 0


def test_a_body_beyond_all_measure_is_refused(client: Client) -> None:
    response = post(client, "/share/check/", filled(happened="a" * 600_000))

    assert response.status_code == 400
    assert "We could not read that" in response.content.decode()


def test_far_too_many_fields_are_refused(client: Client) -> None:
    response = post(client, "/share/check/", filled(topics=["a"] * 500))

    assert response.status_code == 400


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x"]
)
@pytest.mark.parametrize("path", ["/share/check/", "/share/send/", "/share/write/", "/share/finish/", "/status/"])
def test_another_kind_of_body_is_no_story(client: Client, path: str, kind: str) -> None:
    response = client.post(path, b'{"happened": "x"}', content_type=kind, HTTP_ORIGIN="http://testserver")

    assert response.status_code in {200, 302, 400, 422}
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("path", ["/share/check/", "/share/send/"])
def test_reading_what_is_only_posted_leads_to_the_start(client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, "/share/")
