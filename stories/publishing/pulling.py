"""Takes a published story out of sight at once, and puts it back or takes it off the site for good.

Out of sight is as if it had been taken back: no page, list, search or quotation has it, as `Story.objects` leaves it
out and the listeners are told what they are told of a withdrawal. Quotations do not come back with it: whoever keeps
the guide looks at it anew.
"""

from __future__ import annotations

from django.db import transaction

from stories.models import PublicationState, Story, Submission
from stories.models.submission import Move
from stories.models.times import this_week
from stories.models.transitions import move_to
from stories.privacy.sealing import add_key, seal_parts
from stories.publishing.actions import PARTS, count_topics
from stories.publishing.erasing import erase_now
from stories.publishing.listeners import listeners


class NotThere(Exception):
    """The story is gone, or somebody was first. Carries nothing of it."""


@transaction.atomic
def pull_story(story: Story) -> Story:
    """Take a story out of sight in this transaction, and return its locked row. Raises NotThere."""
    row = _locked(story, is_pulled=False)
    PublicationState.moved()
    for listener in listeners():
        listener.withdrawn(row)
    count_topics(row.topics.all(), -1)
    _set(row, is_pulled=True)
    transaction.on_commit(erase_now)
    return row


@transaction.atomic
def return_story(story: Story) -> Story:
    """Put a story back where it was, with its address and all that readers gave back. Raises NotThere."""
    row = _locked(story, is_pulled=True)
    PublicationState.moved()
    count_topics(row.topics.all(), +1)
    _set(row, is_pulled=False)
    for listener in listeners():
        listener.published([row])
    return row


@transaction.atomic
def remove_story(story: Story) -> Submission | None:
    """Take a story that is out of sight off the site for good, and return what its author's receipt leads to.

    For them it is then a declined story: its words are sealed again under a new key, so that they can read why, change
    it and send it anew, and all of it is erased after the days of a declined one. None where nobody holds a receipt.
    Raises NotThere.
    """
    row = _locked(story, is_pulled=True)
    PublicationState.moved()
    submission: Submission | None = Submission.objects.select_for_update().filter(story=row).first()
    if submission is not None:
        _give_back(row, submission)
    row.delete()
    transaction.on_commit(erase_now)
    return submission


def _give_back(story: Story, submission: Submission) -> None:
    submission.story = None
    submission.settled_week = this_week()
    add_key(submission)
    words = {"title": story.title, **{part: getattr(story, part) for part in PARTS}}
    submission.sealed_original = seal_parts(submission, "original", words)
    submission.save(update_fields=["story", "settled_week", "sealed_original"])
    submission.topics.set(story.topics.all())
    submission.notes.set(story.notes.all())
    move_to(submission, Move.REMOVE)


def _locked(story: Story, *, is_pulled: bool) -> Story:
    row: Story | None = Story.every.select_for_update().filter(pk=story.pk, is_pulled=is_pulled).first()
    if row is None:
        raise NotThere
    return row


def _set(story: Story, *, is_pulled: bool) -> None:
    story.is_pulled = is_pulled
    story.version += 1
    story.save(update_fields=["is_pulled", "version"])
