"""A story's document comes, changes and goes with the story."""

import pytest

from kb.models import SearchDocument, SearchTerm
from stories.publishing.actions import withdraw_story
from tests.factories import make_note, make_story, make_topic, make_work_group

pytestmark = pytest.mark.django_db


def test_a_released_story_has_a_document() -> None:
    topic, note, group = make_topic(), make_note(), make_work_group()
    story = make_story(topics=[topic], notes=[note], work_group=group)

    document = SearchDocument.objects.get()
    assert (document.kind, document.object_id, document.id) == ("story", story.pk, story.position)
    assert document.slug == f"{story.code}/the-bus-home-was-the-worst-part"
    assert document.title_words == "the bus home was the worst part"
    assert document.body == story.whole_text
    assert document.lead == story.helped
    assert document.facets == f"=kdstory =tp{topic.pk} =wg{group.pk} =nt{note.pk}"


def test_a_story_taken_back_leaves_no_word() -> None:
    withdraw_story(make_story(happened="Zanzibar."))

    assert list(SearchDocument.objects.all()) == []
    assert list(SearchTerm.objects.all()) == []
