"""What is kept of a sign-in is a day: its hour must not stand beside the week of a story, or a colleague’s log."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from stories.moderation import actions
from tests.factories import PASSWORD, make_moderator, make_submission
from tests.privacy import dump

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 11, 23, 14, 2, 37, tzinfo=UTC)
# The desk's own: until when a moderator holds a story, and when a migration ran.
OTHERS = {"stories_claim", "django_migrations"}


def moments() -> dict[str, datetime]:
    """Return every time of the database that is not a midnight of this place."""
    found = {
        f"{table}.{column}": moment(value)
        for table in set(dump.tables()) - OTHERS
        for row in dump.rows(table)
        for column, value in row.items()
    }
    return {name: when for name, when in found.items() if when and f"{when:%H%M%S%f}" != "000000000000"}


def moment(value: object) -> datetime | None:
    """Return the local time that a value is, or that a text says, as SQLite keeps times."""
    try:
        when = datetime.fromisoformat(value) if isinstance(value, str) and ":" in value else value
    except ValueError:
        return None
    if not isinstance(when, datetime):
        return None
    return timezone.localtime(when if when.tzinfo else when.replace(tzinfo=UTC))


def test_no_hour_is_left_by_signing_in_reading_and_going(client: Client) -> None:
    moderator = make_moderator()
    submission = make_submission()

    with time_machine.travel(MOMENT, tick=False):
        page = {"login": moderator.email, "password": PASSWORD}
        assert client.post("/accounts/login/", page).status_code == 302
        assert client.get("/moderation/").status_code == 200
        actions.claim(submission=submission, by=moderator)
        submission.refresh_from_db()
        actions.ask(submission=submission, version=submission.version, by=moderator, text="When did it begin?")
        assert moments() == {}
        client.post("/accounts/logout/")

    assert moments() == {}
    moderator.refresh_from_db()
    assert timezone.localtime(moderator.last_login).date() == MOMENT.date()


def test_the_search_for_hours_finds_one(client: Client) -> None:
    moderator = make_moderator()
    moderator.last_login = MOMENT
    moderator.save()

    assert set(moments()) == {"accounts_user.last_login"}
