"""Sharing, page by page: what is shown, and what is kept of what was typed."""

import re

import pytest
from django.test import Client

from stories.models import Receipt, SealedKey, Submission
from stories.models.submission import Priority
from stories.privacy.promise import PROMISE
from stories.submission.receipt import digest_of, grouped
from tests.factories import make_note, make_story, make_topic, make_work_group
from tests.stories.submission.desk import words_of
from tests.stories.submission.pages import HAPPENED, filled, post, shown_receipt

pytestmark = pytest.mark.django_db


def typed_words(page: str) -> str:
    """What stands in the textarea for "What happened?"."""
    found = re.search(r'<textarea name="happened"[^>]*>\s?(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


def test_start_says_the_promise_in_the_words_of_the_privacy_page(client: Client) -> None:
    pages = [client.get(path).content.decode() for path in ("/share/", "/privacy/", "/staying-private/")]

    said = [re.findall(r"What we store does not say who you are\.[^<]*", page) for page in pages]
    assert said == [[str(PROMISE)]] * 3


def test_start_says_what_we_cannot_promise(client: Client) -> None:
    page = client.get("/share/").content.decode()

    assert "We cannot promise that nobody will guess who you are." in page
    assert "Is this a safe screen?" in page
    assert 'href="/share/write/"' in page


def test_write_shows_every_question_and_preselects_nothing(client: Client) -> None:
    make_topic()
    make_topic("Asked for help", kind="helped")
    make_note()
    care = make_work_group()
    make_work_group("lighthouse", name="Lighthouse", head_count=4, parent=care)

    page = client.get("/share/write/").content.decode()

    labels = ["Night shifts", "Asked for help", "I’m not sure", "What happened?", "What was it like for you?",
              "What helped, even a little?", "What would you tell a colleague", "a death", "Patient care",
              "I’d rather not say", "May we publish your story?", "May we quote you in guides?"]  # fmt: skip
    assert [label for label in labels if label not in page] == []
    assert "Lighthouse" not in page
    assert " checked>" not in page
    assert " required" not in page
    assert page.count('autocomplete="off"') >= 5


@pytest.mark.parametrize("topics", [1, 30])
def test_write_takes_the_same_queries_for_many_topics(client: Client, django_assert_num_queries, topics: int) -> None:
    for number in range(topics):
        make_topic(f"Topic {number}")
        make_note(f"note-{number}", name=f"note {number}")
        make_work_group(f"group-{number}", name=f"Group {number}")

    with django_assert_num_queries(3 + 2):  # the vocabulary; who to turn to, where no file of it is there yet
        client.get("/share/write/")


def test_check_points_at_details_and_stores_nothing(client: Client) -> None:
    response = post(client, "/share/check/", filled())

    page = response.content.decode()
    assert response.status_code == 200
    assert "We found 2 details" in page
    assert "<mark>Mrs Adeyemi</mark>" in page
    assert "Use “someone I work with”" in page
    assert " checked>" not in page
    assert Submission.objects.count() == Receipt.objects.count() == 0


def test_check_without_finds_says_to_read_once_more(client: Client) -> None:
    page = post(client, "/share/check/", filled(happened="I went home.")).content.decode()

    assert "Read it once more as if you were your manager." in page
    assert "<mark>" not in page


def test_check_shows_the_whole_story_with_a_way_to_each_question(client: Client) -> None:
    make_topic()
    make_note()
    make_work_group()
    data = filled(topics=["night-shifts"], notes=["death"], work_group="patient-care", happened="It\r\n\r\nwas late")

    page = post(client, "/share/check/", data).content.decode()

    opens = re.findall(r'name="open"\s+value="(\w+)"', page)
    assert opens == ["topics", "happened", "felt", "helped", "advice", "notes", "work_group", "publish_consent"]
    shown = ["Night shifts", "<p>It</p>\n<p>was late</p>", "a death", "Patient care", "Publish: yes.", "ask me first"]
    assert [text for text in shown if text not in page] == []


def test_not_sure_is_an_answer(client: Client) -> None:
    assert "Not sure" in post(client, "/share/check/", filled(unsure="on")).content.decode()


def test_change_opens_the_questions_with_everything_typed(client: Client) -> None:
    make_topic()
    data = filled(topics=["night-shifts"], title="Stairs", open="felt", kept=["Mrs Adeyemi"], paused="on")

    page = post(client, "/share/write/", data).content.decode()

    assert typed_words(page) == HAPPENED
    assert 'data-open="felt"' in page
    for field in ("title", "kept", "paused", "token"):
        assert f'name="{field}"' in page
    assert 'value="Mrs Adeyemi"' in page
    assert 'value="Stairs"' in page
    assert page.count(" checked>") == 3
    assert "There is a problem" not in page


def test_words_of_risk_open_the_pause_once(client: Client) -> None:
    data = filled(happened="I want to die.")

    first = post(client, "/share/check/", data).content.decode()
    second = post(client, "/share/check/", {**data, "paused": "True"}).content.decode()

    assert "are you safe right now?" in first
    assert 'name="happened" value="I want to die."' in first
    assert 'name="paused" value="True"' in first
    assert "Check that it does not point to you" in second


def test_apply_changes_the_words_and_looks_again(client: Client) -> None:
    data = filled(**{"apply": "1", "find-happened-7": "use", "find-happened-19": "keep"})

    page = post(client, "/share/check/", data).content.decode()

    assert "I told someone I work with at 4 a.m. on the stairs." in page
    assert "<mark>" not in page
    assert 'name="kept" value="at 4 a.m."' in page


def test_own_words_take_the_place_of_a_find(client: Client) -> None:
    data = filled(**{"apply": "1", "find-happened-19": "own", "find-happened-19-own": "  late\n at  night "})

    page = post(client, "/share/check/", data).content.decode()

    assert "I told Mrs Adeyemi late at night on the stairs." in page


@pytest.mark.parametrize(("own", "words"), [("", "Write your own words"), ("a" * 201, "Use fewer words here")])
@pytest.mark.parametrize("path", ["/share/check/", "/share/send/"])
def test_own_words_that_are_missing_or_too_long(client: Client, path: str, own: str, words: str) -> None:
    data = filled(**{"apply": "1", "find-happened-7": "own", "find-happened-7-own": own})

    response = post(client, path, data)

    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error:" in page.replace("\n", "").replace("  ", "")
    assert words in page
    assert Submission.objects.count() == 0


def test_choices_that_make_a_part_too_long_are_told(client: Client) -> None:
    words = HAPPENED + " " + "a" * (6000 - len(HAPPENED) - 1)
    data = filled(**{"happened": words, "find-happened-7": "use"})

    for path, extra in (("/share/check/", {"apply": "1"}), ("/share/send/", {})):
        response = post(client, path, {**data, **extra})
        assert response.status_code == 422
        assert "This is 8 characters too long." in response.content.decode()
    assert Submission.objects.count() == 0


def test_send_seals_the_story_and_shows_its_receipt(client: Client) -> None:
    topic, note, group = make_topic(), make_note(), make_work_group()
    helped = make_topic("Asked for help", kind="helped")
    data = filled(
        title="Stairs", topics=["night-shifts"], helped_by=[helped.slug], notes=["death"], work_group="patient-care",
        felt="Cold.", advice="Go home.", **{"find-happened-7": "use"},
    )  # fmt: skip

    response = post(client, "/share/send/", data)

    receipt = shown_receipt(response)
    submission = Submission.objects.get(receipt__digest=digest_of(receipt))
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert words_of(submission) == {
        "title": "Stairs", "happened": "I told someone I work with at 4 a.m. on the stairs.", "felt": "Cold.",
        "helped": "Somebody put the kettle on.", "advice": "Go home.",
    }  # fmt: skip
    assert (submission.publish_consent, submission.quote_consent) == ("yes", "ask")
    assert (submission.work_group, list(submission.notes.all())) == (group, [note])
    assert set(submission.topics.all()) == {topic, helped}
    assert submission.priority == Priority.READY
    page = response.content.decode()
    assert [group for group in grouped(receipt) if f"<span>{group}</span>" not in page] == []
    assert "<svg" in page


def test_the_receipt_is_nowhere_but_on_the_page(client: Client) -> None:
    response = post(client, "/share/send/", filled())

    receipt = shown_receipt(response)
    page = response.content.decode()
    assert receipt not in str(response.headers)
    assert [link for link in re.findall(r'(?:href|src|action)="([^"]*)"', page) if receipt[:4] in link] == []
    assert receipt[:4] not in re.findall(r"<title>(.*?)</title>", page, re.DOTALL)[0]
    assert not Receipt.objects.filter(digest__icontains=receipt).exists()


def test_words_of_risk_are_read_first(client: Client) -> None:
    post(client, "/share/send/", filled(happened="I want to die.", paused="True"))

    assert Submission.objects.get().priority == Priority.READ_FIRST


def test_sending_twice_is_one_story_with_one_receipt(client: Client) -> None:
    data = filled()

    first, second = post(client, "/share/send/", data), post(client, "/share/send/", data)

    assert shown_receipt(first) == shown_receipt(second)
    assert Submission.objects.count() == Receipt.objects.count() == SealedKey.objects.count() == 1


def test_company_is_the_newest_about_the_same(client: Client, django_assert_num_queries) -> None:
    topic = make_topic()
    for number in range(5):
        make_story(f"Night {number}", topics=[topic])
    make_story("Something else")

    page = post(client, "/share/send/", filled(topics=["night-shifts"])).content.decode()

    assert re.findall(r"Night \d", page) == ["Night 4", "Night 3", "Night 2"]
    assert "Something else" not in page


def test_no_title_is_shown_to_strangers_where_reading_asks_for_an_account(client: Client, settings) -> None:
    settings.CAIRN_READING = "signed-in"
    make_story("Only for people with an account")

    sent = post(client, "/share/send/", filled())
    again = post(client, "/share/finish/", {"receipt": shown_receipt(sent), "last": "wrong"})

    assert (sent.status_code, again.status_code) == (200, 422)
    assert "Only for people" not in sent.content.decode() + again.content.decode()


def test_the_last_group_ends_it_and_clears(client: Client) -> None:
    receipt = shown_receipt(post(client, "/share/send/", filled()))

    response = post(client, "/share/finish/", {"receipt": receipt, "last": f" {receipt[-4:].lower()} "})

    assert (response.status_code, response["Location"]) == (302, "/share/sent/")
    assert response["Clear-Site-Data"] == '"cache"'
    last = client.get("/share/sent/")
    assert last["Clear-Site-Data"] == '"cache"'
    assert "This screen is clear" in last.content.decode()
    assert receipt[:4] not in last.content.decode()


@pytest.mark.parametrize("last", ["", "AAAA", "\x00", "🙂", "A" * 500])
def test_a_wrong_last_group_shows_the_receipt_again(client: Client, last: str) -> None:
    receipt = shown_receipt(post(client, "/share/send/", filled()))

    response = post(client, "/share/finish/", {"receipt": receipt, "last": last})

    assert response.status_code == 422
    assert shown_receipt(response) == receipt
    assert "That is not the last group." in response.content.decode()


@pytest.mark.parametrize("receipt", ["", "tampered", "\x00"])
def test_finishing_without_a_receipt_leads_to_the_start(client: Client, receipt: str) -> None:
    response = post(client, "/share/finish/", {"receipt": receipt, "last": "AAAA"})

    assert (response.status_code, response["Location"]) == (302, "/share/")


def test_the_pause_shows_who_to_ring(client: Client) -> None:
    page = post(client, "/share/check/", filled(happened="I want to die.")).content.decode()

    assert 'class="pause flow"' in page
    assert "<dt>" in page
