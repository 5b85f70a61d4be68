"""What the desk does with replies and reports. No claim: each action carries the version that its page was shown with.

Of two who decide at once the first is heard. The second finds the row gone or settled, and nothing is done twice.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Ability
from stories.models import Decision, Message, Response, ResponseAside, Story, Submission, Total
from stories.models.submission import Move, State
from stories.models.times import this_week
from stories.models.transitions import move_to
from stories.moderation.actions.door import Gone, note_decision
from stories.moderation.asides import mark_of
from stories.privacy.keycheck import checked_keys
from stories.privacy.sealing import decision_subject
from stories.publishing.pulling import pull_story, remove_story, return_story
from stories.publishing.replies import erase_responses, release_replies
from stories.publishing.totals import add
from stories.submission.actions import Stale, add_message


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
    """Leave a story as it is, and erase the report about it. Raises Gone or Stale; Gone when it is out of sight."""
    row = _report(response, version)
    if row.story.is_pulled:
        raise Gone
    erase_responses([row])


@transaction.atomic
def pull(*, response: Response, version: int, by: User) -> None:
    """Take the story of a report out of sight at once, everywhere. Raises Gone or Stale."""
    row = _report(response, version)
    story = pull_story(row.story)
    _note(story, Move.PULL, by=by)
    row.version += 1
    row.save(update_fields=["version"])


@transaction.atomic
def put_back(*, response: Response, version: int, by: User) -> None:
    """Put the story back in sight, and erase what was reported about it. Raises Gone or Stale."""
    story = return_story(_report(response, version).story)
    _note(story, Move.RETURN, by=by)
    erase_responses(Response.objects.waiting().reports().filter(story=story))


@transaction.atomic
def remove(*, response: Response, version: int, by: User, text: str) -> None:
    """Take the story off the site for good, and tell its author why behind their receipt.

    As with a decline, one person alone does not do it: who pulled the story cannot. Raises Gone, Stale, or OwnPull.
    """
    story = _report(response, version).story
    submission = _behind(story)
    pulls = Decision.objects.filter(subject=decision_subject(submission), move=Move.PULL).order_by("-day")
    if not by.may(Ability.SECOND_READ) or pulls.filter(actor=by).exists():
        raise OwnPull
    declined = remove_story(story)
    submission.state = State.DECLINED
    note_decision(submission, Move.REMOVE, by=by)
    if declined is not None:
        add_message(declined, sender=Message.Sender.TEAM, kind=Message.Kind.DECLINE, text=text)


class OwnPull(Exception):
    """Somebody else has to agree: this person pulled the story, or is no second reader."""


def _report(response: Response, version: int) -> Response:
    row = _locked(response, version)
    if not row.is_report:
        raise Gone
    return row


def _behind(story: Story) -> Submission:
    """Return the submission that the story came from; where there is none, a nameless one of the story's own key."""
    found: Submission | None = Submission.objects.select_for_update().filter(story=story).first()
    return found or Submission(pk=story.pk, state=State.PUBLISHED)


def _note(story: Story, move: Move, *, by: User) -> None:
    """Write the author's line of the timeline, where there is an author, and who decided."""
    submission = _behind(story)
    if not submission._state.adding:
        move_to(submission, move)
    note_decision(submission, move, by=by)


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
