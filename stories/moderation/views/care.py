"""Care for whoever reads: standing aside, how heavy a story is, notes between readers, and when it is enough."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.decorators import may
from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.models import StoryWeight, Submission
from stories.models.transitions import NotAllowed
from stories.moderation import actions
from stories.moderation.actions.door import Gone, NotYours
from stories.moderation.asides import asides_of
from stories.moderation.cursor import cursor_at
from stories.moderation.forms import NoteForm, WeightForm
from stories.moderation.queries import claim_of, submission_or_404
from stories.moderation.sitting import MINUTES, STORIES, carried_on, keep_sitting, read_sitting
from stories.moderation.tabs import tab_of
from stories.moderation.turns import weight_of
from stories.moderation.views.desk import (
    desk_page,
    has_in_hand,
    lost,
    next_url,
    posts_only,
    read_version,
    with_story,
)
from stories.submission.actions import Stale


@may(Ability.MODERATE)
@with_story
def aside(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Ask whether somebody only skips a story or should never judge it; keep the latter."""
    if request.method != "POST":
        onward = next_url(tab_of(submission.state).slug, after=str(cursor_at(submission)))
        context = {"submission": submission, "is_mine": has_in_hand(request, submission), "next_url": onward}
        return desk_page(request, "aside.html", context)
    try:
        actions.step_aside(submission=submission, by=request.user)
    except NotAllowed:
        messages.info(request, _("That story moved on. Nothing is left to judge there now."))
        return redirect("moderation:queue")
    messages.success(request, _("Somebody else reads it. You will not see it again."))
    return redirect("moderation:asides")


@may(Ability.MODERATE)
@posts_only
def back(request: SignedInRequest, code: str) -> HttpResponse:
    """Undo standing aside. Not behind `with_story`, which shows nothing of such a story."""
    try:
        actions.step_back(submission=submission_or_404(code), by=request.user)
    except (Gone, NotYours):
        messages.info(request, _("Nothing was left to undo."))
    else:
        messages.success(request, _("Undone. You can see that story again."))
    return redirect("moderation:asides")


@may(Ability.MODERATE)
def asides(request: SignedInRequest) -> HttpResponse:
    """List what somebody stands aside from, for that person alone."""
    return desk_page(request, "asides.html", {"submissions": asides_of(request.user)})


@may(Ability.MODERATE)
@with_story
def weight(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Say how heavy the story in hand is, in words on two axes."""
    known = weight_of(submission)
    form = WeightForm(request.POST if request.method == "POST" else None, initial=_initial(known))
    if not form.is_valid():
        return _ask(request, submission, "weight.html", form)
    given = {name: int(form.cleaned_data[name]) for name in ("risk", "told")}
    try:
        kept = actions.weigh(submission=submission, version=read_version(request), by=request.user, **given)
    except NotYours:
        return lost(request, submission)
    except Stale:
        return _ask(request, submission, "weight.html", form, is_stale=True)
    if kept.told != given["told"]:
        messages.info(request, _("It stays grave: only a second reader can make it less."))
    else:
        messages.success(request, _("Kept. Only the desk sees it."))
    answer = redirect("moderation:review", submission.code)
    if kept.told == StoryWeight.Told.GRAVE:
        keep_sitting(request, answer, read_sitting(request).turned_heavy(submission))
    return answer


@may(Ability.MODERATE)
@with_story
def note(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Leave a note for whoever reads the story next, and hand the story over with it where that button is pressed."""
    form = NoteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _ask(request, submission, "note.html", form)
    text = form.cleaned_data["text"]
    try:
        actions.leave_note(submission=submission, version=read_version(request), by=request.user, text=text)
        if request.POST.get("then") == "hand-over":
            return _hand_over(request, submission)
    except NotYours:
        return lost(request, submission, [(form["text"].label, text)])
    except Stale:
        return _ask(request, submission, "note.html", form, is_stale=True)
    messages.success(request, _("Your note is kept. The author never sees it."))
    return redirect("moderation:review", submission.code)


@may(Ability.MODERATE)
def pause(request: SignedInRequest) -> HttpResponse:
    """Show a page to rest on."""
    context = {"claim": claim_of(request.user), "minutes": settings.CAIRN_CLAIM_MINUTES}
    said = {"sitting": read_sitting(request), "supervision": settings.CAIRN_SUPERVISION_CONTACT}
    return desk_page(request, "pause.html", context | said)


@may(Ability.MODERATE)
def enough(request: SignedInRequest) -> HttpResponse:
    """Say that it is enough for one sitting; whoever carries on begins a new one."""
    claim, sitting = claim_of(request.user), read_sitting(request)
    if request.method == "POST":
        leads_to = redirect("moderation:review", claim.submission.code) if claim else redirect("moderation:queue")
        return keep_sitting(request, leads_to, carried_on(sitting))
    context = {"claim": claim, "sitting": sitting, "supervision": settings.CAIRN_SUPERVISION_CONTACT}
    return desk_page(request, "enough.html", context | {"stories": STORIES, "minutes": MINUTES})


@may(Ability.MODERATE)
def after(request: SignedInRequest) -> HttpResponse:
    """Ask how somebody is after reading. There is no form: the answer goes nowhere."""
    context = {"claim": claim_of(request.user), "supervision": settings.CAIRN_SUPERVISION_CONTACT}
    return desk_page(request, "after.html", context)


def _ask(
    request: SignedInRequest, submission: Submission, template: str, form: forms.Form, *, is_stale: bool = False
) -> HttpResponse:
    if not has_in_hand(request, submission):
        if request.method == "POST":
            return lost(
                request,
                submission,
                [(form["text"].label, str(form["text"].value() or ""))] if "text" in form.fields else [],
            )
        return redirect("moderation:review", submission.code)
    context = {"submission": submission, "form": form, "is_stale": is_stale}
    return desk_page(request, template, context, tab="mine", status=409 if is_stale else 200)


def _hand_over(request: SignedInRequest, submission: Submission) -> HttpResponse:
    actions.put_back(submission=submission, by=request.user)
    messages.success(request, _("It is back in the queue, and whoever takes it next finds your note."))
    return redirect("moderation:queue")


def _initial(known: StoryWeight | None) -> dict[str, Any]:
    return {"risk": known.risk, "told": known.told} if known else {}
