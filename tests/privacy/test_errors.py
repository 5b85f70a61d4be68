"""Whatever fails, and wherever: the words, the receipt, the address and the browser are in no log, mail or output.

Each place fails in turn at each step of each blind page, with an exception that holds all of it.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django import forms
from django.core import mail, signing
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.template.base import Template
from django.test import Client

from kb.frame import errors
from kb.frame.headers import SecurityHeaders
from stories.management.commands import tick
from stories.models import Submission
from stories.privacy.form_token import new_token
from stories.submission import limits
from tests.stories.submission.pages import filled, sent

pytestmark = [pytest.mark.django_db, pytest.mark.whole_site]

ADDRESS, AGENT, WORDS, COOKIE = "198.51.100.77", "CanaryBrowser/7", "CanaryWordsOfAStory", "canary-cookie"
PERSON = {
    "REMOTE_ADDR": ADDRESS, "HTTP_X_FORWARDED_FOR": ADDRESS, "HTTP_USER_AGENT": AGENT, "HTTP_COOKIE": f"a={COOKIE}",
    "HTTP_REFERER": "http://testserver/canary-referrer", "HTTP_ORIGIN": "http://testserver",
}  # fmt: skip
POSTS = [
    "/share/write/", "/share/check/", "/share/send/", "/share/finish/", "/status/", "/status/answer/",
    "/status/accept/", "/status/edit/", "/status/take-back/",
]  # fmt: skip
GETS = ["/share/", "/share/write/", "/share/sent/", "/status/"]
STEPS = [*(("post", path) for path in POSTS), *(("get", path) for path in GETS)]


class Trap:
    """Raises everything that must not be told, a given number of times, and counts."""

    def __init__(self, told: str, error: type[Exception] = RuntimeError, times: int = 1_000) -> None:
        self.told, self.error, self.left, self.sprung = told, error, times, 0

    def around(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """A function that raises in place of the real one, and is the real one when the times are over."""

        def sprung(*args: Any, **kwargs: Any) -> Any:
            if self.left <= 0:
                return real(*args, **kwargs)
            self.left -= 1
            self.sprung += 1
            raise self.error(self.told)

        return sprung


def at(owner: Any, name: str, error: type[Exception] = RuntimeError, times: int = 1_000) -> Callable[..., Trap]:
    """A place that fails: a function of a module or a class."""

    def lay(monkeypatch: pytest.MonkeyPatch, told: str) -> Trap:
        trap = Trap(told, error, times)
        monkeypatch.setattr(owner, name, trap.around(getattr(owner, name)))
        return trap

    return lay


PLACES: dict[str, Callable[..., Trap]] = {
    "form": at(forms.Form, "full_clean"),
    "token": at(signing, "loads", ValueError),
    "token unforeseen": at(signing, "loads"),
    "bucket": at(limits.TokenBucket, "take"),
    "sealing": at(AESGCM, "encrypt"),
    "opening": at(AESGCM, "decrypt"),
    "question to the database": at(QuerySet, "_fetch_all", DatabaseError),
    "row": at(Submission, "save_base", DatabaseError),
    "template": at(Template, "render", times=1),
    "template, and the page of error too": at(Template, "render"),
    "middleware": at(SecurityHeaders, "__call__"),
}
BEYOND = {"template, and the page of error too", "middleware"}


@pytest.fixture
def heard(capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """All that any logger says, in full and chattier than the site ever is, what is printed, and what is mailed."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s %(exc_text)s"))
    loggers = [logging.getLogger(name) for name in ("", *logging.root.manager.loggerDict)]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)

    def everything() -> str:
        printed = capfd.readouterr()
        return said.getvalue() + printed.out + printed.err + "".join(str(each.message()) for each in mail.outbox)

    yield everything
    for logger, level in before:
        logger.removeHandler(handler)
        logger.setLevel(level)


@pytest.fixture
def browser() -> Client:
    """A browser that gets a page of error, as a real one does."""
    return Client(raise_request_exception=False)


def step(browser: Client, method: str, path: str, receipt: str) -> Any:
    if method == "get":
        return browser.get(path, **PERSON)
    grouped = " ".join(receipt[at : at + 4] for at in range(0, 20, 4))
    data = {**filled(happened=WORDS), "receipt": grouped, "last": "AAAA", "answer": WORDS, "save": "1", "confirm": "1"}
    return browser.post(path, {**data, "token": new_token(), "version": "1"}, **PERSON)


def canaries(receipt: str) -> list[str]:
    return [
        ADDRESS,
        AGENT,
        WORDS,
        COOKIE,
        "canary-referrer",
        receipt,
        receipt[:8],
        " ".join((receipt[:4], receipt[4:8])),
    ]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("asked", STEPS, ids=" ".join)
def test_nothing_is_told_of_what_failed(browser, heard, monkeypatch, place: str, asked: tuple[str, str]) -> None:
    receipt = sent(happened=WORDS)
    told = " ".join(canaries(receipt))
    with monkeypatch.context() as laid:
        trap = PLACES[place](laid, told)
        response = step(browser, *asked, receipt)

    page, said = response.content.decode(), heard()
    assert [canary for canary in canaries(receipt) if canary in said] == []
    assert [name for name in ("Set-Cookie", "Vary") if name in response] == []
    if response.status_code == 500:
        assert trap.sprung
        assert [canary for canary in canaries(receipt) if canary in page] == []
        assert " at /" in said
        assert "Something went wrong here" in page
        assert ("<h1" in page) is (place not in BEYOND)
    elif trap.sprung:  # foreseen, and answered with a page of ours
        assert "<h1" in page


def test_each_place_fails_somewhere(browser, heard, monkeypatch) -> None:
    sprung = dict.fromkeys(PLACES, 0)
    for place, lay in PLACES.items():
        for method, path in STEPS:
            receipt = sent(happened=WORDS)
            with monkeypatch.context() as laid:
                trap = lay(laid, "x")
                step(browser, method, path, receipt)
            sprung[place] += trap.sprung

    assert [place for place, times in sprung.items() if not times] == []


def test_also_where_the_page_of_error_cannot_be_made(browser, heard, monkeypatch) -> None:
    receipt = sent(happened=WORDS)
    told = " ".join(canaries(receipt))
    monkeypatch.setattr(errors, "blind_error", Trap(told).around(errors.blind_error))

    response = step(browser, "get", "/share/nowhere/", receipt)

    assert (response.status_code, response.content) == (500, b"Something went wrong here.")
    assert response["Cache-Control"] == "no-store"
    assert [canary for canary in canaries(receipt) if canary in heard()] == []


@pytest.mark.parametrize("name", [name for name, _job in tick.JOBS])
def test_a_scheduled_job_that_fails_tells_nothing(heard, monkeypatch, name: str) -> None:
    receipt = sent(happened=WORDS)

    def fail() -> int:
        raise DatabaseError(" ".join(canaries(receipt)))

    monkeypatch.setattr(tick, "JOBS", [(each, fail if each == name else job) for each, job in tick.JOBS])
    with pytest.raises(CommandError) as failed:
        call_command("tick")

    assert name in str(failed.value)
    assert failed.value.__cause__ is failed.value.__context__ is None
    assert [canary for canary in canaries(receipt) if canary in heard() + str(failed.value)] == []


def test_a_job_that_fails_in_the_middle_tells_nothing(heard, monkeypatch) -> None:
    receipt = sent(happened=WORDS)

    def fail(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(("UPDATE", "DELETE", "INSERT")):
            raise DatabaseError(" ".join(canaries(receipt)))
        return execute(sql, *rest)

    with connection.execute_wrapper(fail), pytest.raises(CommandError):
        call_command("tick")

    assert [canary for canary in canaries(receipt) if canary in heard()] == []
