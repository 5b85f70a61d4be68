"""Share and status pages learn nothing about who asks, and leave nothing behind: not in a cookie, a log or a table."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.http import HttpRequest
from django.template.response import SimpleTemplateResponse
from django.test import Client, RequestFactory
from django.test.signals import template_rendered

from stories.models import Submission
from stories.privacy.form_token import new_token
from stories.privacy.hosts import is_blind
from stories.privacy.intake import KEPT, BlindIntake, scrub
from stories.responses import limits as response_limits
from stories.responses.views import words
from stories.submission import limits
from stories.submission.views import share, status
from tests.factories import PASSWORD, make_moderator, make_story, make_topic

pytestmark = pytest.mark.django_db

ADDRESS, AGENT, LANGUAGE, COOKIE = "198.51.100.77", "CanaryBrowser/7", "xx-CANARY", "canary-cookie"
WORDS, CODE = "Canary words in the story.", "CANARYRECEIPT"
CANARIES = (ADDRESS, AGENT, LANGUAGE, COOKIE, "canary")
PERSON = {
    "REMOTE_ADDR": ADDRESS, "REMOTE_PORT": "54321", "REMOTE_USER": "canary", "HTTP_X_FORWARDED_FOR": ADDRESS,
    "HTTP_FORWARDED": f"for={ADDRESS}", "HTTP_X_REAL_IP": ADDRESS, "HTTP_USER_AGENT": AGENT,
    "HTTP_ACCEPT_LANGUAGE": LANGUAGE, "HTTP_REFERER": "http://testserver/canary", "HTTP_SEC_CH_UA": AGENT,
    "HTTP_X_CLIENT_CERT": "canary", "SSL_CLIENT_S_DN": "canary", "HTTP_AUTHORIZATION": "Basic canary",
    "HTTP_X_REQUEST_ID": "canary", "HTTP_TRACEPARENT": "canary",
}  # fmt: skip
STORY = {"happened": WORDS, "publish_consent": "yes", "quote_consent": "no"}
# A page about a story: its code takes the place of the word.
RESPOND = "/respond/CODE/"
REPLY = {"kind": "kind_words", "text": WORDS}
GETS = [
    RESPOND,
    f"{RESPOND}wrong/",
    f"{RESPOND}react/",
    "/share/",
    "/share/write/",
    "/share/check/",
    "/share/send/",
    "/share/sent/",
    "/status/",
    "/status/edit/",
]
POSTS = [RESPOND, f"{RESPOND}wrong/", f"{RESPOND}react/", f"{RESPOND}undo/",
         "/share/write/", "/share/check/", "/share/send/", "/share/finish/", "/status/", "/status/answer/",
         "/status/accept/", "/status/edit/", "/status/take-back/"]  # fmt: skip
STEPS = [*(("get", path) for path in GETS), *(("post", path) for path in POSTS), ("get", "/share/nowhere/")]


@pytest.fixture(autouse=True)
def no_waiting(settings) -> None:
    settings.CAIRN_FORM_SECONDS = 0
    limits.bucket.cache_clear()
    response_limits.replies.cache_clear()
    response_limits.presses.cache_clear()


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that any logger says, formatted in full."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s %(exc_text)s %(request)s", defaults={"request": ""}))
    names = ["", *(name for name in logging.root.manager.loggerDict)]
    loggers = [logging.getLogger(name) for name in names]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield heard
    for logger, level in before:
        logger.removeHandler(handler)
        logger.setLevel(level)


def ask(client: Client, method: str, path: str, **extra: Any) -> Any:
    data = {**STORY, **REPLY, "token": new_token(), "receipt": CODE} if method == "post" else {}
    if "CODE" in path:
        path = path.replace("CODE", make_story().code)
    return getattr(client, method)(path, data, **{**PERSON, "HTTP_ORIGIN": "http://testserver", **extra})


@pytest.fixture
def signed_in(client: Client) -> Client:
    """A browser that is signed in and holds cookies of its own."""
    moderator = make_moderator(email="canary@example.org")
    assert client.login(email=moderator.email, password=PASSWORD)
    client.cookies["other"] = COOKIE
    client.cookies["csrftoken"] = COOKIE
    return client


@pytest.mark.parametrize(("method", "path"), STEPS)
def test_no_blind_page_sets_or_reads_a_cookie(signed_in: Client, method: str, path: str) -> None:
    response = ask(signed_in, method, path)

    assert response.cookies == {}
    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers
    assert response["Cache-Control"] == "no-store"
    assert "Sign out" not in response.content.decode()


@pytest.mark.parametrize(("method", "path"), STEPS)
def test_no_view_template_or_log_sees_who_asks(signed_in: Client, logged, method: str, path: str) -> None:
    requests: list[HttpRequest] = []
    contexts: list[str] = []

    def look(context: Any, **_rest: Any) -> None:
        flat = context.flatten()
        request = flat.get("request")
        if isinstance(request, HttpRequest):
            requests.append(request)
        contexts.append(repr({name: value for name, value in flat.items() if name != "request"}))

    template_rendered.connect(look)
    try:
        response = ask(signed_in, method, path)
    finally:
        template_rendered.disconnect(look)

    seen = [
        *(repr({**request.META, "wsgi.input": "", "wsgi.errors": ""}) for request in requests),
        *(repr(request.COOKIES) + repr(dict(request.headers)) + repr(vars(request).keys()) for request in requests),
        *contexts,
        response.content.decode(),
        logged.getvalue(),
    ]
    assert [canary for canary in CANARIES for text in seen if canary in text] == []
    assert [request for request in requests if hasattr(request, "user") or hasattr(request, "session")] == []


def test_the_page_is_the_same_for_everybody(signed_in: Client) -> None:
    assert ask(signed_in, "get", "/share/").content == Client().get("/share/").content


def test_scrub_keeps_what_a_page_needs_and_drops_the_rest() -> None:
    request = RequestFactory().get("/share/", **PERSON, HTTP_COOKIE=f"a={COOKIE}", HTTP_HOST="testserver")
    assert request.COOKIES == {"a": COOKIE}
    assert request.headers["User-Agent"] == AGENT

    scrub(request)

    left = {name for name in request.META if not name.startswith("wsgi.")}
    assert left <= KEPT | {"REMOTE_ADDR"}
    assert (request.META["REMOTE_ADDR"], request.COOKIES, request.headers.get("User-Agent")) == ("", {}, None)
    assert request.get_host() == "testserver"


def test_which_pages_are_blind() -> None:
    blind = ["/share/", "/share/send/", "/status/", "/status/answer/", "/respond/1/"]
    others = ["/", "/stories/", "/moderation/", "/accounts/login/", "/sharing/", "/search/?q=/share/"]

    assert [is_blind(path) for path in blind + others] == [True] * 5 + [False] * 6


@pytest.mark.parametrize("blow", ["vocabulary", "submit_story", "company", "render", "risk_phrases"])
def test_an_exception_says_its_class_and_line_and_nothing_else(client, logged, monkeypatch, blow: str) -> None:
    def explode(*_args: Any, **_kwargs: Any) -> Any:
        raise RuntimeError(f"{WORDS} {CODE} {ADDRESS} {AGENT} canary")

    monkeypatch.setattr(share, blow, explode)
    path = "/share/check/" if blow == "risk_phrases" else "/share/send/"
    response = ask(client, "post", path, HTTP_COOKIE=f"a={COOKIE}")

    text = response.content.decode() + str(response.headers) + logged.getvalue()
    assert response.status_code == 500
    assert [canary for canary in (WORDS, CODE, *CANARIES) if canary in text] == []
    assert "RuntimeError at " in logged.getvalue()
    assert "Something went wrong here" in text


def test_an_exception_on_the_status_page_holds_no_receipt(client, logged, monkeypatch) -> None:
    def explode(typed: str) -> Any:
        raise ValueError(typed)

    monkeypatch.setattr(status, "receipt_row", explode)
    response = ask(client, "post", "/status/")

    assert response.status_code == 500
    assert CODE not in response.content.decode() + logged.getvalue()


def test_a_failing_constraint_says_nothing_of_the_row(client: Client, logged, monkeypatch) -> None:
    fields = {"publish_consent": "yes", "quote_consent": "no", "sealed_original": WORDS.encode(), "state": "canary"}
    monkeypatch.setattr(share, "submit_story", lambda **_draft: Submission.objects.create(quarter="2026Q4", **fields))

    with transaction.atomic():
        response = ask(client, "post", "/share/send/")
        transaction.set_rollback(True)

    assert response.status_code == 500
    assert "IntegrityError at " in logged.getvalue()
    assert [canary for canary in (WORDS, "canary") if canary in logged.getvalue()] == []


def test_an_error_after_the_view_is_caught_too(rf: RequestFactory) -> None:
    intake = BlindIntake(lambda _request: SimpleTemplateResponse("404.html"))

    response = intake(rf.get("/share/nowhere/", **PERSON))

    assert (response.status_code, response["Cache-Control"]) == (404, "no-store")


def test_one_submission_changes_only_the_sealed_tables(signed_in: Client) -> None:
    topic = make_topic()
    make_story(topics=[topic])
    before = rows()

    response = signed_in.post(
        "/share/send/",
        {**STORY, "token": new_token(), "topics": [topic.slug]},
        **PERSON,
        HTTP_ORIGIN="http://testserver",
    )

    after = rows()
    assert response.status_code == 200
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {f"stories.{name}" for name in ("submission", "sealedkey", "step", "receipt", "submissiontopic")}
    assert WORDS not in json.dumps(after)


@pytest.mark.parametrize(
    ("what", "fields", "tables"),
    [
        ("", REPLY, {"response", "responsekey"}),
        ("wrong/", {"kind": "harms"}, {"response", "responsekey"}),
        ("react/", {"kind": "helped"}, {"reaction"}),
    ],
)
def test_what_a_reader_gives_back_changes_only_its_own_tables(signed_in: Client, logged, what, fields, tables) -> None:
    story = make_story()
    before = rows()
    data = {**fields, "token": new_token()}

    response = signed_in.post(f"/respond/{story.code}/{what}", data, **PERSON, HTTP_ORIGIN="http://testserver")

    after = rows()
    assert response.status_code == 200
    assert {table for table in after if after[table] != before[table]} == {f"stories.{name}" for name in tables}
    assert WORDS not in json.dumps(after) + logged.getvalue()


@pytest.mark.parametrize("blow", ["story_or_404", "risk_phrases", "find_in_parts", "render"])
def test_an_exception_on_a_reply_says_nothing_of_it(client, logged, monkeypatch, blow: str) -> None:
    def explode(*_args: Any, **_kwargs: Any) -> Any:
        raise RuntimeError(f"{WORDS} {ADDRESS} canary")

    monkeypatch.setattr(words, blow, explode)
    response = ask(client, "post", RESPOND)

    text = response.content.decode() + str(response.headers) + logged.getvalue()
    assert response.status_code == 500
    assert [canary for canary in (WORDS, *CANARIES) if canary in text] == []


def rows() -> dict[str, str]:
    """Every row of every table of ours, and of sessions and sign-in, by model."""
    labels = {"stories", "accounts", "kb", "sessions", "auth", "account", "admin"}
    models = [model for config in apps.get_app_configs() if config.label in labels for model in config.get_models()]
    return {model._meta.label_lower: serializers.serialize("json", model.objects.order_by("pk")) for model in models}
