"""Reading pages ask the database the same number of questions however many stories there are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stories.models import Story
from stories.models.story import Consent
from stories.publishing.actions import NewStory, publish_stories
from tests.factories import make_checklist, make_guide, make_note, make_topic, make_work_group

PAGES = ("/", "/stories/", "/topics/", "/topics/night-shifts/", "/search/?q=kettle+nights", "/guides/", "/checklists/")


def publish(count: int) -> list[Story]:
    """Publish so many stories that are alike in all that a list shows."""
    topics = [make_topic("Night shifts"), make_topic("Swapped tasks", kind="helped")]
    return publish_stories(
        [
            NewStory(
                title=f"The kettle, night {number}",
                quarter="2026Q2",
                happened=f"Nights again, for the {number}th time.",
                helped="Somebody put the kettle on.",
                quote_consent=Consent.YES,
                work_group=make_work_group(),
                topics=topics,
                notes=[make_note()],
            )
            for number in range(count)
        ]
    )


def queries(client: Client, address: str) -> int:
    """Return how many queries the page takes."""
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address)
    assert response.status_code == 200
    return len(seen)


@pytest.mark.django_db
def test_every_reading_page_costs_the_same_with_60_and_with_1560_stories(client: Client) -> None:
    first = publish(60)[0]
    make_guide(stories=(first,))
    make_checklist(stories=(first,))
    pages = (*PAGES, first.get_absolute_url(), "/guides/the-way-home/", "/checklists/worn-out/")
    few = {page: queries(client, page) for page in pages}
    publish(1500)
    assert {page: queries(client, page) for page in pages} == few
    assert max(few.values()) <= 16, few
