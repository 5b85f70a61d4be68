"""Two on the desk at the same moment: what one has decided, the other does not decide again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from stories.models import Decision, Response, Story, Topic, Total
from stories.moderation.actions import responses as actions
from stories.moderation.actions.door import Gone
from stories.publishing.pulling import NotThere
from stories.submission.actions import Stale
from tests.factories import make_moderator, make_response, make_story, make_topic
from tests.stories.submission.test_races import waits_for_a_lock

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


def at_once(first: Callable[[], None], second: Callable[[], None]) -> list[type[Exception]]:
    """Let the second come while the first is in mid-transaction, and return what it was refused with."""
    refused: list[type[Exception]] = []

    def come() -> None:
        try:
            second()
        except (Gone, Stale, NotThere) as error:
            refused.append(type(error))
        finally:
            connection.close()

    other = threading.Thread(target=come)
    with transaction.atomic():
        first()
        other.start()
        while other.is_alive() and not waits_for_a_lock():
            time.sleep(0.01)
    other.join()
    return refused


def test_a_reply_that_one_declines_and_another_publishes_is_declined_and_counted_once() -> None:
    row = make_response()

    refused = at_once(
        lambda: actions.decline_reply(response=row, version=1, reason="hurts"),
        lambda: actions.publish_reply(response=row, version=1),
    )

    assert refused == [Gone]
    assert not Response.objects.exists()
    assert list(Total.objects.values_list("kind", "number")) == [("reply_no", 1)]


def test_a_story_that_two_pull_by_two_reports_is_pulled_once() -> None:
    story, people = make_story(topics=[make_topic()]), [make_moderator(), make_moderator()]
    one, other = (make_response(story, kind=kind) for kind in ("harms", "points"))

    refused = at_once(
        lambda: actions.pull(response=one, version=1, by=people[0]),
        lambda: actions.pull(response=other, version=1, by=people[1]),
    )

    assert refused == [NotThere]
    assert (Story.every.get().version, Topic.objects.get().story_count, Decision.objects.count()) == (2, 0, 1)
