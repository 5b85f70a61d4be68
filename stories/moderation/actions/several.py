"""What is done to several stories at once: all of them as they were chosen, or none.

Rows are locked in the order of their keys, as everywhere, so that two people who do this at the same moment come one
after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.models import User
from stories.models import Claim, Story, Submission, SubmissionTopic, Topic
from stories.models.keys import to_base32
from stories.models.submission import Move, State
from stories.models.transitions import OPEN, NotAllowed
from stories.moderation.actions.claims import HasAnother, NotSecondReader, lapse_claims, take_locked
from stories.moderation.actions.door import note_decision
from stories.moderation.asides import not_aside
from stories.publishing.actions import release

# Not while an author is being asked: a new version would turn away the answer that they are writing.
TAKES_A_TOPIC = OPEN | {State.APPROVED}


@dataclass(frozen=True)
class Chosen:
    """A story as it stood when it was chosen."""

    key: int
    version: int

    @property
    def reference(self) -> str:
        """Four characters by which the desk talks about it, also when it is gone."""
        return to_base32(self.key)[-4:]


class Moved(Exception):
    """Some of the chosen stories are not as they were any more. Knows which, and no word of them."""

    def __init__(self, chosen: Sequence[Chosen]) -> None:
        super().__init__()
        self.chosen = list(chosen)


class TooFew(Exception):
    """So few stories would come out together that it could show when each of them was sent."""


class TopicGone(Exception):
    """The topic was taken off the list, or merged into another, in the meantime."""


def claim_first(*, chosen: Sequence[Chosen], by: User) -> tuple[Submission, list[Chosen]]:
    """Take the first of these stories that is still free; return it, and those before it that had moved.

    One story a moderator: what is in a hand waits for that person, so nobody holds a pile. Raises HasAnother,
    NotSecondReader when only second reads of others' are left, Moved when nothing is left; then nothing is taken.
    """
    lapse_claims()
    with transaction.atomic():
        # The person's own row first, as for a single claim.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        if Claim.objects.filter(moderator=by).exists():
            raise HasAnother
        rows = _locked(chosen)
        passed, refused = [], False
        for each in chosen:
            row = rows.get(each.key)
            if row is None or row.version != each.version or row.state not in OPEN:
                passed.append(each)
                continue
            try:
                take_locked(row, by)
            except NotSecondReader:
                refused = True
                continue
            except NotAllowed:  # this person stands aside from it
                passed.append(each)
                continue
            return row, passed
    if refused:
        raise NotSecondReader
    raise Moved(passed)


@transaction.atomic
def add_topic(*, chosen: Sequence[Chosen], slug: str, by: User) -> int:
    """Say that all of these stories are about a topic; return how many did not say so before.

    Raises Moved, TopicGone; then nothing has changed.
    """
    rows = _unmoved(chosen, TAKES_A_TOPIC, by)
    topic = Topic.objects.current().select_for_update(no_key=True).filter(slug=slug).first()
    if topic is None:
        raise TopicGone
    items = SubmissionTopic.objects.filter(tag=topic, content_object__in=rows)
    tagged = set(items.values_list("content_object", flat=True))
    new = [row for row in rows if row.pk not in tagged]
    SubmissionTopic.objects.bulk_create(SubmissionTopic(content_object=row, tag=topic) for row in new)
    Submission.objects.filter(pk__in=[row.pk for row in new]).update(version=F("version") + 1)
    return len(new)


@transaction.atomic
def release_chosen(*, chosen: Sequence[Chosen], by: User) -> list[Story]:
    """Release these approved stories together before their time, and return them.

    Raises TooFew below the number that a weekly release waits for, Moved; then none is out.
    """
    if len(chosen) < fewest_together():
        raise TooFew
    rows = _unmoved(chosen, {State.APPROVED}, by)
    stories = release(rows)
    for row in rows:
        note_decision(row, Move.RELEASE, by=by)
    return stories


def fewest_together() -> int:
    """Return how many chosen stories have to come out together at least."""
    return settings.CAIRN_RELEASE_MINIMUM if settings.CAIRN_RELEASE == "weekly" else 1


def _unmoved(chosen: Sequence[Chosen], states: frozenset[State] | set[State], by: User) -> list[Submission]:
    """Return the rows, locked. Raises Moved unless each stands in one of the states as it was when chosen.

    One that this person has stood aside from since counts as moved on: their lists do not have it any more.
    """
    rows = _locked(chosen)
    shown = set(not_aside(Submission.objects.filter(pk__in=rows), by).values_list("pk", flat=True))
    moved = [
        each
        for each in chosen
        if (row := rows.get(each.key)) is None
        or row.pk not in shown
        or row.version != each.version
        or row.state not in states
    ]
    if moved:
        raise Moved(moved)
    return list(rows.values())


def _locked(chosen: Sequence[Chosen]) -> dict[int, Submission]:
    rows = Submission.objects.select_for_update().filter(pk__in=[each.key for each in chosen])
    return {row.pk: row for row in rows.order_by("id")}
