"""A log says what kind of error and where; never with what."""

import io
import logging
import sys
from collections.abc import Iterator

import pytest

from kb.frame.logs import PlaceOnlyFormatter

CANARY = "canary-4F7K"


@pytest.fixture
def screen() -> Iterator[io.StringIO]:
    """What the handler of the real settings writes."""
    handlers = logging.getLogger("django.request").handlers
    (handler,) = [one for one in handlers if isinstance(one.formatter, PlaceOnlyFormatter)]
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


class StoryError(Exception):
    """An error whose text is private."""


def fail(words: str) -> None:
    local = f"{words} in a local variable"
    raise StoryError(local)


def record_of(name: str, message: str, *args: object) -> logging.LogRecord:
    try:
        fail(CANARY)
    except StoryError:
        return logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, sys.exc_info())
    raise AssertionError


def test_an_exception_is_its_class_and_its_places() -> None:
    lines = PlaceOnlyFormatter().format(record_of("cairn", "it broke")).splitlines()

    assert lines[:2] == ["ERROR cairn: it broke", "StoryError"]
    assert [line.rsplit(" ", 1)[1] for line in lines[2:]] == ["record_of", "fail"]
    assert CANARY not in "\n".join(lines)


def test_a_text_that_another_handler_made_of_the_exception_is_not_taken_over() -> None:
    record = record_of("cairn", "it broke")
    logging.Formatter().format(record)

    assert CANARY not in PlaceOnlyFormatter().format(record)


def test_a_request_is_logged_without_its_path() -> None:
    record = record_of("django.request", "%s: %s", "Internal Server Error", f"/search/?q={CANARY}")

    assert PlaceOnlyFormatter().format(record).splitlines()[0] == "ERROR django.request: A page failed"
    assert CANARY not in PlaceOnlyFormatter().format(record)


def test_a_record_without_an_exception_is_one_line() -> None:
    record = logging.LogRecord("cairn", logging.WARNING, __file__, 1, "all is %s", ("well",), None)

    assert PlaceOnlyFormatter().format(record) == "WARNING cairn: all is well"


def test_asked_for_an_exception_where_there_is_none_it_says_nothing() -> None:
    assert PlaceOnlyFormatter().formatException((None, None, None)) == ""


@pytest.mark.django_db
def test_a_page_that_fails_puts_nothing_private_on_the_servers_screen(client, settings, screen) -> None:
    """Through the logging of the real settings, from a real request."""
    settings.ROOT_URLCONF = "tests.kb.frame.broken_urls"
    client.raise_request_exception = False

    answer = client.post(f"/broken/?q={CANARY}", {"words": CANARY}, headers={"user-agent": CANARY})

    written = screen.getvalue()
    assert answer.status_code == 500
    assert "A page failed" in written
    assert "broken_urls.py" in written
    assert CANARY not in written + answer.text
