"""Stories that somebody does not judge: hidden from that person on the whole desk, and from nobody else."""

from __future__ import annotations

import hmac
from hashlib import sha256

from django.db.models import Exists, OuterRef

from accounts.models import User
from stories.models import Aside, ResponseAside, Submission
from stories.models.response import ResponseQuerySet
from stories.models.submission import SubmissionQuerySet
from stories.privacy.keyfile import keys
from stories.privacy.wrapping import derived

SHOWN = 50


def mark_of(user: User) -> str:
    """Return what a person's asides are kept under: HMAC-SHA256 under the key file, in hex.

    Without the key file nobody can say whose it is. It is the same for each of a person's stories, so that the queue
    can leave them out in one query.
    """
    secret = derived("stands aside", keys().pepper)
    return hmac.new(secret, str(user.pk).encode(), sha256).hexdigest()


def not_aside(rows: SubmissionQuerySet, user: User) -> SubmissionQuerySet:
    """Return these stories without those that the person does not judge."""
    return rows.exclude(Exists(Aside.objects.filter(submission=OuterRef("pk"), mark=mark_of(user))))


def is_aside(submission: Submission, user: User) -> bool:
    """Say whether this person does not judge this story."""
    return Aside.objects.filter(submission=submission, mark=mark_of(user)).exists()


def responses_not_aside(rows: ResponseQuerySet, user: User) -> ResponseQuerySet:
    """Return these replies and reports without those that the person leaves to others."""
    return rows.exclude(Exists(ResponseAside.objects.filter(response=OuterRef("pk"), mark=mark_of(user))))


def asides_of(user: User) -> list[Submission]:
    """Return up to SHOWN stories that the person does not judge, without their words."""
    waiting = Submission.objects.filter(asides__mark=mark_of(user))
    return list(waiting.only("id").order_by("id")[:SHOWN])
