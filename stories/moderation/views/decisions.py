"""The decisions: each asks once more on a page of its own, and none publishes by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from accounts.decorators import may
from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.models import MessageTemplate, SecondRead, Submission
from stories.models.story import Consent
from stories.models.submission import Priority, State
from stories.models.transitions import NotAllowed
from stories.moderation import actions
from stories.moderation.actions.decisions import NotReady, WordsChanged
from stories.moderation.actions.door import NotYours, reads_second
from stories.moderation.forms import AgreeForm, ApproveForm, DeclineForm, EscalateForm, MessageForm
from stories.moderation.lastlook import last_look
from stories.moderation.opened import LABELS, read_reply, read_title
from stories.moderation.queries import crisis_reason, decline_reason, reasons_to_start_from, templates_for
from stories.moderation.verdict import Asks, judged
from stories.moderation.views import words
from stories.moderation.views.desk import desk_page, has_in_hand, lost, read_version, with_story
from stories.privacy.text import plain_line
from stories.submission.actions import Stale
from stories.submission.queries import nobody_answers

Use = MessageTemplate.Use


@dataclass(frozen=True)
class Page:
    """What differs between the decisions: their words, their form, and what they do."""

    words: words.Words
    act: Callable[..., object]
    form: type[forms.Form] = AgreeForm
    use: str = ""


@may(Ability.MODERATE)
@with_story
def ask(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Write a question to the author."""
    return _decide(request, submission, Page(words.ASK, actions.ask, MessageForm, Use.QUESTION))


@may(Ability.MODERATE)
@with_story
def offer(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Offer the changed words to the author."""
    return _decide(request, submission, Page(words.OFFER, actions.offer, MessageForm, Use.OFFER))


@may(Ability.MODERATE)
@with_story
def second_read(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Ask for another pair of eyes."""
    return _decide(request, submission, Page(words.SECOND_READ, actions.send_for_second_read))


@may(Ability.MODERATE)
@with_story
def send_back(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """As the second reader, have it read again from the start."""
    return _decide(request, submission, Page(words.SEND_BACK, actions.send_back))


@may(Ability.MODERATE)
@with_story
def decline(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Choose a reason and write to the author why it is not published."""
    return _decide(request, submission, Page(words.DECLINE, actions.decline, DeclineForm, Use.DECLINE))


@may(Ability.MODERATE)
@with_story
def keep_for_patterns(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Thank an author who shared for patterns only."""
    return _decide(request, submission, Page(words.PATTERNS, actions.keep_for_patterns, MessageForm))


@may(Ability.MODERATE)
@with_story
def escalate(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Hand it to a senior moderator, and write words of support."""
    return _decide(request, submission, Page(words.ESCALATE, actions.escalate, EscalateForm, Use.SUPPORT))


@may(Ability.MODERATE)
@with_story
def approve(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Tick what has to hold, and let the story out; where words were changed, lead to offering them."""
    if not has_in_hand(request, submission):
        return _not_in_hand(request, submission)
    sent = request.POST if request.method == "POST" else None
    if submission.publish_consent != Consent.YES:  # the story's own page says why not
        return redirect("moderation:review", submission.code)
    if sent is None and not read_title(submission):
        messages.error(request, str(words.NO_TITLE))
        return redirect("moderation:review", submission.code)
    verdict = judged(submission)
    if sent is None and verdict.asks:
        return _ask_first(request, submission, verdict.asks)
    form = ApproveForm(sent)
    is_settled_here = not verdict.needs_second or reads_second(submission, request.user)
    page = Page(words.APPROVE if is_settled_here else words.PROPOSE, actions.approve, ApproveForm)
    return _act(request, submission, page, form, {}) if form.is_valid() else _draw(request, submission, page, form)


def _ask_first(request: SignedInRequest, submission: Submission, changed: dict[str, Asks]) -> HttpResponse:
    """Say that the author has to accept the words first, part by part why, and the way to ask them."""
    parts = [(LABELS[part], asks.why.label, asks.changes) for part, asks in changed.items()]
    return desk_page(
        request,
        "ask_first.html",
        {"submission": submission, "parts": parts},
        tab="mine",
        status=409 if request.method == "POST" else 200,
    )


def _decide(request: SignedInRequest, submission: Submission, page: Page) -> HttpResponse:
    if request.method == "POST":
        form = page.form(request.POST)
        if form.is_valid():
            return _act(request, submission, page, form, form.cleaned_data)
        if not has_in_hand(request, submission):
            return lost(request, submission, _typed(form))
        return _draw(request, submission, page, form)
    if not has_in_hand(request, submission):
        return _not_in_hand(request, submission)
    return _draw(request, submission, page, page.form(initial=_begin(request, submission, page)))


def _act(
    request: SignedInRequest, submission: Submission, page: Page, form: forms.Form, given: dict[str, Any]
) -> HttpResponse:
    try:
        state = page.act(submission=submission, version=read_version(request), by=request.user, **given)
    except (NotYours, NotAllowed):
        return lost(request, submission, _typed(form))
    except WordsChanged as refused:
        return _ask_first(request, submission, refused.parts)
    except NotReady:
        messages.error(request, words.NOT_READY)
        return redirect("moderation:review", submission.code)
    except Stale:
        return _draw(request, submission, page, form, is_stale=True)
    done = words.FOR_SECOND_READER if state == State.SECOND_READ else page.words.done
    messages.success(request, str(done))
    return redirect("moderation:queue")


def _not_in_hand(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Answer for a story that is not in hand: say so when a form was sent, else lead to the story."""
    if request.method == "POST":
        return lost(request, submission)
    return redirect("moderation:review", submission.code)


def _draw(
    request: SignedInRequest,
    submission: Submission,
    page: Page,
    form: forms.Form,
    *,
    is_stale: bool = False,
) -> HttpResponse:
    context = {
        "submission": submission,
        "words": page.words,
        "form": form,
        "templates": templates_for(page.use) if page.use else [],
        "reasons": reasons_to_start_from() if page.words is words.DECLINE else [],
        "look": last_look(submission) if page.form is ApproveForm else None,
        "nobody_answers": (page.words.is_for_author or page.form is ApproveForm) and nobody_answers(submission),
        "is_stale": is_stale,
        "days": settings.CAIRN_DAYS_DECLINED,
    }
    return desk_page(request, "decide.html", context, tab="mine", status=409 if is_stale else 200)


def _begin(request: SignedInRequest, submission: Submission, page: Page) -> dict[str, str]:
    """Return what the form starts with: the chosen template or reason, or what the first reader would say."""
    chosen = request.GET.get("template", "")
    for template in templates_for(page.use) if chosen and page.use else []:
        if template.slug == chosen:
            return {"text": template.body}
    chosen = request.GET.get("reason", "")
    if page.words is words.DECLINE and (reason := decline_reason(plain_line(chosen))):
        return {"text": reason.body, "reason": reason.slug}
    return _begin_decline(request, submission) if page.words is words.DECLINE else {"text": str(page.words.begin)}


def _begin_decline(request: SignedInRequest, submission: Submission) -> dict[str, str]:
    """Return what the first reader would say; else, where there are words of risk, the words for somebody in crisis."""
    first: SecondRead | None = getattr(submission, "second_read", None)
    if first and first.proposal == SecondRead.Proposal.DECLINE and reads_second(submission, request.user):
        return {"text": read_reply(submission, first), "reason": first.reason}
    if submission.priority == Priority.READ_FIRST and (crisis := crisis_reason()):
        return {"text": crisis.body, "reason": crisis.slug}
    return {"text": ""}


def _typed(form: forms.Form) -> list[tuple[str | Promise, str]]:
    """Return the message in the form, for its writer to copy."""
    return [(form["text"].label, str(form["text"].value() or ""))] if "text" in form.fields else []
