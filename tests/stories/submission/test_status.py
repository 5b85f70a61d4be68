"""The author's own page: who gets in, what it shows, and what can be done there."""

import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stories.models import Message, SealedKey, Submission
from stories.models.submission import Move, State
from stories.privacy.form_token import new_token
from stories.privacy.sealing import unseal_parts
from stories.publishing.schedule import release_all
from stories.submission import limits
from stories.submission.actions import add_message
from stories.submission.receipt import grouped
from tests.stories.submission.desk import asked, behind, moved, offered, row
from tests.stories.submission.pages import post, sent, unknown_receipt

pytestmark = pytest.mark.django_db


def keyed(receipt: str, **more: Any) -> dict[str, Any]:
    """What the forms of the page carry."""
    return {"receipt": receipt, "token": new_token(), "version": str(behind(receipt).version), **more}


def page_of(client: Client, receipt: str) -> str:
    return post(client, "/status/", {"receipt": receipt}).content.decode()


def timeline(page: str) -> list[str]:
    return re.findall(r"<li(?: class=\"on\")?><strong>(.*?)</strong>", page)


def test_asking_for_the_receipt(client: Client) -> None:
    page = client.get("/status/").content.decode()

    assert 'name="receipt"' in page
    assert "There is a problem" not in page


@time_machine.travel("2026-11-25 12:00")
def test_a_receipt_opens_its_story_however_it_is_typed(client: Client) -> None:
    receipt = sent()

    page = page_of(client, f"  {' - '.join(grouped(receipt)).lower()} ")

    assert "How your story is doing" in page
    assert timeline(page) == ["Sent"]
    assert "week of 23 November" in page
    assert "I slept through three of them." in page


def test_right_wrong_and_gone_receipts_have_the_same_status_and_headers(client: Client) -> None:
    right, gone = sent(), sent()
    post(client, "/status/take-back/", keyed(gone, confirm="1"))

    answers = [
        post(client, "/status/", {"receipt": typed}) for typed in (right, gone, unknown_receipt(), "7KQM", "", "\x00")
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert len({tuple(sorted(answer.headers.keys())) for answer in answers}) == 1
    assert len({answer["Cache-Control"] for answer in answers}) == 1


@pytest.mark.parametrize("typed", ["", "7KQM 3HTW X2RD 9FPN 4VBB", "<b>x</b>", "\x00\ud83d", "é" * 5000])
def test_a_wrong_receipt_is_said_in_plain_words(client: Client, typed: str) -> None:
    page = post(client, "/status/", {"receipt": typed.encode("utf-8", "replace").decode()}).content.decode()

    assert page.count("We could not find that receipt. Check each group of four.") == 2
    assert "<b>x" not in page


def test_a_gone_story_has_calm_words_of_its_own(client: Client) -> None:
    receipt = sent()
    post(client, "/status/take-back/", keyed(receipt, confirm="1"))

    page = page_of(client, receipt)

    assert "The story behind this receipt is gone." in page
    assert "There is a problem" not in page


def test_reading_a_status_writes_nothing(client: Client) -> None:
    receipt = sent()
    offered(asked_and_answered(behind(receipt)), happened="Safe words.")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        post(client, "/status/", {"receipt": receipt})

    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


def asked_and_answered(submission: Submission) -> Submission:
    return moved(asked(submission), Move.ANSWER)


@pytest.mark.parametrize("messages", [1, 30])
def test_status_takes_the_same_queries_for_many_messages(client: Client, django_assert_num_queries, messages) -> None:
    receipt = sent()
    submission = behind(receipt)
    for number in range(messages):
        add_message(submission, sender=Message.Sender.TEAM, kind=Message.Kind.SUPPORT, text=f"Hello {number}")

    with django_assert_num_queries(4):
        page = page_of(client, receipt)

    assert page.count("Hello ") == messages


@pytest.mark.parametrize(
    ("moves", "steps", "words"),
    [
        ((Move.CLAIM,), ["Being read", "Sent"], "Somebody is reading it now."),
        ((Move.CLAIM, Move.LAPSE, Move.CLAIM), ["Being read", "Sent"], "Somebody is reading it now."),
        (
            (Move.CLAIM, Move.DECLINE),
            ["Not published", "Being read", "Sent"],
            "we erase it within 30 days of our answer.",
        ),
        (
            (Move.CLAIM, Move.DECLINE, Move.REOPEN),
            ["Being read again", "Not published", "Being read", "Sent"],
            "We took back what we had decided.",
        ),
        ((Move.CLAIM, Move.APPROVE), ["Approved", "Being read", "Sent"], "It is approved."),
        ((Move.CLAIM, Move.ESCALATE), ["With our senior readers", "Being read", "Sent"], "It is with us"),
        ((Move.CLAIM, Move.SEND_FOR_SECOND_READ), ["A second person reads it", "Being read", "Sent"], "It is with us"),
    ],
)
def test_each_state_has_its_words(client: Client, moves, steps: list[str], words: str) -> None:
    receipt = sent()
    moved(behind(receipt), *moves)

    page = page_of(client, receipt)

    assert timeline(page) == steps
    assert words in page


@time_machine.travel("2026-11-25 12:00")
def test_an_approved_story_says_when_it_may_come_out(client: Client) -> None:
    receipt = sent()
    submission = moved(behind(receipt), Move.CLAIM, Move.APPROVE)
    Submission.objects.filter(pk=submission.pk).update(settled_week="2026-W48")

    page = page_of(client, receipt)

    assert "The next day for that is Monday 30 November." in page
    assert "If few are ready, it waits for more, but no longer than Monday 21 December." in page


def test_where_stories_come_out_at_once_no_day_is_said(client: Client, settings) -> None:
    receipt = sent()
    moved(behind(receipt), Move.CLAIM, Move.APPROVE)
    settings.CAIRN_RELEASE = "at-once"

    assert "The next day for that is" not in page_of(client, receipt)


def test_a_published_story_is_linked_and_its_sealed_words_are_gone(client: Client) -> None:
    receipt = sent()
    moved(behind(receipt), Move.CLAIM, Move.APPROVE)
    (story,) = release_all()

    page = page_of(client, receipt)

    assert f'href="{story.get_absolute_url()}"' in page
    assert timeline(page)[0] == "Published"
    assert "Read what you sent" not in page
    assert "Change my words" not in page
    assert "Take it back" in page


def test_a_question_can_be_answered(client: Client) -> None:
    receipt = sent()
    asked(behind(receipt), "When did it <b>begin</b>?")
    page = page_of(client, receipt)

    response = post(client, "/status/answer/", keyed(receipt, answer="In spring."))

    assert "When did it &lt;b&gt;begin&lt;/b&gt;?" in page
    assert response.status_code == 200
    assert "In spring." in response.content.decode()
    assert behind(receipt).state == State.ANSWERED


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Write your answer first."),
        (" \n ", "Write your answer first."),
        ("a" * 2003, "This is 3 characters too long."),
        ("it is 7KQM 3HTW X2RD 9FPN 4VB{}", "There is a receipt in your words."),
    ],
)
def test_answers_that_cannot_be_sent(client: Client, typed: str, words: str) -> None:
    receipt = sent()
    asked(behind(receipt))
    code = unknown_receipt()

    response = post(client, "/status/answer/", keyed(receipt, answer=f"it is {code}" if "{" in typed else typed))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert behind(receipt).state == State.QUESTION


def test_answer_without_a_token_or_in_a_flood_is_kept(client: Client) -> None:
    receipt = sent()
    asked(behind(receipt))
    without = post(client, "/status/answer/", {**keyed(receipt, answer="In spring."), "token": "old"})
    limits.bucket().tokens = limits.bucket().per_minute = 0
    flooded = post(client, "/status/answer/", keyed(receipt, answer="In spring."))

    assert (without.status_code, flooded.status_code) == (422, 429)
    assert all("In spring." in answer.content.decode() for answer in (without, flooded))
    assert behind(receipt).state == State.QUESTION


def test_offered_changes_are_shown_as_a_difference(client: Client) -> None:
    receipt = sent(happened="I told Mrs Adeyemi at once.")
    offered(behind(receipt), happened="I told my mentor at once.")

    page = page_of(client, receipt)

    assert re.search(r"<del><span class=\"vh\">taken out: </span>Mrs Adeyemi </del>", page)
    assert re.search(r"<ins><span class=\"vh\">put in: </span>my mentor </ins>", page)
    assert "Nothing changed here." in page
    assert [word for word in ("Accept", "Make my own", "Take back") if f">{word}</button>" not in page] == []


def test_accept_takes_the_changes(client: Client) -> None:
    receipt = sent()
    offered(behind(receipt), happened="Safe words.")

    response = post(client, "/status/accept/", keyed(receipt))

    page = response.content.decode()
    assert response.status_code == 200
    assert behind(receipt).state == State.APPROVED
    assert timeline(page)[0] == "You said yes to the changes"
    assert "How it will read" in page


def test_make_my_own_starts_from_what_was_offered(client: Client) -> None:
    receipt = sent()
    offered(behind(receipt), happened="Safe words.")

    page = post(client, "/status/edit/", keyed(receipt)).content.decode()

    assert ">\nSafe words.</textarea>" in page
    assert 'value="Four alarms"' in page


def test_edited_words_take_the_place_of_the_old(client: Client) -> None:
    receipt = sent()

    response = post(client, "/status/edit/", keyed(receipt, save="1", title="T", happened="New\r\nwords", felt=""))

    submission = behind(receipt)
    assert response.status_code == 200
    assert unseal_parts(submission, "original", submission.sealed_original) == {
        "title": "T", "happened": "New\nwords", "felt": "", "helped": "", "advice": "",
    }  # fmt: skip
    assert timeline(response.content.decode()) == ["You changed your story", "Sent"]


def test_edits_that_cannot_be_saved_are_kept(client: Client) -> None:
    receipt = sent()
    long = post(client, "/status/edit/", keyed(receipt, save="1", happened="a" * 6001, felt="Kept words."))
    empty = post(client, "/status/edit/", keyed(receipt, save="1"))
    tokenless = post(client, "/status/edit/", {**keyed(receipt, save="1", felt="Kept words."), "token": ""})

    assert [answer.status_code for answer in (long, empty, tokenless)] == [422] * 3
    assert "This is 1 character too long." in long.content.decode()
    assert "Kept words." in long.content.decode()
    assert "Write something in one of the four parts." in empty.content.decode()
    assert "Kept words." in tokenless.content.decode()
    assert behind(receipt).version == 1


def test_what_moved_on_is_said_and_what_was_typed_is_there(client: Client) -> None:
    receipt = sent()
    data = keyed(receipt, save="1", happened="My better words.", answer="My answer.")
    asked(behind(receipt))

    answers = [post(client, path, data) for path in ("/status/edit/", "/status/answer/", "/status/accept/")]

    pages = [answer.content.decode() for answer in answers]
    assert [answer.status_code for answer in answers] == [409] * 3
    assert all("The story moved on while you were reading" in page for page in pages)
    assert "My better words." in pages[0]
    assert "My answer." in pages[1]
    assert behind(receipt).state == State.QUESTION


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30, "²", "\x00"])
def test_a_tampered_version_counts_as_stale(client: Client, version: str) -> None:
    receipt = sent()
    offered(behind(receipt), happened="Safe.")

    assert post(client, "/status/accept/", {**keyed(receipt), "version": version}).status_code == 409


def test_editing_waits_while_somebody_reads_it(client: Client) -> None:
    receipt = sent()
    moved(behind(receipt), Move.CLAIM)

    assert "Change my words" not in page_of(client, receipt)
    assert post(client, "/status/edit/", keyed(receipt)).status_code == 409


@time_machine.travel("2026-11-25 12:00")
def test_take_back_asks_first_and_says_by_when(client: Client, settings) -> None:
    settings.CAIRN_DAYS_BACKUPS = 14
    receipt = sent()

    page = post(client, "/status/take-back/", keyed(receipt)).content.decode()

    assert "delete it within 14 days: by 9 December 2026" in re.sub(r"\s+", " ", page)
    assert "already read or printed" not in page
    assert behind(receipt).state == State.RECEIVED


def test_take_back_of_a_published_story_says_what_it_cannot_do(client: Client) -> None:
    receipt = sent()
    moved(behind(receipt), Move.CLAIM, Move.APPROVE)
    release_all()

    asked_first = post(client, "/status/take-back/", keyed(receipt)).content.decode()
    response = post(client, "/status/take-back/", keyed(receipt, confirm="1"))

    assert "We cannot take it back from people who have already read or printed it." in asked_first
    assert response["Clear-Site-Data"] == '"cache"'
    assert "Your story is taken back" in response.content.decode()
    assert row(receipt).submission is None


@pytest.mark.parametrize("path", ["answer", "accept", "edit", "take-back"])
def test_the_other_pages_need_a_right_receipt_too(client: Client, path: str) -> None:
    unknown = post(client, f"/status/{path}/", {"receipt": unknown_receipt(), "confirm": "1", "save": "1"})
    reading = client.get(f"/status/{path}/")

    assert unknown.status_code == 200
    assert "We could not find that receipt." in unknown.content.decode()
    assert (reading.status_code, reading["Location"]) == (302, "/status/")


@pytest.mark.parametrize("path", ["", "answer/", "accept/", "edit/", "take-back/"])
def test_posts_from_elsewhere_are_refused(client: Client, path: str) -> None:
    receipt = sent()

    response = client.post(f"/status/{path}", keyed(receipt, confirm="1"), HTTP_ORIGIN="http://elsewhere.example")

    assert response.status_code == 403
    assert behind(receipt).state == State.RECEIVED


@pytest.mark.parametrize("path", ["/status/", "/status/edit/"])
def test_a_story_that_is_erased_in_mid_page_is_no_error(client: Client, path: str) -> None:
    receipt = sent()
    fields = keyed(receipt)
    SealedKey.objects.all().delete()  # as a release or an erasure leaves it, between two of the page's questions

    response = post(client, path, fields)

    assert response.status_code == 409
    assert "The story moved on while you were reading" in response.content.decode()
