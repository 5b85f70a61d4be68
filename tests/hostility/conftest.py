"""A site with one thing of each kind, and a browser that checks every answer for what must never be in one."""

import hashlib
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from zeal import zeal_ignore

from accounts.roles import Role
from stories.models import Submission
from stories.moderation import actions
from stories.submission import limits
from tests.factories import (
    make_checklist,
    make_guide,
    make_moderator,
    make_note,
    make_story,
    make_submission,
    make_topic,
    make_user,
    make_work_group,
)
from tests.hostility.inputs import CANARY, UNESCAPED

SANE = {200, 301, 302, 400, 403, 404, 405, 409, 413, 422, 429}
# Sessions hold the one-time messages of the desk, and a claim the time until which it holds.
MOVING = {"django_session", "stories_claim"}


@pytest.fixture(autouse=True)
def patience(settings, db) -> Iterator[None]:
    """No fill time, a bucket that never empties, and Django's formsets as they are."""
    settings.CAIRN_FORM_SECONDS = 0
    settings.CAIRN_SHARE_PER_MINUTE = 1_000_000
    limits.bucket.cache_clear()
    with zeal_ignore():
        yield
    limits.bucket.cache_clear()


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What the site's own handler writes, at its own levels and in its own form."""
    handler = logging.getLogger("django").handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    heard = io.StringIO()
    before = handler.setStream(heard)
    yield heard
    handler.setStream(before)


def rows() -> str:
    """A print of every row of every table that a request should not move by itself."""
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - MOVING):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.update(table.encode() + repr(sorted(map(repr, cursor.fetchall()))).encode())
    return found.hexdigest()


def changes() -> int:
    """How many rows this test wrote so far, taken back or not: quick to ask, unlike `rows`."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return int(connection.connection.total_changes)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables WHERE relname <> ALL(%s)",
            [sorted(MOVING)],
        )
        return int(cursor.fetchone()[0])


@dataclass
class Browser:
    """Sends what no browser would, and checks every answer."""

    client: Client
    said: io.StringIO
    blind: bool = False
    known: tuple[int, str] | None = None  # `changes` and `rows` as they were last

    def ask(self, method: str, path: str, **extra: Any) -> HttpResponse:
        """Ask for a page, and check that the answer is sane."""
        answer: HttpResponse = self.client.generic(method, path, **{"HTTP_ORIGIN": "http://testserver", **extra})
        return self.checked(answer)

    def post(self, path: str, fields: Any, **extra: Any) -> HttpResponse:
        """Post a form, and check that the answer is sane."""
        return self.checked(self.client.post(path, fields, **{"HTTP_ORIGIN": "http://testserver", **extra}))

    def checked(self, answer: HttpResponse) -> HttpResponse:
        """Return the answer, when it is one that this site may give."""
        assert answer.status_code in SANE
        text = answer.content.decode()
        assert UNESCAPED not in text
        assert "<script>alert" not in text
        assert CANARY not in self.said.getvalue()
        assert "ERROR" not in self.said.getvalue().replace("ERROR django.security", "")
        if self.blind:
            assert "Set-Cookie" not in answer.headers
            assert not answer.cookies
        if answer.status_code >= 400 and answer.status_code != 405:
            assert "<h1" in text
        return answer

    def writes_nothing(self, path: str, fields: Any, **extra: Any) -> HttpResponse:
        """Post something that is not valid, and check that no row has moved."""
        begun = changes()
        if self.known is None or self.known[0] != begun:
            self.known = begun, rows()
        before = self.known[1]
        answer = self.post(path, fields, **extra)
        if (done := changes()) != begun:
            assert rows() == before
            self.known = done, before
        return answer


@pytest.fixture
def stranger(said) -> Browser:
    """Somebody without an account."""
    return Browser(Client(raise_request_exception=False), said)


@pytest.fixture
def blind(said) -> Browser:
    """Somebody on the share and status pages."""
    return Browser(Client(raise_request_exception=False), said, blind=True)


def _signed_in(said: io.StringIO, user: Any) -> Browser:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return Browser(client, said)


@pytest.fixture
def admin(said) -> Browser:
    """Somebody who may open every page of the admin."""
    return _signed_in(said, make_user(Role.ADMIN, is_superuser=True))


@pytest.fixture
def moderator(said) -> Browser:
    """A senior moderator."""
    return _signed_in(said, make_user(Role.SENIOR_MODERATOR))


@dataclass
class Desk:
    """A moderator with a story in hand."""

    browser: Browser
    submission: Submission


@pytest.fixture
def desk(said) -> Desk:
    """A moderator with a story in hand."""
    user = make_moderator()
    submission = make_submission()
    actions.claim(submission=submission, by=user)
    submission.refresh_from_db()
    return Desk(_signed_in(said, user), submission)


@pytest.fixture
def site() -> dict[str, str]:
    """One of each thing, by the part of an address that names it."""
    topic = make_topic(aliases=("nights",))
    make_topic("Asked for help", kind="helped")
    make_note()
    make_work_group()
    story = make_story(topics=[topic])
    guide = make_guide(stories=(story,))
    checklist = make_checklist(stories=(story,))
    return {"code": story.code, "story": story.slug, "topic": topic.slug, "guide": guide.slug, "list": checklist.slug}
