"""Merging topics: nothing is lost, nothing is counted twice."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from kb.models import SearchDocument
from stories.models import Story, Topic, TopicAlias
from stories.publishing.vocabulary import merge_topic, topics_changed
from tests.factories import make_story, make_submission, make_topic, make_user

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


def found(words: str) -> list[str]:
    """The names of the topics that the search knows by this word."""
    return list(SearchDocument.objects.filter(kind="topic", body__contains=words).values_list("title", flat=True))


def test_a_topic_saved_in_the_admin_is_found_by_its_new_words():
    topic = make_topic("Overtime")
    lead = Client()
    lead.force_login(make_user(Role.PROGRAMME_LEAD))
    form = {
        "name": "Extra hours", "slug": topic.slug, "kind": "stressor", "description": "The zebracorn shift.",
        "aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "0", "aliases-0-name": "doubles",
    }  # fmt: skip

    answer = lead.post(reverse("admin:stories_topic_change", args=[topic.pk]), form)

    assert answer.status_code == 302
    assert (found("zebracorn"), found("doubles")) == (["Extra hours"], ["Extra hours"])


def test_a_merged_topic_is_no_longer_found_by_its_own_description():
    old, new = make_topic("Overtime"), make_topic("Too much work")
    old.description = "The zebracorn shift."
    old.save()
    topics_changed(topics=[old, new])
    assert found("zebracorn") == ["Overtime"]

    merge_topic(topic=old, into=new)

    assert found("zebracorn") == []


def test_a_topic_is_never_deleted_in_the_admin():
    lead = Client()
    lead.force_login(make_user(Role.PROGRAMME_LEAD))
    topic = make_topic("Overtime")

    assert lead.post(reverse("admin:stories_topic_delete", args=[topic.pk]), {"post": "yes"}).status_code == 403
    assert Topic.objects.filter(pk=topic.pk).exists()
