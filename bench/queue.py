"""What a page of the moderators' desk costs when little waits and when much does: it must not grow with the queue."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time_ns
from typing import TYPE_CHECKING

from bench.table import Figure

if TYPE_CHECKING:
    from django.test import Client

TITLE = "The desk: processor time of a page, with 20 and with 10,000 stories waiting"
FEW, MANY = 20, 10_000
ROUNDS = 60
PAGES = ("queue", "review")


def figures() -> Iterator[Figure]:
    """Measure in a database made for this, and yield each page's cost for both, and how they compare."""
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment(debug=False)
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield from _measured()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def _measured() -> Iterator[Figure]:
    client, review = _desk()
    urls = {"queue": "/moderation/", "review": review}
    taken: dict[str, dict[int, float]] = {page: {} for page in PAGES}
    for waiting in (FEW, MANY):
        _wait(waiting)
        for page in PAGES:
            taken[page][waiting] = _cost(client, urls[page])
    for page in PAGES:
        for waiting, cost in taken[page].items():
            yield Figure(f"{page}, {waiting:,} waiting", cost, "ms")
        ratio = taken[page][MANY] / taken[page][FEW]
        yield Figure(f"{page}: {MANY:,} beside {FEW}", ratio, "times", limit=1.2, sense="at most")


def _desk() -> tuple[Client, str]:
    """Sign a moderator in who has a story in hand, and return the browser and the address of that story."""
    from django.test import Client

    from accounts.models import User
    from accounts.roles import Role
    from stories.moderation import actions
    from stories.submission.actions import Draft, Parts, receive_story

    person = User.objects.create_user("moderator@example.org", roles=(Role.MODERATOR,))
    words = Parts(title="Nights", happened="It was my fourth night of six. " * 20, helped="The kettle.")
    story = receive_story(draft=Draft(parts=words, publish_consent="yes", quote_consent="no"))
    actions.claim(submission=story, by=person)
    client = Client()
    client.force_login(person)
    return client, f"/moderation/{story.code}/"


def _wait(number: int) -> None:
    """Let so many stories wait, over forty weeks, every third about nights and every fourth with a note."""
    from datetime import timedelta

    from django.utils import timezone

    from stories.models import ReaderNote, Submission, SubmissionNote, SubmissionTopic, Topic
    from stories.models.submission import Priority, State
    from stories.models.times import week_of

    topic, _made = Topic.objects.get_or_create(name="Night shifts")
    note, _made = ReaderNote.objects.get_or_create(slug="death", defaults={"name": "a death"})
    today, here = timezone.localdate(), Submission.objects.in_state(State.RECEIVED).count()
    rows = Submission.objects.bulk_create(
        Submission(
            received_week=week_of(today - timedelta(weeks=count % 40)), length=count % 1_200,
            priority=Priority.READ_FIRST if count % 50 == 0 else Priority.READY, quarter="2026Q2",
            publish_consent="yes", quote_consent="no", sealed_original=bytes(4_096),
        )
        for count in range(here, number)
    )  # fmt: skip
    SubmissionTopic.objects.bulk_create(SubmissionTopic(content_object=row, tag=topic) for row in rows[::3])
    SubmissionNote.objects.bulk_create(SubmissionNote(submission=row, note=note) for row in rows[::4])


def _cost(client: Client, url: str) -> float:
    """Return the fewest milliseconds of processor time that the page takes once it is warm."""
    times = []
    for turn in range(ROUNDS + 5):
        began = process_time_ns()
        answer = client.get(url, headers={"host": "localhost"})
        if turn >= 5:
            times.append((process_time_ns() - began) / 1e6)
        if answer.status_code != 200:
            raise RuntimeError(f"The page answered {answer.status_code}.")
    return min(times)  # what else runs on the machine only adds to it
