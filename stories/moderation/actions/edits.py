"""Keeping the version to publish while it is worked on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from accounts.models import User
from stories.models import ReaderNote, Submission, SubmissionTopic, Topic
from stories.moderation.actions.door import in_hand, reads_second
from stories.privacy.sealing import seal_parts, unseal_parts
from stories.submission.actions import Parts


@dataclass(frozen=True)
class Edit:
    """The version to publish, as a moderator has it on the screen."""

    parts: Parts
    topics: Sequence[Topic] = ()
    notes: Sequence[ReaderNote] = ()


@transaction.atomic
def save_edit(*, submission: Submission, version: int, by: User, edit: Edit) -> int:
    """Seal and keep the version to publish, and return the story's new version number.

    Words that are the author's own again are not kept twice. A note that asks for a second reader is taken off by a
    second reader alone: for anybody else it stays. Raises Gone, Stale or NotYours.
    """
    row = in_hand(submission, version=version, by=by)
    parts = asdict(edit.parts)
    same = parts == unseal_parts(row, "original", row.sealed_original)
    row.sealed_edit = b"" if same else seal_parts(row, "edit", parts)
    row.version += 1
    row.save(update_fields=["sealed_edit", "version"])
    SubmissionTopic.objects.filter(content_object=row).delete()
    SubmissionTopic.objects.bulk_create(SubmissionTopic(content_object=row, tag=topic) for topic in edit.topics)
    stays: Iterable[ReaderNote] = [] if reads_second(row, by) else row.notes.filter(weight=ReaderNote.Weight.HEAVY)
    row.notes.set({*edit.notes, *stays})
    return int(row.version)
