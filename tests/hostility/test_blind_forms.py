"""The share and status forms against everything that is not a story."""

import re
from typing import Any

import pytest

from stories.models import Message, Submission
from stories.submission import limits
from tests.hostility.conftest import Browser, rows
from tests.hostility.inputs import CANARY, FEW, WORDS, bodies, broken
from tests.stories.submission.desk import asked, behind, offered
from tests.stories.submission.pages import filled, sent

pytestmark = pytest.mark.whole_site

STORY_PATHS = ("/share/write/", "/share/check/", "/share/send/")
STORY_FIELDS = ("title", "happened", "felt", "helped", "advice")
OTHER_FIELDS = ("token", "topics", "helped_by", "unsure", "notes", "work_group", "publish_consent", "quote_consent",
                "paused", "website", "kept", "open", "apply", "find-happened-7", "find-happened-7-own")  # fmt: skip
OWN_PATHS = ("/status/", "/status/answer/", "/status/accept/", "/status/edit/", "/status/take-back/")
PATHS = (*STORY_PATHS, "/share/finish/", *OWN_PATHS)
OWN_FIELDS = {
    "/share/finish/": ("receipt", "last"),
    "/status/": ("receipt",),
    "/status/answer/": ("receipt", "answer", "version", "token", "website"),
    "/status/accept/": ("receipt", "version"),
    "/status/edit/": ("receipt", "version", "token", "website", "save", *STORY_FIELDS),
    "/status/take-back/": ("receipt",),
}


@pytest.fixture(autouse=True)
def _site(site) -> None:
    """Something to choose from."""


def fields_for(path: str) -> dict[str, Any]:
    """What would be right at this address."""
    if path in STORY_PATHS:
        return filled()
    receipt = sent()
    if path == "/status/answer/":
        asked(behind(receipt))
    if path == "/status/accept/":
        offered(behind(receipt), happened="Other words.")
    version = str(behind(receipt).version)
    return filled(receipt=receipt, last="none", answer="It began in May.", version=version, save="1")


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("path", STORY_PATHS)
def test_hostile_words_in_a_story(blind: Browser, path: str, words: str) -> None:
    """All parts at once, then the other fields; a story is stored only behind a receipt."""
    parts = dict.fromkeys(STORY_FIELDS, WORDS[words])
    others = {name: WORDS[words] for name in OTHER_FIELDS if name != "token"}
    one_by_one = path == "/share/send/" and words in FEW
    each = [{name: value} for name, value in others.items()] if one_by_one else [others]
    for changes in [parts, {"token": WORDS[words]}, *each]:
        before = rows()
        answer = blind.post(path, filled(**changes))
        page = answer.content.decode()
        stored = rows() != before
        assert stored == ("Your story has been sent" in page)
        if stored:
            assert path == "/share/send/"
        else:
            typed = changes.get("happened", filled()["happened"])
            assert CANARY not in typed or CANARY in page
            assert "happened" in changes or "Mrs Adeyemi" in page


@pytest.mark.parametrize("path", PATHS)
def test_bodies_that_are_no_form(blind: Browser, path: str) -> None:
    right = fields_for(path)
    for name, (kind, body) in bodies(right).items():
        before = rows()
        blind.ask("POST", path, data=body, content_type=kind)
        assert rows() == before or name in {"hex charset", "undefined charset"}, name


@pytest.mark.parametrize("path", PATHS)
def test_fields_that_are_no_utf8(blind: Browser, path: str) -> None:
    right = fields_for(path)
    for name in OWN_FIELDS.get(path, (*STORY_FIELDS, "topics", "token", "quote_consent")):
        for body in broken(right, name):
            page = blind.ask("POST", path, data=body, content_type="application/x-www-form-urlencoded").content.decode()
            assert path not in STORY_PATHS[:2] or name not in STORY_FIELDS or CANARY in page


@pytest.mark.parametrize("words", FEW)
@pytest.mark.parametrize("path", OWN_FIELDS)
def test_hostile_words_on_the_authors_own_page(blind: Browser, path: str, words: str) -> None:
    right: dict[str, Any] = {}
    stored = True
    for name in OWN_FIELDS[path]:
        right = fields_for(path) if stored else right
        before = rows()
        answer = blind.post(path, {**right, name: WORDS[words]})
        page = answer.content.decode()
        stored = rows() != before
        if name in {"receipt", "version", "website"} and WORDS[words].strip():
            assert not stored
            if name == "version":
                assert answer.status_code in {200, 409}
        if answer.status_code in {409, 422} and name in {"answer", *STORY_FIELDS}:
            assert CANARY not in WORDS[words] or CANARY in page
        if answer.status_code == 409 and path == "/status/edit/":
            assert "Mrs Adeyemi" in page


@pytest.mark.parametrize("path", PATHS)
def test_a_repeated_field_and_a_missing_one(blind: Browser, path: str) -> None:
    right = fields_for(path)
    for name in right:
        blind.post(path, {**right, name: [CANARY, CANARY, CANARY]})
        blind.post(path, {other: value for other, value in right.items() if other != name})
    blind.writes_nothing(path, {})


@pytest.mark.parametrize("token", [None, "", CANARY, "a:b:c", "a" * 5_000, "\x00", filled()["token"][:-1] + "x"])
def test_no_story_goes_out_with_a_token_that_is_not_ours(blind: Browser, token: str | None) -> None:
    answer = blind.writes_nothing("/share/send/", filled(token=token))

    assert answer.status_code == 422
    assert "Mrs Adeyemi" in answer.content.decode()


@pytest.mark.parametrize("path", ["/status/answer/", "/status/edit/"])
def test_nothing_is_changed_with_a_token_that_is_not_ours(blind: Browser, path: str) -> None:
    answer = blind.writes_nothing(path, {**fields_for(path), "token": "a:b:c", "answer": CANARY, "felt": CANARY})

    assert answer.status_code == 422
    assert CANARY in answer.content.decode()


def test_the_same_story_sent_twice_is_one(blind: Browser) -> None:
    story = filled()
    first = blind.post("/share/send/", story).content
    second = blind.post("/share/send/", story).content

    assert (Submission.objects.count(), first == second) == (1, True)


def test_the_same_answer_sent_twice_is_one(blind: Browser) -> None:
    right = fields_for("/status/answer/")
    blind.post("/status/answer/", right)
    again = blind.writes_nothing("/status/answer/", right)

    assert (again.status_code, Message.objects.count()) == (409, 2)
    assert "It began in May." in again.content.decode()


@pytest.mark.parametrize("path", ["/status/accept/", "/status/edit/", "/status/take-back/"])
def test_everything_else_may_be_sent_twice(blind: Browser, path: str) -> None:
    right = {**fields_for(path), "confirm": "1"}
    blind.post(path, right)

    assert blind.writes_nothing(path, right).status_code in {200, 409}


ORIGINS = {
    "another site": {"HTTP_ORIGIN": "https://evil.example"},
    "a longer name": {"HTTP_ORIGIN": "http://testserver.evil.example"},
    "a name before": {"HTTP_ORIGIN": "http://testserver@evil.example"},
    "another port": {"HTTP_ORIGIN": "http://testserver:81"},
    "no address": {"HTTP_ORIGIN": f"http://[{CANARY}"},
    "no port": {"HTTP_ORIGIN": f"http://testserver:{CANARY}"},
    "a word": {"HTTP_ORIGIN": CANARY},
    "null": {"HTTP_ORIGIN": "null"},
    "null, other site": {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"},
    "null, near site": {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-site"},
    "nothing": {"HTTP_ORIGIN": ""},
    "nothing, other site": {"HTTP_ORIGIN": "", "HTTP_SEC_FETCH_SITE": "cross-site"},
    "nothing, by hand": {"HTTP_ORIGIN": "", "HTTP_SEC_FETCH_SITE": "none"},
    "nothing, two words": {"HTTP_ORIGIN": "", "HTTP_SEC_FETCH_SITE": "same-origin, cross-site"},
    "another, same site": {"HTTP_ORIGIN": "https://evil.example", "HTTP_SEC_FETCH_SITE": "same-origin"},
}


@pytest.mark.parametrize("origin", ORIGINS)
def test_posts_from_elsewhere_are_refused(blind: Browser, stranger: Browser, origin: str) -> None:
    for path in PATHS:
        assert blind.writes_nothing(path, filled(), **ORIGINS[origin]).status_code == 403
    answer = stranger.post("/comfort/", {"theme": "dark"}, **ORIGINS[origin])
    assert (answer.status_code, dict(answer.cookies)) == (403, {})


@pytest.mark.parametrize(
    "ours", [{}, {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"},
             {"HTTP_ORIGIN": "", "HTTP_SEC_FETCH_SITE": "same-origin"}],
)  # fmt: skip
def test_posts_from_here_are_not(blind: Browser, ours: dict[str, str]) -> None:
    assert blind.post("/share/check/", filled(), **ours).status_code == 200


def test_a_full_bucket_says_so_and_keeps_the_words(blind: Browser) -> None:
    limits.bucket().tokens = limits.bucket().per_minute = 0

    answer = blind.writes_nothing("/share/send/", filled())

    assert answer.status_code == 429
    assert "Mrs Adeyemi" in answer.content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    "words", ["a@b.example 4 June Mr Brown ", "020 7946 0000 ", "Ana Bo Cy. x ", "1 2 3 4 5 ", "1-2/3.4 "]
)
def test_a_story_with_hundreds_of_details_can_still_be_sent(blind: Browser, words: str) -> None:
    """As many details as the parts have room for, each with a choice and words of one's own: nothing is cut off."""
    story = filled(**dict.fromkeys(STORY_FIELDS[1:], (words * 6000)[:5999]))
    page = blind.post("/share/check/", story).content.decode()
    fields = dict.fromkeys(re.findall(r'name="(find-[^"]+-own)"', page), "")
    fields |= {name.removesuffix("-own"): "keep" for name in fields}

    answer = blind.post("/share/check/", {**story, **fields, "apply": "1"})
    assert answer.status_code == 200
    kept = re.findall(r'name="kept" value="([^"]*)"', answer.content.decode())
    last = blind.post("/share/send/", {**story, **fields, "kept": kept})
    assert "Your story has been sent" in last.content.decode()
