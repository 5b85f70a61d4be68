"""Taking a story in hand, putting it back, and undoing a decision: buttons that lead on to a page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.decorators import may
from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.models import Submission
from stories.models.submission import Move, State
from stories.models.transitions import NotAllowed, may_move
from stories.moderation import actions
from stories.moderation.actions.claims import HasAnother, NotSecondReader
from stories.moderation.actions.door import NotYours
from stories.moderation.cursor import cursor_at
from stories.moderation.queries import claim_of, submission_or_404
from stories.moderation.sitting import read_sitting
from stories.moderation.tabs import tab_of
from stories.moderation.turns import too_heavy_now
from stories.moderation.views.desk import (
    desk_page,
    has_in_hand,
    next_url,
    posts_only,
    queue_url,
    read_version,
    with_story,
)
from stories.moderation.views.words import REST_FIRST
from stories.submission.actions import Stale


@may(Ability.MODERATE)
@posts_only
@with_story
def claim(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Take a story in hand and open it; with another one in hand, offer to go there or to put it back.

    Whoever has just read two heavy ones is led to a rest before a third.
    """
    if not has_in_hand(request, submission) and read_sitting(request).wants_light and too_heavy_now([submission.pk]):
        messages.info(request, REST_FIRST)
        return redirect("moderation:pause")
    try:
        actions.claim(submission=submission, by=request.user)
    except HasAnother:
        context = {"held": claim_of(request.user), "wanted": submission}
        return desk_page(request, "another.html", context, status=409)
    except NotSecondReader:
        messages.info(request, _("A second reader reads that one: a senior moderator, and not who read it first."))
        return redirect("moderation:queue")
    except NotAllowed:
        messages.info(request, _("Somebody else was first. Here is what else is waiting."))
        return redirect("moderation:queue")
    return redirect("moderation:review", submission.code)


@may(Ability.MODERATE)
@posts_only
@with_story
def put_back(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Put a story back for somebody else, and lead on: to a rest, or to the next in line. No reason is asked for."""
    try:
        actions.put_back(submission=submission, by=request.user)
    except NotYours:
        messages.info(request, _("That story was not in your hands any more."))
    else:
        messages.success(request, _("It is back in the queue for somebody else. That is always fine."))
    if request.POST.get("then") == "pause":
        return redirect("moderation:pause")
    if wanted := request.POST.get("wanted"):  # the one that was asked for while this one was in hand
        return redirect("moderation:review", submission_or_404(wanted).code)
    if request.POST.get("then") == "next":
        held = getattr(submission, "claim", None)  # as it was before it was put back
        tab = tab_of(held.from_state if held else submission.state)
        return redirect(next_url(tab.slug, after=str(cursor_at(submission))))
    return redirect("moderation:queue")


@may(Ability.MODERATE)
@with_story
def reopen(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Ask whether to undo an approval before its release, or a no before it is erased; and do it."""
    was_declined = submission.state == State.DECLINED
    back = queue_url("declined" if was_declined else "approved")
    if request.method != "POST" and not may_move(submission, Move.REOPEN):
        return redirect("moderation:review", submission.code)
    if request.method != "POST":
        context = {"submission": submission, "was_declined": was_declined, "back_url": back}
        return desk_page(request, "reopen.html", context)
    try:
        actions.reopen(submission=submission, version=read_version(request), by=request.user)
    except NotSecondReader:
        messages.info(request, _("A no is taken back by a senior moderator."))
        return redirect(back)
    except (NotAllowed, Stale):
        return _moved_on(request, back)
    messages.success(request, _("It is taken back. The story is under “Ready to read” again."))
    return redirect("moderation:queue")


def _moved_on(request: SignedInRequest, back: str) -> HttpResponse:
    messages.info(request, _("That story moved on. Look at where it is now."))
    return redirect(back)
