"""Signing in, new passwords and new addresses against what nobody types."""

from urllib.parse import urljoin

import pytest
from django.test import Client

from tests.factories import PASSWORD, make_user
from tests.hostility.conftest import Browser
from tests.hostility.inputs import CANARY, FEW, WORDS, bodies, broken

pytestmark = [pytest.mark.whole_site, pytest.mark.once]

NEW = "another long password"
FORMS = {
    "/accounts/login/": {"login": "nobody@example.org", "password": "x", "next": "/accounts/desk/"},
    "/accounts/signup/": {"email": "new@example.org", "password1": NEW, "password2": NEW},
    "/accounts/password/reset/": {"email": "nobody@example.org"},
    "/accounts/password/reset/key/1-key/": {"password1": NEW, "password2": NEW},
    "/accounts/confirm-email/key/": {"x": "y"},
    "/accounts/login/code/confirm/": {"code": "y"},
}
OWN_FORMS = {
    "/accounts/password/change/": {"oldpassword": "wrong", "password1": NEW, "password2": NEW},
    "/accounts/password/set/": {"password1": NEW, "password2": NEW},
    "/accounts/email/": {"email": "", "action_add": "1"},
    "/accounts/reauthenticate/": {"password": "wrong"},
    "/accounts/logout/": {"next": "https://evil.example/"},
}
ELSEWHERE = [
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "https:///evil.example", "http:\\\\evil.example", "javascript:alert(1)", "data:text/html,x", "/\t/evil.example",
    "\t//evil.example", "/\n/evil.example", "\x00//evil.example", "\x08//evil.example", " //evil.example",
    "https://testserver@evil.example", "https://testserver.evil.example", "//testserver\\@evil.example",
    "//[evil", "http://[::1", "/a\r\nSet-Cookie: b=c", "//evil%E3%80%82example", "evil.example", "?next=//evil",
    "/" + "a" * 20_000, "http://evil.example:80:80/", "ftp:/evil.example", "/%2f%2fevil.example", "/%5cevil.example",
]  # fmt: skip


def leads_away(location: str) -> bool:
    """Say whether a browser that follows this leaves the site; it reads backslashes as slashes and drops controls."""
    bare = "".join(letter for letter in location if letter > " ").replace("\\", "/")
    return not urljoin("http://testserver/accounts/", bare).startswith("http://testserver/")


@pytest.fixture(autouse=True)
def _open_for_sign_up(settings) -> None:
    settings.CAIRN_SIGN_UP_DOMAINS = ["example.com"]


@pytest.mark.parametrize("words", WORDS)
def test_hostile_words(stranger: Browser, words: str) -> None:
    for path, right in FORMS.items():
        for name in right:
            answer = stranger.writes_nothing(path, {**right, name: WORDS[words]})
            if name in {"login", "email"} and answer.status_code == 200:
                assert CANARY not in WORDS[words] or CANARY in answer.content.decode()


@pytest.mark.parametrize("words", FEW)
def test_hostile_words_of_somebody_with_an_account(admin: Browser, words: str) -> None:
    for path, right in OWN_FORMS.items():
        if path != "/accounts/logout/":
            for name in right:
                admin.writes_nothing(path, {**right, name: WORDS[words]})


@pytest.mark.parametrize("path", [*FORMS, *OWN_FORMS])
def test_bodies_that_are_no_form(stranger: Browser, admin: Browser, path: str) -> None:
    browser, right = (stranger, FORMS[path]) if path in FORMS else (admin, OWN_FORMS[path])
    for kind, body in bodies(right).values():
        browser.ask("POST", path, data=body, content_type=kind)
    for name in right:
        browser.post(path, {**right, name: [CANARY, CANARY]})
        for body in broken(right, name):
            browser.ask("POST", path, data=body, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_next_never_leads_away(stranger: Browser, target: str) -> None:
    person = make_user("moderator")
    signing_in = {"login": person.email, "password": PASSWORD}
    answers = [
        stranger.post("/comfort/", {"theme": "dark", "next": target}),
        stranger.post("/accounts/login/", {**signing_in, "next": target}),
        stranger.post("/accounts/logout/", {"next": target}),
        stranger.checked(stranger.client.get("/accounts/login/", {"next": target})),
    ]
    assert [one.get("Location") for one in answers if leads_away(one.get("Location", "/"))] == []
    assert [one.get("Location") for one in answers if "\n" in one.get("Location", "/")] == []


def test_no_form_of_the_sign_in_works_without_its_token() -> None:
    client = Client(enforce_csrf_checks=True)
    for path, right in FORMS.items():
        for token in ({}, {"csrfmiddlewaretoken": CANARY}, {"csrfmiddlewaretoken": "\x00"}):
            answer = client.post(path, {**right, **token}, HTTP_ORIGIN="http://testserver")
            assert answer.status_code == 403
            assert "We cleared this page" in answer.content.decode()


@pytest.mark.parametrize(
    "cookie",
    [f"sessionid={CANARY}", "sessionid=\x00", "sessionid=" + "a" * 5_000, f"csrftoken={CANARY}", "messages=a:b:c",
     "messages=" + "a" * 4_000, "cairn-comfort=a.b.c.d", 'cairn-comfort="', "=;=;=", "cairn-comfort=dark.large.\x00",
     "sessionid=a; sessionid=b", "sessionid=\xff\xfe"],
)  # fmt: skip
def test_cookies_that_are_not_ours(stranger: Browser, cookie: str) -> None:
    for path in ("/", "/accounts/login/", "/accounts/desk/", "/moderation/", "/share/"):
        assert stranger.ask("GET", path, HTTP_COOKIE=cookie).status_code in {200, 302}
    stranger.ask("POST", "/accounts/login/", HTTP_COOKIE=cookie)
