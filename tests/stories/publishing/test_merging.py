"""Merging topics: nothing is lost, nothing is counted twice."""

import pytest

from stories.models import Story, Topic, TopicAlias
from stories.publishing.merging import merge_topic
from tests.factories import make_story, make_submission, make_topic

pytestmark = pytest.mark.django_db


def test_stories_other_words_and_counts_move_over():
    old, new = make_topic("Overtime", aliases=("extra hours",)), make_topic("Too much work")
    only_old, both = make_story("One", topics=[old]), make_story("Two", topics=[old, new])
    waiting = make_submission(topics=[old])
    older = make_topic("Long days")
    merge_topic(topic=older, into=old)

    merge_topic(topic=old, into=new)

    assert [list(story.topics.all()) for story in (only_old, both)] == [[new], [new]]
    assert list(waiting.topics.all()) == [new]
    words = set(TopicAlias.objects.filter(topic=new).values_list("name", flat=True))
    assert words == {"extra hours", "overtime", "long days"}
    counts = dict(Topic.objects.values_list("name", "story_count"))
    assert counts == {"Overtime": 0, "Too much work": 2, "Long days": 0}
    assert set(Topic.objects.filter(merged_into=new)) == {old, older}


def test_merging_twice_changes_nothing():
    old, new = make_topic("Overtime"), make_topic("Too much work")
    make_story(topics=[old])

    merge_topic(topic=old, into=new)
    merge_topic(topic=old, into=new)

    assert (Story.objects.get().topics.get(), TopicAlias.objects.count()) == (new, 1)


def test_a_topic_is_merged_into_one_in_use():
    old, new = make_topic("Overtime"), make_topic("Too much work")
    merge_topic(topic=old, into=new)
    old.refresh_from_db()

    for into in (new, old):
        with pytest.raises(ValueError, match="in use"):
            merge_topic(topic=new, into=into)
