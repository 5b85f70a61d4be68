"""Moderators, and stories in their hands."""

import pytest
from django.test import Client

from accounts.models import User
from stories.models import Submission
from stories.moderation import actions
from tests.factories import make_moderator, make_senior, make_submission


@pytest.fixture
def moderator(db) -> User:
    return make_moderator(name="Ana")


@pytest.fixture
def senior(db) -> User:
    return make_senior(name="Bo")


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    """A browser in which the moderator has signed in."""
    client.force_login(moderator)
    return client


@pytest.fixture
def senior_desk(senior: User) -> Client:
    client = Client()
    client.force_login(senior)
    return client


@pytest.fixture
def claimed(moderator: User) -> Submission:
    """A story that the moderator has in hand."""
    submission = make_submission()
    actions.claim(submission=submission, by=moderator)
    submission.refresh_from_db()
    return submission
