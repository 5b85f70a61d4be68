"""Changes of the vocabulary: a merged topic's stories move over, and whoever keeps something of a topic is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from stories.models import PublicationState, Story, StoryTopic, SubmissionTopic, Topic, TopicAlias
from stories.publishing.listeners import listeners


@transaction.atomic
def merge_topic(*, topic: Topic, into: Topic) -> None:
    """Move what is about `topic` over to `into`, keep its name as another word, and count both anew.

    Merging again changes nothing. Raises ValueError when `into` was merged itself, or is the same topic.
    """
    if topic.pk == into.pk or into.merged_into_id is not None:
        raise ValueError("merge into a topic in use")
    PublicationState.moved()
    stories = list(Story.objects.filter(topic_items__tag=topic))
    _move(StoryTopic.objects.filter(tag=topic), into)
    _move(SubmissionTopic.objects.filter(tag=topic), into)
    TopicAlias.objects.filter(topic=topic).update(topic=into)
    TopicAlias.objects.get_or_create(name=topic.name.lower().strip(), defaults={"topic": into})
    Topic.objects.filter(merged_into=topic).update(merged_into=into)
    Topic.objects.filter(pk=topic.pk).update(merged_into=into, story_count=0)
    Topic.objects.filter(pk=into.pk).update(story_count=Story.objects.filter(topic_items__tag=into).count())
    for story in stories:
        for listener in listeners():
            listener.changed(story)
    topics_changed(topics=Topic.objects.filter(pk__in=(topic.pk, into.pk)))


@transaction.atomic
def topics_changed(*, topics: Iterable[Topic]) -> None:
    """Tell whoever keeps something of these topics that they are new, or that their words are other ones now."""
    PublicationState.moved()
    changed = list(topics)
    for listener in listeners():
        listener.topics_changed(changed)


def _move(items: QuerySet[Any], into: Topic) -> None:
    """Give the rows the other topic; where a story has both already, one row is enough."""
    has_both = items.model.objects.filter(tag=into).values("content_object_id")
    items.filter(content_object_id__in=has_both).delete()
    items.update(tag=into)
