"""What the desk does with replies and reports. No claim: each action carries the version that its page was shown with.

Of two who decide at once the first is heard. The second finds the row gone or settled, and nothing is done twice.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from stories.models import Response, ResponseAside, Total
from stories.models.times import this_week
from stories.moderation.actions.door import Gone
from stories.moderation.asides import mark_of
from stories.privacy.keycheck import checked_keys
from stories.publishing.replies import erase_responses, release_replies
from stories.publishing.totals import add
from stories.submission.actions import Stale


class ReplyReason(models.TextChoices):
    """Why a reply does not come out. Kept as a number of the quarter, and beside no reply."""

    POINTS = "points", _("It points to somebody")
    HURTS = "hurts", _("It could hurt somebody")
    ADVICE = "advice", _("It gives advice where kind words were offered")
    LINK = "link", _("The link is not safe, or sells something")
    OTHER = "other", _("It is about something else")


def publish_reply(*, response: Response, version: int) -> None:
    """Let a reply out with the next release, or at once where stories come out at once. Raises Gone or Stale."""
    with transaction.atomic():
        row = _locked(response, version)
        if row.is_report:
            raise Gone
        row.settled_week = this_week()
        row.version += 1
        row.save(update_fields=["settled_week", "version"])
    if settings.CAIRN_RELEASE == "at-once":
        release_replies()


@transaction.atomic
def decline_reply(*, response: Response, version: int, reason: str) -> None:
    """Erase a reply, and count why. Nobody is told: nobody knows who wrote it. Raises Gone or Stale."""
    row = _locked(response, version)
    if row.is_report:
        raise Gone
    add(Total.Kind.REPLY_DECLINED, detail=ReplyReason(reason).value)
    erase_responses([row])


@transaction.atomic
def keep_story(*, response: Response, version: int) -> None:
    """Leave a story as it is, and erase the report about it. Raises Gone or Stale."""
    row = _locked(response, version)
    if not row.is_report:
        raise Gone
    erase_responses([row])


@transaction.atomic
def leave_to_others(*, response: Response, by: User) -> None:
    """Take a reply or a report off this person's list for good. Doing it again changes nothing. Raises Gone."""
    row = _locked(response, None)
    checked_keys()  # a mark under another key file would hide nothing
    ResponseAside.objects.get_or_create(response=row, mark=mark_of(by))


def _locked(response: Response, version: int | None) -> Response:
    """Return the row locked for this transaction, while nobody has settled it."""
    row: Response | None = Response.objects.waiting().select_for_update().filter(pk=response.pk).first()
    if row is None:
        raise Gone
    if version is not None and row.version != version:
        raise Stale
    return row
