"""Which stories weigh on their reader: after two of them in a row, the next one is another."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from stories.models import ReaderNote, StoryWeight, Submission, SubmissionNote
from stories.models.submission import Priority, State, SubmissionQuerySet


def only_light(rows: SubmissionQuerySet) -> SubmissionQuerySet:
    """Return these stories without the heavy ones; what is escalated stays, as it cannot wait for a rest."""
    return rows.exclude(_can_wait())


def too_heavy_now(keys: Iterable[int]) -> set[int]:
    """Return which of these stories nobody should take in hand after two heavy ones, by key."""
    return set(Submission.objects.filter(_can_wait(), pk__in=keys).values_list("pk", flat=True))


def is_heavy(submission: Submission) -> bool:
    """Say whether reading it weighs on the reader: a heavy note, a grave weight, or words of risk.

    Words of risk are what a check found. Once a reader has said that what is told is not grave, they do not count.
    """
    return Submission.objects.filter(_heavy(), pk=submission.pk).exists()


def weight_of(submission: Submission) -> StoryWeight | None:
    """Return how heavy its reader says it is, where one did."""
    weight: StoryWeight | None = StoryWeight.objects.filter(submission=submission).first()
    return weight


def _can_wait() -> Q:
    return _heavy() & ~Q(state=State.ESCALATED)


def _heavy() -> Q:
    here = {"submission": OuterRef("pk")}
    noted = SubmissionNote.objects.filter(note__weight=ReaderNote.Weight.HEAVY, **here)
    grave = StoryWeight.objects.filter(told=StoryWeight.Told.GRAVE, **here)
    known = StoryWeight.objects.filter(told__lt=StoryWeight.Told.GRAVE, **here)
    return Q(priority=Priority.READ_FIRST) & ~Q(Exists(known)) | Q(Exists(noted)) | Q(Exists(grave))
