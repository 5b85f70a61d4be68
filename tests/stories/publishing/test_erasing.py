"""After a story was taken back its words are in no file of the database."""

from pathlib import Path

import pytest
from django.db import connection

from stories.publishing.actions import erase_submission, release, withdraw_story
from stories.publishing.erasing import erase_now, forget
from tests.factories import make_submission, make_topic

RARE = "Quillonthistle"


def files_with(word: str) -> list[str]:
    database = Path(connection.settings_dict["NAME"])
    return [path.name for path in database.parent.glob(f"{database.name}*") if word.encode() in path.read_bytes()]


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_published_story_leaves_no_byte(approved):
    submission = approved(happened=f"{RARE} was on the door. " * 300, topics=[make_topic()])
    [story] = release([submission])
    assert files_with(RARE) != []

    withdraw_story(story)

    assert files_with(RARE) == []


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_waiting_story_leaves_not_even_its_wrapped_key():
    submission = make_submission()
    erase_now()
    wrapped = bytes(submission.sealed_key.wrapped)
    database = Path(connection.settings_dict["NAME"])
    assert wrapped in database.read_bytes()

    erase_submission(submission)

    assert not any(wrapped in path.read_bytes() for path in database.parent.glob(f"{database.name}*"))


@pytest.mark.django_db(transaction=True)
def test_the_clock_cleans_the_tables():
    assert forget() == 0


@pytest.mark.django_db
def test_inside_a_transaction_cleaning_waits():
    assert forget() == 0
