"""The author and the clock at the same moment: what was taken back is never out afterwards."""

import threading
import time

import pytest
from django.db import connection, transaction

from stories.models import Receipt, Story, Submission
from stories.models.submission import State
from stories.publishing.actions import release
from stories.submission.actions import take_back
from stories.submission.receipt import digest_of
from tests.stories.submission.desk import behind
from tests.stories.submission.pages import sent


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_a_story_taken_back_while_it_is_released_is_gone() -> None:
    code = sent()
    submission = behind(code)
    Submission.objects.filter(pk=submission.pk).update(state=State.APPROVED)
    receipt = Receipt.objects.get(digest=digest_of(code))

    def take() -> None:
        try:
            take_back(receipt=receipt)
        finally:
            connection.close()

    author = threading.Thread(target=take)
    with transaction.atomic():
        release(Submission.objects.select_for_update().filter(pk=submission.pk))
        author.start()
        while not waits_for_a_lock():
            time.sleep(0.01)
    author.join()

    assert not Story.objects.exists()
    assert not Submission.objects.exists()


def waits_for_a_lock() -> bool:
    """Whether another connection of this database waits for a row that ours has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])
