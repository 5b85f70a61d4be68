"""The desk's forms against what no moderator types."""

from typing import Any

import pytest

from stories.models import Submission
from tests.factories import make_submission
from tests.hostility.conftest import Browser, Desk, rows
from tests.hostility.inputs import CANARY, FEW, WORDS, bodies, broken

pytestmark = pytest.mark.whole_site

EDIT = ("title", "happened", "felt", "helped", "advice")
FORMS = {
    "": (*EDIT, "stressors", "what_helped", "notes", "version", "then"),
    "approve/": ("checks", "changed", "version"),
    "offer/": ("text", "version"),
    "ask/": ("text", "version"),
    "second-read/": ("version",),
    "send-back/": ("version",),
    "decline/": ("text", "reason", "version"),
    "patterns/": ("text", "version"),
    "escalate/": ("text", "reason", "version"),
    "weight/": ("risk", "told", "version"),
    "note/": ("text", "version", "then"),
    "put-back/": ("then",),
    "claim/": ("version",),
    "reopen/": ("version",),
}


def right(submission: Submission) -> dict[str, Any]:
    """What would be right for every form of the desk; of a version that it is not."""
    return {
        "version": str(submission.version), "title": "A title", "happened": "What I had typed.", "text": "A message.",
        "checks": ["nobody", "method", "blame", "notes", "help", "consent"], "reason": "threat",
        "risk": "1", "told": "1",
    }  # fmt: skip


@pytest.mark.parametrize("words", FEW)
def test_hostile_words(desk: Desk, words: str) -> None:
    """Of a version that no story has, so that nothing may be written, and with nothing typed lost."""
    for path, names in FORMS.items():
        if path in {"put-back/", "claim/", "reopen/"}:
            continue
        for name in names if path == "" else names[:2]:
            fields = {**right(desk.submission), "version": "999", name: WORDS[words]}
            answer = desk.browser.writes_nothing(f"/moderation/{desk.submission.code}/{path}", fields)
            page = answer.content.decode()
            assert answer.status_code in {200, 409, 302}
            if name in {"text", *EDIT} and name in names:
                assert CANARY not in WORDS[words] or CANARY in page, path
            elif not path and answer.status_code != 302:
                assert "What I had typed." in page


@pytest.mark.parametrize("path", ["", "approve/", "decline/", "put-back/"])
def test_bodies_that_are_no_form(desk: Desk, path: str) -> None:
    address = f"/moderation/{desk.submission.code}/{path}"
    fields = {**right(desk.submission), "version": "999"}
    for name in fields:
        desk.browser.post(address, {**fields, name: [CANARY, CANARY]})
    for kind, body in bodies({name: str(value) for name, value in fields.items()}).values():
        before = rows()
        desk.browser.ask("POST", address, data=body, content_type=kind)
        assert rows() == before or path in {"put-back/", "claim/"}
    for name in FORMS[path][:2]:
        for body in broken({other: str(value) for other, value in fields.items()}, name):
            desk.browser.ask("POST", address, data=body, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("path", FORMS)
def test_a_story_that_is_not_in_hand(desk: Desk, path: str) -> None:
    other = make_submission()
    fields = {**right(other), "text": CANARY, "title": CANARY}
    if path == "claim/":
        assert desk.browser.writes_nothing(f"/moderation/{other.code}/{path}", fields).status_code == 409
        return
    page = desk.browser.writes_nothing(f"/moderation/{other.code}/{path}", fields).content.decode()
    assert CANARY in page or not ({"text", "title"} & set(FORMS[path]))


@pytest.mark.parametrize("path", ["", "claim/", "ask/"])
@pytest.mark.parametrize("code", ["0" * 13, "Z" * 13, "a" * 4_000, "%00", "%ED%A0%80", "'%22", "１" * 13, "%0a", "-1"])
def test_codes_of_no_story(desk: Desk, code: str, path: str) -> None:
    for method in ("GET", "POST"):
        answer = desk.browser.ask(method, f"/moderation/{code}/{path}")
        assert answer.status_code == 404 or (method == "GET" and answer["Location"].endswith("/"))


@pytest.mark.parametrize("path", [path for path in FORMS if path])
def test_every_address_of_the_desk_may_be_asked_for(desk: Desk, path: str) -> None:
    """As it is after signing in again: a post that met a sign-in page comes back as a plain visit."""
    answer = desk.browser.ask("GET", f"/moderation/{desk.submission.code}/{path}")

    assert answer.status_code in {200, 302}


def test_the_same_decision_sent_twice_is_one(desk: Desk) -> None:
    address = f"/moderation/{desk.submission.code}/ask/"
    assert desk.browser.post(address, right(desk.submission)).status_code == 302
    again = desk.browser.writes_nothing(address, right(desk.submission))

    assert again.status_code == 409
    assert "A message." in again.content.decode()


def test_releasing_twice(moderator: Browser) -> None:
    for kind, body in bodies({"sure": "1"}).values():
        moderator.ask("POST", "/moderation/release/", data=body, content_type=kind)


@pytest.mark.parametrize("does", ["claim", "topic", "release"])
def test_several_stories_that_are_none(moderator: Browser, does: str) -> None:
    real = make_submission()
    for words in WORDS.values():
        chosen = [words, f"{real.code}.{words}", f"{words}.1"]
        fields = {"do": does, "chosen": chosen, "confirmed": "1", "topic": words}
        assert moderator.writes_nothing("/moderation/several/?tab=approved", fields).status_code in {200, 302, 409}
        moderator.writes_nothing("/moderation/several/", {**fields, "do": words})
    for kind, body in bodies({"do": does, "chosen": f"{real.code}.999", "confirmed": "1"}).values():
        moderator.ask("POST", "/moderation/several/", data=body, content_type=kind)
    real.refresh_from_db()
    assert (real.state, real.version) == ("received", 1)
