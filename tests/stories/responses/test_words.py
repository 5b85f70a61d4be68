"""Replies and reports: what is asked, looked over, refused, and kept of them."""

import pytest
from django.test import Client

from stories.models import Response, ResponseKey
from stories.models.response import Urgency
from stories.privacy.form_token import new_token
from stories.privacy.sealed_responses import open_words
from stories.privacy.wrapping import CannotOpen
from stories.responses import limits
from stories.responses.rules import NotALink, clean_link
from tests.factories import make_response, make_story
from tests.stories.responses.pages import hidden, send

pytestmark = pytest.mark.django_db

KIND = {"kind": "kind_words", "text": "I heard how tired you were."}


def test_the_page_says_what_can_be_offered_and_that_there_is_no_receipt(client: Client) -> None:
    page = client.get(f"/respond/{make_story().code}/").content.decode()

    said = ["What would you like to offer?", "Say what you heard. No advice.", "A link, and one line why.",
            "What worked for you, or what you can change.", "Up to 600 characters.", "A moderator reads replies first.",
            "You get no receipt for a reply", "This helped me"]  # fmt: skip
    assert [words for words in said if words not in page] == []


def test_a_reply_is_sealed_and_says_so(client: Client) -> None:
    story = make_story()

    answer = send(client, story, **KIND)

    assert (answer.status_code, answer.cookies) == (200, {})
    assert "Thank you. A moderator reads replies first." in answer.content.decode()
    (row,) = Response.objects.all()
    assert (row.story, row.kind, row.priority, row.version) == (story, "kind_words", Urgency.ORDINARY, 1)
    assert len(row.sealed_words) % 1024 == 0
    assert b"tired" not in bytes(row.sealed_words)
    assert open_words([row]) == [{"text": KIND["text"], "link": ""}]


def test_the_same_form_sent_twice_is_one_reply(client: Client) -> None:
    story, token = make_story(), new_token()

    for text in (KIND["text"], KIND["text"], "Other words."):
        send(client, story, token=token, kind="kind_words", text=text)

    assert Response.objects.count() == 2


def test_a_link_is_kept_beside_its_line(client: Client) -> None:
    send(client, make_story(), kind="useful", text="It helped me sleep.", link="Example.org/Sleep")

    (row,) = Response.objects.all()
    assert open_words([row]) == [{"text": "It helped me sleep.", "link": "https://example.org/Sleep"}]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "kind_words", "text": " "}, "Write a line or two."),
        ({"kind": "", "text": "Yes."}, "Choose one of the three."),
        ({"kind": "harms", "text": "Yes."}, "Choose one of the three."),
        ({"kind": "kind_words", "text": "x" * 602}, "This is 2 characters too long."),
        ({"kind": "useful", "text": "Yes."}, "Paste the link here, or choose another kind of reply."),
        ({**KIND, "link": "https://example.org"}, "A link goes with “Something useful”."),
        ({"kind": "useful", "text": "Yes.", "link": "http://example.org"}, "This does not work as a link."),
        ({"kind": "useful", "text": "Yes.", "link": f"example.org/{'x' * 300}"}, "This does not work as a link."),
    ],
)
def test_what_cannot_be_sent_is_said_in_plain_words_and_given_back(client: Client, fields, said) -> None:
    answer = send(client, make_story(), **fields)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: Give something back" in page
    assert said in page
    assert fields["text"].strip() in page
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "https://bank.example@evil.example/", "https://example.org:8443/", "https://10.0.0.1/",
     "https://localhost/", "https://exämple.org/", "https://example.org/a b", "https://[::1/", "ftp://example.org",
     "https://example.org/<b>", "https://"],
)  # fmt: skip
def test_a_link_that_could_lead_astray_is_none(typed: str) -> None:
    with pytest.raises(NotALink):
        clean_link(typed)


def test_words_of_risk_pause_once_before_anything_is_sent(client: Client) -> None:
    story, words = make_story(), {"kind": "kind_words", "text": "I want to kill myself too."}

    pause = send(client, story, **words)
    assert "Before you carry on, are you safe right now?" in pause.content.decode()
    assert "Carry on with my words" in pause.content.decode()
    assert not Response.objects.exists()
    back = send(client, story, again="1", paused="1", **words).content.decode()
    assert "I want to kill myself too." in back

    carried = {name: hidden(pause, name) for name in ("token", "kind", "text", "link", "paused")}
    answer = send(client, story, **carried)

    assert "Thank you." in answer.content.decode()
    assert Response.objects.get().priority == Urgency.RISK


def test_what_could_point_to_somebody_is_shown_once_and_left_to_the_reader(client: Client) -> None:
    story = make_story()
    words = {"kind": "kind_words", "text": "Ask Brenda Thompson, she rings 020 7946 0018."}

    shown = send(client, story, **words)
    page = shown.content.decode()
    assert "Check that it does not point to somebody" in page
    assert "<mark>Brenda Thompson</mark>" in page
    assert not Response.objects.exists()

    changed = send(client, story, **{**words, "text": "Ask Abigail Whitcombe."}, seen=["Brenda Thompson"])
    assert "<mark>Abigail Whitcombe</mark>" in changed.content.decode()

    send(client, story, **words, seen=["Brenda Thompson", "020 7946 0018"])
    assert Response.objects.count() == 1


@pytest.mark.parametrize(("fields", "status"), [({"website": "x"}, 422), ({"token": "old"}, 422)])
def test_the_gate_gives_the_words_back(client: Client, fields, status) -> None:
    answer = send(client, make_story(), **KIND, **fields)

    assert answer.status_code == status
    assert KIND["text"] in answer.content.decode()
    assert not Response.objects.exists()


def test_a_form_sent_faster_than_a_person_types_and_a_full_bucket_write_nothing(client: Client, settings) -> None:
    settings.CAIRN_FORM_SECONDS = 3
    assert "That was very quick." in send(client, make_story(), **KIND).content.decode()

    settings.CAIRN_FORM_SECONDS, settings.CAIRN_REPLIES_PER_MINUTE = 0, 0
    limits.replies.cache_clear()
    assert send(client, make_story(), **KIND).status_code == 429
    assert not Response.objects.exists()


def test_a_report_comes_first_and_may_name_whom_it_is_about(client: Client) -> None:
    story = make_story()
    page = client.get(story.get_absolute_url()).content.decode()
    assert f'<a href="/respond/{story.code}/wrong/">Something wrong with this story?</a>' in page

    answer = send(client, story, "wrong/", kind="points", text="Everybody knows Brenda Thompson.")

    assert "Thank you. The moderators have it." in answer.content.decode()
    row = Response.objects.get()
    assert (row.is_report, row.priority, ResponseKey.objects.count()) == (True, Urgency.REPORT, 1)


def test_a_report_needs_words_only_where_its_kind_says_nothing(client: Client) -> None:
    story = make_story()

    assert "Write a line" in send(client, story, "wrong/", kind="other").content.decode()
    assert send(client, story, "wrong/", kind="harms").status_code == 200
    assert Response.objects.get().kind == "harms"


@pytest.mark.parametrize("code", ["nowhere", "ZZZZZZZZZZZZZ", "0000000000007", "uuuuuuuuuuuuu"])
def test_a_story_that_is_not_there_takes_none(client: Client, code: str) -> None:
    assert client.get(f"/respond/{code}/").status_code == 404


def test_a_story_erased_while_its_reader_writes_takes_none(client: Client, monkeypatch) -> None:
    story = make_story()
    monkeypatch.setattr("stories.responses.views.words.story_or_404", lambda code: story)
    type(story).objects.all().delete()

    assert send(client, story, **KIND).status_code == 404
    assert not Response.objects.exists()


def test_equal_words_are_sealed_differently_and_open_nowhere_else() -> None:
    story = make_story()
    one, other = (make_response(story, text="The same.") for _time in range(2))

    assert bytes(one.sealed_words) != bytes(other.sealed_words)
    one.sealed_words = other.sealed_words
    with pytest.raises(CannotOpen):
        open_words([one])
