"""Every address with hostile parts, questions, methods and hosts."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.architecture.test_access import patterns
from tests.hostility.conftest import Browser
from tests.hostility.inputs import CANARY, WORDS

pytestmark = pytest.mark.whole_site

HOSTILE = [
    "9" * 30, "-1", "a" * 2_000, "%00", "%ED%A0%80", "%FF", "%0d%0aSet-Cookie:a=b", "%E2%80%AE", "..%2f..%2f", "%2e%2e",
    "%3Cb%3Ezqcanary", "%27%3B--", "%5C", "１２３", "%EF%BC%8F", "7ZZZZZZZZZZZZ", "ß" * 13, "0" * 13,
]  # fmt: skip
QUERY_NAMES = (
    "q",
    "kind",
    "topic",
    "helped",
    "setting",
    "without",
    "after",
    "before",
    "tab",
    "all",
    "template",
    "next",
)
QUERIES = [
    *(quote(words[:3_000], safe="") for words in WORDS.values()), "%ED%A0%80", "%FF", "%00", "%", "%zz", "9" * 400,
    "-1", "0", "99999", "2026-02.9999999999999999999", "9999-99.1", "0000-01.1", "7ZZZZZZZZZZZZ",
    "1.2026-W10.ZZZZZZZZZZZZZ",
]  # fmt: skip
METHODS = ("HEAD", "PUT", "DELETE", "OPTIONS", "zqcanary")


def plain_addresses() -> list[str]:
    """Every address that needs no part, but for the admin's own."""
    found = []
    for namespaces, pattern in patterns(get_resolver()):
        if "admin" not in namespaces and isinstance(pattern, URLPattern) and "<" not in str(pattern.pattern):
            route = "/" + str(pattern.pattern)
            for room in ("search", "guides", "checklists", "help", "moderation", "accounts", "transparency"):
                if namespaces[:1] == (room,) or (room == "search" and pattern.name == "search"):
                    route = f"/{room}{route}"
            found.append(("/accounts" + route) if (pattern.name or "").startswith("account_") else route)
    return sorted(found)


ADDRESSES = plain_addresses()
WITH_PARTS = [
    "/stories/{}/x/", "/stories/0000000000000/{}/", "/topics/{}/", "/guides/{}/", "/checklists/{}/",
    "/checklists/{}/print/", "/share/{}/", "/status/{}/", "/moderation/{}/", "/accounts/confirm-email/{}/",
    "/accounts/password/reset/key/{}-{}/", "/admin/{}/", "/admin/kb/guide/{}/change/", "/static/{}", "/{}", "/{}/",
    "/admin/r/1/{}/",
]  # fmt: skip


def test_the_addresses_are_there(stranger: Browser) -> None:
    assert len(ADDRESSES) > 35
    assert [path for path in ADDRESSES if stranger.ask("GET", path).status_code == 404] == []


@pytest.mark.parametrize("path", WITH_PARTS)
def test_hostile_parts(stranger: Browser, moderator: Browser, site, path: str) -> None:
    browser = moderator if path.startswith(("/moderation/", "/admin/")) else stranger
    for part in HOSTILE:
        browser.ask("GET", path.replace("{}", part))


@pytest.mark.parametrize("path", ["/stories/", "/search/", "/topics/{topic}/", "/stories/{code}/{story}/", "/said-did/",
                                  "/guides/{guide}/", "/checklists/{list}/", "/", "/share/write/", "/status/",
                                  "/moderation/", "/accounts/login/", "/help/", "/leave/"])  # fmt: skip
def test_hostile_questions(moderator: Browser, site, path: str) -> None:
    path = path.format(**site)
    for query in QUERIES:
        every = "&".join(f"{name}={query}" for name in QUERY_NAMES)
        assert moderator.ask("GET", f"{path}?{every}").status_code in {200, 302}
        if path in {"/search/", "/stories/"} and len(query) < 400:
            for name in QUERY_NAMES[:8:2]:
                assert moderator.ask("GET", f"{path}?{name}={query}&{name}=x&{name}[]=y").status_code == 200
    for query in ("&" * 3_000, "=" * 3_000, "?" * 500, "q=" + "a" * 100_000, "&".join(["topic=x"] * 1_000)):
        moderator.ask("GET", f"{path}?{query}")


@pytest.mark.parametrize("method", METHODS)
def test_other_methods(stranger: Browser, moderator: Browser, method: str) -> None:
    for path in ADDRESSES:
        browser = moderator if path.startswith(("/moderation/", "/accounts/")) else stranger
        answer = browser.ask(method, path, data=CANARY.encode())
        assert method != "HEAD" or answer.content == b""


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"[{CANARY}", "testserver.evil.example", "testserver:x", "testserver@evil.example", "", " ", "a b",
     "testserver/x", "testserver?x", "testserver#x", "\xff\xfe", "a" * 3_000, "testserver\\evil.example"],
)  # fmt: skip
def test_other_hosts(host: str, db) -> None:
    client = Client(raise_request_exception=False)
    for path in ("/", "/stories/", "/accounts/login/", "/accounts/password/reset/", "/comfort/"):
        answer = client.post(path, {"email": "a@example.org"}, HTTP_HOST=host, HTTP_X_FORWARDED_HOST="evil.example")
        assert answer.status_code in {400, 403}
        assert "evil.example" not in answer.content.decode() + str(answer.headers)
