"""Requests as a server hands them on, before Django has made anything of them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from stories.models import Submission
from tests.hostility.inputs import CANARY, FORM, bodies
from tests.stories.submission.pages import filled

pytestmark = [pytest.mark.django_db, pytest.mark.whole_site]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Do without closing the database's connection after each request: the test's own transaction is in it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


KINDS = [
    "text/plain; charset=hex", "text/plain; charset=undefined", "text/plain; charset=utf-16", f"{FORM}; charset=utf-8",
    f"text/plain; a*={CANARY}''%41", "text/plain; a*=undefined''%41", "a" * 20_000, "a;" * 5_000, ";;;=\"", "\x00",
    "multipart/form-data", "multipart/form-data; boundary=\xff",
]  # fmt: skip


def ask(method: str, path: str, body: bytes = b"", query: str = "", **extra: str) -> tuple[str, str]:
    """The status line and the page."""
    from kb.wsgi import application  # looks into the database as it loads, which only a test may do

    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
    environ |= {"HTTP_HOST": "localhost", "HTTP_ORIGIN": "http://localhost", "wsgi.input": BytesIO(body)}
    setup_testing_defaults(environ)
    said: list[str] = []
    answer = application(environ | extra, lambda status, headers: said.append(status))
    return said[0], b"".join(answer).decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", ["/", "/search/", "/share/", "/help/now/"])
def test_a_visit_with_a_content_type(kind: str, path: str) -> None:
    assert ask("GET", path, query="q=%C3%A9", CONTENT_TYPE=kind)[0] == "200 OK"


def test_a_visit_with_very_many_fields() -> None:
    fields = "&".join(["a=b"] * 1_000)

    assert ask("GET", "/search/", query=fields, CONTENT_TYPE=f"{FORM}; charset=utf-8")[0] == "200 OK"


@pytest.mark.parametrize("length", ["", "abc", "-1", "99999", "1e3", None])
def test_a_post_of_a_strange_length(length: str | None) -> None:
    extra = {} if length is None else {"CONTENT_LENGTH": length}

    status, page = ask("POST", "/share/check/", urlencode(filled()).encode(), CONTENT_TYPE=FORM, **extra)

    assert status.split()[0] in {"400", "422"}
    assert "<h1" in page


@pytest.mark.parametrize("missing", [1, 40, 200])
@pytest.mark.parametrize("path", ["/share/send/", "/share/check/", "/status/", "/comfort/", "/accounts/login/"])
def test_a_post_that_broke_off_is_not_taken_for_a_whole_one(path: str, missing: int) -> None:
    body = urlencode(filled()).encode()

    status, page = ask("POST", path, body[:-missing], CONTENT_TYPE=FORM, CONTENT_LENGTH=str(len(body)))

    assert (status, Submission.objects.count()) == ("400 Bad Request", 0)
    assert "We could not read that" in page


def test_bodies_that_are_no_form() -> None:
    for kind, body in bodies({"happened": CANARY}).values():
        wide = kind.encode().decode("latin-1")
        status, page = ask("POST", "/share/check/", body, CONTENT_TYPE=wide, CONTENT_LENGTH=str(len(body)))
        assert status.split()[0] in {"400", "422"}
        assert "<h1" in page


def test_a_form_that_says_its_charset_is_read() -> None:
    body = urlencode(filled()).encode()

    status, page = ask(
        "POST", "/share/check/", body, CONTENT_TYPE=f"{FORM}; charset=ascii", CONTENT_LENGTH=str(len(body))
    )

    assert (status, "Mrs Adeyemi" in page) == ("200 OK", True)


@pytest.mark.parametrize("path", ["/", f"/search/?q={CANARY}", "/nowhere/"])
def test_where_even_the_page_of_error_fails_the_server_is_handed_a_line(monkeypatch, capfd, caplog, path: str) -> None:
    """What escapes to the server it writes into its log whole, with the words of everything that led to it."""

    def fail(*_args: Any, **_kwargs: Any) -> str:
        raise RuntimeError(f"{CANARY} {path}")

    monkeypatch.setattr("django.template.base.Template.render", fail)

    status, page = ask("GET", path.partition("?")[0], query=path.partition("?")[2])

    assert (status, page) == ("500 Internal Server Error", "Something went wrong here.")
    assert CANARY not in "".join(capfd.readouterr())
    assert "RuntimeError at " in [record.getMessage() for record in caplog.records if record.name == "cairn.wsgi"][-1]
