"""A story's document comes, changes and goes with the story."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.models import SearchDocument, SearchTerm
from kb.search.listeners import StoryListener
from stories.publishing.actions import NewStory, publish_stories, withdraw_story
from stories.publishing.vocabulary import merge_topic, topics_changed
from tests.factories import make_note, make_story, make_topic, make_work_group

pytestmark = pytest.mark.django_db


def terms() -> dict[str, int]:
    return dict(SearchTerm.objects.values_list("term", "documents"))


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


def test_a_story_taken_back_leaves_no_word_and_takes_none_of_others() -> None:
    make_story("One", happened="A kettle.", felt="", helped="", advice="")
    story = make_story("Other", happened="A kettle in Zanzibar.", felt="", helped="", advice="")
    assert terms() == {"": 2, "one": 1, "other": 1, "a": 2, "kettl": 2, "in": 1, "zanzibar": 1}

    withdraw_story(story)

    assert terms() == {"": 1, "one": 1, "a": 1, "kettl": 1}
    assert list(SearchDocument.objects.values_list("title", flat=True)) == ["One"]


def test_a_changed_story_is_known_by_its_new_words_alone() -> None:
    story = make_story("One", happened="Zanzibar.", felt="", helped="", advice="")
    story.happened = "[detail changed to protect someone]"
    story.save()
    StoryListener().changed(story)

    assert SearchDocument.objects.get().words == "detail chang to protect someon"
    assert "zanzibar" not in terms()


def test_a_topic_that_was_merged_has_no_document_and_the_other_is_found_by_its_name() -> None:
    old, new = make_topic("Lone working"), make_topic("Working alone")
    topics_changed(topics=[old, new])
    assert SearchDocument.objects.count() == 2

    merge_topic(topic=old, into=new)

    document = SearchDocument.objects.get()
    assert document.title == "Working alone"
    assert "lone working" in document.body


def released(count: int) -> int:
    """Release so many stories, and return the number of queries it took."""
    topic, note = make_topic(), make_note()
    stories = [
        NewStory(title=f"Story {number}", quarter="2026Q2", topics=[topic], notes=[note]) for number in range(count)
    ]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        publish_stories(stories)
    return len(queries)


def test_a_batch_is_written_in_a_constant_number_of_queries() -> None:
    released(1)  # makes the row that counts the releases

    assert released(2) == released(60)
    assert SearchDocument.objects.count() == 63


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_word_taken_back_is_in_no_file_of_the_database() -> None:
    for number in range(30):
        make_story(f"Other {number}", happened="A kettle in a quiet place.")
    story = make_story("Unrepeatable", happened="Quizzaciously xylographed ombudswoman.")
    path = Path(connection.settings_dict["NAME"])

    def everywhere() -> bytes:
        return b"".join(each.read_bytes() for each in path.parent.glob(path.name + "*")).lower()

    assert b"xylograph" in everywhere()

    withdraw_story(story)

    left = everywhere()
    assert [word for word in (b"unrepeat", b"quizzaci", b"xylograph", b"ombudswom") if word in left] == []
