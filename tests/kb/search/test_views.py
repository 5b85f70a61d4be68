"""The search page, as a reader asks for it."""

import pytest
from django.test import Client
from django.urls import reverse

from kb.search.documents import index_checklist, index_guide, index_help, index_topic
from kb.models import HelpEntry
from tests.factories import make_checklist, make_guide, make_note, make_story, make_topic, make_work_group

pytestmark = pytest.mark.django_db


def search(client: Client, **fields) -> str:
    """Return the page for these fields of the address."""
    answer = client.get(reverse("search"), fields)
    assert answer.status_code == 200
    return answer.content.decode()


def test_stories_guides_and_checklists_are_counted_together(client) -> None:
    for number in range(3):
        make_story(f"A night, {number}")
    index_guide(make_guide())
    index_checklist(make_checklist(title="Nights: just tired, or worn out?"))

    page = search(client, q="nights")

    assert "<h1>3 stories, 1 guide and 1 checklist about “nights”</h1>" in page
