"""The moderators' letter is the same bytes for one story and for twenty, whoever wrote them and whenever they came."""

import re
import socket
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from stories.models import DigestDay
from stories.moderation.digest.actions import send_digest
from tests.factories import make_moderator, make_senior, make_submission, make_topic

pytestmark = pytest.mark.django_db

EIGHT = datetime(2026, 11, 23, 8, 0, 4, tzinfo=UTC)
WORDS = "Zanzibar kettle"


def letters(moment: datetime) -> list[bytes]:
    """Return every byte of the letters of that day; the next call is asked for them anew."""
    mail.outbox.clear()
    with time_machine.travel(moment):
        send_digest()
        sent = [letter.message().as_bytes(linesep="\r\n") for letter in mail.outbox]
    DigestDay.objects.all().delete()
    return sent


@pytest.fixture(autouse=True)
def desk() -> None:
    make_moderator(email="ana@example.org")
    make_senior(email="bo@example.org")


def test_one_and_twenty_stories_make_the_same_letters() -> None:
    assert letters(EIGHT) == []
    make_submission(WORDS, happened=WORDS, topics=[make_topic()])
    one = letters(EIGHT)

    for number in range(19):
        make_submission(f"{WORDS} {number}", happened=WORDS, needs_reading_first=True)

    assert len(one) == 2
    assert letters(EIGHT) == one
    assert letters(EIGHT + timedelta(hours=5, minutes=17, seconds=3)) == one


def test_a_letter_holds_the_hour_the_address_and_nothing_of_a_story() -> None:
    submission = make_submission(WORDS, happened=WORDS, topics=[make_topic()])

    for letter in letters(EIGHT + timedelta(hours=3, minutes=11)):
        text = letter.decode()
        assert "Date: Mon, 23 Nov 2026 08:00:00 +0000" in text
        assert "http://localhost/moderation/\r\n" in text
        assert re.findall(r"\b\d\d:\d\d:\d\d\b", text) == ["08:00:00"]
        for canary in ("Zanzibar", "kettle", "Night", submission.reference, socket.gethostname()):
            assert canary not in text.replace("localhost", "")


def test_nobody_reads_in_it_who_else_is_told() -> None:
    make_submission()

    assert [b"ana@" in letter for letter in letters(EIGHT)] == [True, False]
    assert [b"bo@" in letter for letter in letters(EIGHT)] == [False, True]


def test_each_letter_has_a_name_of_its_own_that_tells_no_time() -> None:
    make_submission()

    names = [re.search(rb"Message-ID: <(\w{32})@localhost>", letter) for letter in letters(EIGHT)]
    names += [re.search(rb"Message-ID: <(\w{32})@localhost>", one) for one in letters(EIGHT + timedelta(days=1))]
    assert len({name[1] for name in names if name}) == 4
