"""Sending the letter: once a day, by whichever tick is first."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from stories.models import DigestDay
from stories.moderation.digest.letters import letter_to
from stories.moderation.digest.queries import readers, something_waits


def send_digest(now: datetime | None = None) -> int:
    """Tell each moderator that something waits, if it does and the day's hour has come. Returns 0: it is no news.

    The day counts as done also when nothing waits. Otherwise the first story to come in after the hour would be
    followed by a letter within minutes, and the letter would say when it came. When the mail server does not answer,
    the day stays open and the next tick tries again; the server's own exception is raised.
    """
    moment = timezone.localtime(now)
    if moment.hour < settings.CAIRN_DIGEST_HOUR or is_done(moment.date()):
        return 0
    people = readers() if something_waits() else []
    if not people:
        take(moment.date())
        return 0
    post = get_connection()
    post.open()
    try:
        if take(moment.date()):
            post.send_messages([letter_to(person, moment) for person in people])
    finally:
        post.close()
    return 0


def is_done(day: date) -> bool:
    """Say whether the day is done."""
    return DigestDay.objects.filter(day=day).exists()


def take(day: date) -> bool:
    """Mark the day as done, and say whether this call was the one that did: of two at once only one is."""
    DigestDay.objects.get_or_create(pk=1, defaults={"day": date.min})
    return bool(DigestDay.objects.filter(pk=1).exclude(day=day).update(day=day))
