"""What the operator can ask for besides a filled form: a sum, and a word. Both keep what was typed."""

import base64
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from stories.models import Submission
from stories.privacy.form_token import new_token, read_token
from stories.privacy.proof import MOST, new_challenge
from stories.submission import limits
from tests.factories import make_note
from tests.stories.submission.pages import HAPPENED, filled, post, sent, shown_receipt, unknown_receipt

pytestmark = pytest.mark.django_db
BUCKETS = (limits.bucket, limits.unproved, limits.lookups, limits.checks, limits.solutions)


@pytest.fixture(autouse=True)
def full_buckets() -> Iterator[None]:
    for each in BUCKETS:
        each.cache_clear()
    yield
    for each in BUCKETS:
        each.cache_clear()


def solution(token: str, number: int = 5) -> str:
    """A solved challenge for the form with this token."""
    task = json.loads(new_challenge(read_token(token, at_least=0), number=number))
    return base64.b64encode(json.dumps(task | {"number": number}).encode()).decode()


def text(response: HttpResponse) -> str:
    return unescape(response.content.decode())


# --- the house word -------------------------------------------------------------------------------------------


@pytest.fixture
def word(settings) -> str:
    settings.CAIRN_HOUSE_WORDS = ["Kettle stone", "Winter lamp"]
    return "Kettle stone"


def test_nothing_is_asked_where_no_word_is_set(client: Client) -> None:
    assert "house_word" not in text(post(client, "/share/check/", filled()))
    assert post(client, "/share/send/", filled()).status_code == 200


@pytest.mark.parametrize("typed", ["Kettle stone", "kettle-stone", "WINTER LÁMP"])
def test_each_of_the_words_lets_a_story_in(client: Client, word: str, typed: str) -> None:
    assert shown_receipt(post(client, "/share/send/", filled(house_word=typed)))
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("typed", [None, "", "kettle", "<b>lamp</b>"])
def test_a_wrong_word_is_told_beside_its_field_and_keeps_all_that_was_typed(client: Client, word: str, typed) -> None:
    response = post(client, "/share/send/", filled(house_word=typed, title="Four alarms"))

    page = text(response)
    assert (response.status_code, Submission.objects.count()) == (422, 0)
    assert '<a href="#id_house_word">That is not the house word.' in page
    assert HAPPENED in page
    assert 'value="Four alarms"' in page
    assert f'name="house_word" value="{typed or ""}"' in page
    assert "Kettle" not in page + "".join(response.headers.values())


def test_the_check_page_asks_for_the_word_and_keeps_what_was_typed_when_it_is_shown_again(client, word) -> None:
    first = text(post(client, "/share/check/", filled()))
    again = text(post(client, "/share/check/", filled(house_word="winter", apply="1")))

    assert 'name="house_word" value=""' in first
    assert 'name="house_word" value="winter"' in again


def test_trying_words_empties_the_bucket_that_stories_come_through(client: Client, word: str, settings) -> None:
    settings.CAIRN_SHARE_PER_MINUTE = 2
    tries = [post(client, "/share/send/", filled(house_word="kettle")).status_code for _ in range(3)]

    assert tries == [422, 422, 429]
    assert post(client, "/share/send/", filled(house_word=word)).status_code == 429


def test_whoever_holds_a_receipt_is_asked_for_no_word(client: Client, word: str) -> None:
    response = post(client, "/status/", {"receipt": sent()})

    assert response.status_code == 200
    assert "house_word" not in text(response)


# --- the proof of work ----------------------------------------------------------------------------------------


@pytest.fixture
def proof(settings) -> None:
    settings.CAIRN_PROOF_OF_WORK = True
    settings.CAIRN_SHARE_PER_MINUTE = 3
    settings.CAIRN_UNPROVED_PER_MINUTE = 1


def test_nothing_is_loaded_and_nothing_set_where_no_proof_is_asked_for(client: Client) -> None:
    page = text(post(client, "/share/check/", filled()))

    assert "proof.js" not in page
    assert "altcha" not in page


def test_the_check_page_sets_a_sum_that_belongs_to_its_form(client: Client, proof: None) -> None:
    token = new_token()
    page = text(post(client, "/share/check/", filled(token=token)))

    challenge = re.search(r'name="altcha" value="" data-challenge="([{].*?[}])"', page)
    assert challenge
    task = json.loads(challenge[1])
    number = next(n for n in range(MOST + 1) if sha256(f"{task['salt']}{n}".encode()).hexdigest() == task["challenge"])
    payload = base64.b64encode(json.dumps(task | {"number": number}).encode()).decode()
    assert "kb/js/proof.js" in page
    assert limits.solutions().take(payload, form=read_token(token, at_least=0))


def test_solved_stories_pass_and_unsolved_ones_have_a_smaller_door(client: Client, proof: None) -> None:
    def ask(*, solved: bool) -> int:
        token = new_token()
        return post(client, "/share/send/", filled(token=token, altcha=solution(token) if solved else "")).status_code

    assert [ask(solved=False) for _ in range(2)] == [200, 429]
    assert [ask(solved=True) for _ in range(4)] == [200, 200, 200, 429]
    assert Submission.objects.count() == 4


def test_one_solution_is_one_story(client: Client, proof: None) -> None:
    token = new_token()
    payload = solution(token)

    def ask(words: str) -> int:
        return post(client, "/share/send/", filled(token=token, altcha=payload, happened=words)).status_code

    # The second goes through the smaller bucket, as one without a solution.
    assert [ask("One."), ask("Two."), ask("Three.")] == [200, 200, 429]


def test_a_story_without_a_solution_that_must_wait_is_kept_and_gets_a_new_sum(client: Client, proof, settings) -> None:
    settings.CAIRN_UNPROVED_PER_MINUTE = 0

    response = post(client, "/share/send/", filled())

    assert (response.status_code, Submission.objects.count()) == (429, 0)
    assert HAPPENED in text(response)
    assert "data-challenge" in text(response)


# --- receipts -------------------------------------------------------------------------------------------------


def test_receipts_are_tried_through_one_bucket_that_does_not_tell_right_from_wrong(client: Client, settings) -> None:
    settings.CAIRN_STATUS_PER_MINUTE = 0
    right, wrong = sent(), unknown_receipt()

    pages = {
        post(client, "/status/", {"receipt": receipt}).content.replace(receipt.encode(), b"")
        for receipt in (right, wrong)
    }

    assert len(pages) == 1
    assert b"A lot is coming in just now" in pages.pop()


@pytest.mark.parametrize(
    "path", ["/status/", "/status/answer/", "/status/edit/", "/status/accept/", "/status/take-back/"]
)
def test_every_page_behind_a_receipt_passes_it_and_carries_on_what_was_typed(client, settings, path: str) -> None:
    settings.CAIRN_STATUS_PER_MINUTE = 1
    receipt = sent()
    post(client, "/status/", {"receipt": receipt})

    response = post(client, path, {"receipt": receipt, "happened": "Two\nlines", "answer": "In spring.", "save": "1"})

    page = text(response)
    assert (response.status_code, Submission.objects.count()) == (429, 1)
    assert f'action="{path}"' in page
    for field, value in (("receipt", receipt), ("happened", "Two\nlines"), ("answer", "In spring."), ("save", "1")):
        assert f'<input type="hidden" name="{field}" value="{value}">' in page


def test_asking_for_the_form_is_no_try(client: Client, settings) -> None:
    settings.CAIRN_STATUS_PER_MINUTE = 0

    assert client.get("/status/").status_code == 200


# --- the check ------------------------------------------------------------------------------------------------

FOUND = "We found"


@pytest.mark.parametrize("choices", [{}, {"apply": "1", "find-happened-7": "own", "find-happened-7-own": "my\nboss"}])
def test_drafts_are_looked_over_through_one_bucket_and_all_that_was_typed_is_carried_on(
    client: Client, settings, choices
) -> None:
    settings.CAIRN_CHECKS_PER_MINUTE = 1
    assert FOUND in text(post(client, "/share/check/", filled()))

    data = filled(title="Four alarms", notes=["death", "loss"], kept=["Adeyemi"], house_word="kettle", **choices)
    make_note("death"), make_note("loss", name="a loss")
    response = post(client, "/share/check/", {**data, "unkept": "-"})

    page = text(response)
    assert (response.status_code, FOUND in page, response.headers.get("Set-Cookie")) == (429, False, None)
    assert "A lot is coming in just now" in page
    assert re.findall(r'<form [^>]*action="([^"]*)"', page)[-1] == "/share/check/"
    carried = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    sent_on = [
        (name, value) for name, values in data.items() for value in ([values] if isinstance(values, str) else values)
    ]
    assert sorted(carried) == sorted(sent_on)
    assert page.count('name="unkept"') == 1


def test_whoever_waited_goes_on_where_they_were(client: Client, settings) -> None:
    settings.CAIRN_CHECKS_PER_MINUTE = 0
    page = text(post(client, "/share/check/", filled(title="Four alarms")))
    again = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page))
    settings.CAIRN_CHECKS_PER_MINUTE = 1
    limits.checks.cache_clear()

    assert FOUND in text(post(client, "/share/check/", again))
    assert HAPPENED in text(post(client, "/share/write/", again))


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"find-happened-7": "own"}, 422), ({"token": "none"}, 422), ({"website": "x"}, 422)],
)
def test_a_send_that_would_show_what_was_found_passes_it_too(client: Client, settings, changes, status: int) -> None:
    first = post(client, "/share/send/", filled(**changes))
    settings.CAIRN_CHECKS_PER_MINUTE = 0
    limits.checks.cache_clear()

    response = post(client, "/share/send/", filled(**changes))

    assert (first.status_code, FOUND in text(first)) == (status, True)
    assert (response.status_code, FOUND in text(response), Submission.objects.count()) == (429, False, 0)
    assert HAPPENED in text(response)


def test_neither_sending_nor_the_pause_waits_for_the_check(client: Client, settings) -> None:
    settings.CAIRN_CHECKS_PER_MINUTE = 0

    assert shown_receipt(post(client, "/share/send/", filled()))
    pause = post(client, "/share/check/", filled(happened="I want to kill myself."))
    assert (pause.status_code, "Are you safe right now?" in text(pause)) == (200, True)
