"""What makes a story public, and what takes it back: the only code that writes or erases a Story."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, prefetch_related_objects

from stories.models import (
    Aside,
    DeskNote,
    Message,
    PublicationState,
    ReaderNote,
    SealedKey,
    SecondRead,
    Story,
    StoryWeight,
    Submission,
    SubmissionNote,
    SubmissionTopic,
    Topic,
    Total,
    WorkGroup,
)
from stories.models.story import Consent
from stories.models.submission import Move
from stories.models.transitions import move_to
from stories.privacy.sealing import open_keys, unseal_parts
from stories.publishing.erasing import erase_now
from stories.publishing.listeners import listeners
from stories.publishing.totals import add, count_before_erasing
from stories.topics.work_groups import WorkGroups, load_work_groups

PARTS = ("happened", "felt", "helped", "advice")
_shuffle = random.SystemRandom().shuffle


@dataclass(frozen=True)
class NewStory:
    """Everything that a published story is made of."""

    title: str
    quarter: str
    happened: str = ""
    felt: str = ""
    helped: str = ""
    advice: str = ""
    quote_consent: str = Consent.NO
    work_group: WorkGroup | None = None
    topics: Sequence[Topic] = ()
    notes: Sequence[ReaderNote] = field(default=())


@transaction.atomic
def publish_stories(new_stories: Sequence[NewStory]) -> list[Story]:
    """Write these stories, in a shuffled order, tell the listeners, and return them in the order given."""
    if not new_stories:
        return []
    state = PublicationState.moved(positions=len(new_stories))
    places = list(range(state.last_position - len(new_stories) + 1, state.last_position + 1))
    _shuffle(places)
    stories = Story.objects.bulk_create(
        Story(
            position=place, title=new.title, quarter=new.quarter, happened=new.happened, felt=new.felt,
            helped=new.helped, advice=new.advice, quote_consent=new.quote_consent, work_group=new.work_group,
        )
        for place, new in zip(places, new_stories, strict=True)
    )  # fmt: skip
    topic_rows = Story.topics.through
    note_rows = Story.notes.through
    pairs = list(zip(stories, new_stories, strict=True))
    topic_rows.objects.bulk_create(topic_rows(content_object=s, tag=topic) for s, new in pairs for topic in new.topics)
    note_rows.objects.bulk_create(note_rows(story=s, readernote=note) for s, new in pairs for note in new.notes)
    count_topics((topic for _story, new in pairs for topic in new.topics), +1)
    for listener in listeners():
        listener.published(stories)
    return stories


@transaction.atomic
def release(submissions: Iterable[Submission]) -> list[Story]:
    """Publish these approved submissions together, destroy what was sealed, and return the stories.

    The rows must be locked. Raises NotAllowed when one is not approved; then none is published.
    """
    waiting = list(submissions)
    open_keys(waiting)
    prefetch_related_objects(waiting, "topics", "notes")
    groups = load_work_groups()
    changed = sum(_is_changed(submission) for submission in waiting)
    stories = publish_stories([_opened(submission, groups) for submission in waiting])
    for submission, story in zip(waiting, stories, strict=True):
        move_to(submission, Move.RELEASE)
        submission.story = story
        submission.sealed_original = submission.sealed_edit = submission.sealed_accepted = b""
        submission.language = ""
        submission.save(update_fields=["story", "sealed_original", "sealed_edit", "sealed_accepted", "language"])
    add(Total.Kind.CHANGED, changed)
    for rows in (SubmissionTopic.objects.filter(content_object__in=waiting), *_kept_with(waiting)):
        rows.delete()
    transaction.on_commit(erase_now)
    return stories


def _kept_with(waiting: list[Submission]) -> list[QuerySet[Any]]:
    """Return what stands beside sealed words and goes when they do: the timeline and the receipt stay."""
    models = (*(SubmissionNote, Message, SecondRead, SealedKey), *(Aside, StoryWeight, DeskNote))
    return [model.objects.filter(submission__in=waiting) for model in models]


@transaction.atomic
def withdraw_story(story: Story) -> None:
    """Erase a published story and everything that was made from its words."""
    PublicationState.moved()
    for listener in listeners():
        listener.withdrawn(story)
    if not story.is_pulled:
        count_topics(story.topics.all(), -1)
    submissions = Submission.objects.filter(story=story)
    count_before_erasing(submissions)
    submissions.delete()
    story.delete()
    transaction.on_commit(erase_now)


@transaction.atomic
def erase_submission(submission: Submission) -> None:
    """Erase a waiting submission: key, sealed words, messages and timeline. Its receipt then points nowhere."""
    count_before_erasing([submission])
    submission.delete()
    transaction.on_commit(erase_now)


def _is_changed(submission: Submission) -> bool:
    """Say whether one of the four parts comes out other than its author wrote it; a title alone is no change."""
    if not submission.sealed_edit:
        return False
    written = unseal_parts(submission, "original", submission.sealed_original)
    edited = unseal_parts(submission, "edit", submission.sealed_edit)
    return any(written.get(part, "") != edited.get(part, "") for part in PARTS)


def _opened(submission: Submission, groups: WorkGroups) -> NewStory:
    sealed = submission.sealed_edit or submission.sealed_original
    field_name = "edit" if submission.sealed_edit else "original"
    parts = unseal_parts(submission, field_name, sealed)
    return NewStory(
        title=parts["title"], quarter=submission.quarter, quote_consent=submission.quote_consent,
        work_group=groups.shown_for(submission.work_group_id), topics=list(submission.topics.all()),
        notes=list(submission.notes.all()),
        **{part: parts.get(part, "") for part in PARTS},
    )  # fmt: skip


def count_topics(topics: Iterable[Topic], by: int) -> None:
    """Keep each topic's number of stories, so that no page has to count."""
    times: dict[int, int] = {}
    for topic in topics:
        times[topic.pk] = times.get(topic.pk, 0) + by
    for pk, change in sorted(times.items()):
        Topic.objects.filter(pk=pk).update(story_count=F("story_count") + change)
