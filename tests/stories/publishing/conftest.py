"""Stories that a moderator has approved."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from stories.models import Submission
from stories.moderation import actions
from tests.factories import make_moderator, make_submission


@pytest.fixture
def approved(db) -> Callable[..., Submission]:
    """Return a function that makes an approved story; its fields are those of make_submission."""
    reader: User = make_moderator()

    def make(**fields: Any) -> Submission:
        submission = make_submission(**fields)
        actions.claim(submission=submission, by=reader)
        submission.refresh_from_db()
        actions.approve(submission=submission, version=submission.version, by=reader)
        submission.refresh_from_db()
        return submission

    return make
