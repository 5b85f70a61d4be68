"""What brings replies out, and what erases what readers sent: the only code that writes a Reply."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from stories.models import PublicationState, Reply, Response, Total
from stories.models.response import ResponseQuerySet
from stories.models.times import monday_of, quarter_of
from stories.privacy.sealed_responses import open_words
from stories.publishing.erasing import erase_now
from stories.publishing.schedule import BATCH, due_before
from stories.publishing.totals import add


def release_replies(now: datetime | None = None) -> int:
    """Bring out the approved replies whose time has come, as stories come out, and return how many they were.

    Weekly: what was approved in an earlier week, when enough wait or the oldest has waited the longest wait. At once:
    always. They come out under new random keys, by which they stand under their story: in no order of time.
    """
    if settings.CAIRN_RELEASE == "at-once":
        return _release_all(Response.objects.approved())
    week = due_before(Response.objects.approved(), now)
    return _release_all(Response.objects.approved().filter(settled_week__lt=week)) if week else 0


def _release_all(approved: ResponseQuerySet) -> int:
    released = 0
    while True:
        with transaction.atomic():
            batch = list(approved.select_for_update().order_by("id")[:BATCH])
            publish_replies(batch)
        released += len(batch)
        if len(batch) < BATCH:
            return released


@transaction.atomic
def publish_replies(responses: list[Response]) -> list[Reply]:
    """Write these replies, erase what was sealed of them, and return the new rows. The old ones must be locked."""
    if not responses:
        return []
    PublicationState.moved()
    words = open_words(responses)
    replies = Reply.objects.bulk_create(
        Reply(
            story_id=response.story_id,
            kind=response.kind,
            text=said["text"],
            link=said["link"],
            quarter=quarter_of(monday_of(response.received_week)),
        )
        for response, said in zip(responses, words, strict=True)
    )
    add(Total.Kind.REPLY_OUT, len(replies))
    erase_responses(responses)
    return replies


@transaction.atomic
def erase_responses(responses: Iterable[Response]) -> None:
    """Erase these, waiting or approved: keys, sealed words, and who left them to others."""
    Response.objects.filter(pk__in=[response.pk for response in responses]).delete()
    transaction.on_commit(erase_now)
