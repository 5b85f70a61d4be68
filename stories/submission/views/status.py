"""The author's own page, opened by the receipt: how the story stands, and everything they may do with it.

The receipt is posted and travels in the forms. Right, wrong and gone receipts are answered with the same status.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stories.models import Receipt, SealedKey, Submission
from stories.models.submission import Move, State
from stories.models.transitions import NotAllowed
from stories.privacy.decorators import blind
from stories.privacy.form_token import new_token
from stories.privacy.gate import TRAP, carried_token
from stories.publishing.schedule import Expected, expected
from stories.submission import actions, limits
from stories.submission.forms.receipt import AnswerForm
from stories.submission.forms.story import PartsForm
from stories.submission.reading import (
    STEPS,
    changed_parts,
    conversation,
    is_reopened,
    offered_words,
    own_words,
    receipt_row,
    timeline,
    wait_for_author,
)  # fmt: skip
from stories.submission.receipt import grouped, read_receipt
from stories.submission.rules import may_be_changed

CLEAR = '"cache"'
HAS_WORDS_TO_SHOW = frozenset({State.OFFERED, State.APPROVED})


def own_story(view: Callable[[HttpRequest, Submission], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Hand the view the submission behind the posted receipt; answer with the receipt form where there is none."""

    @wraps(view)
    def gate(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("submission:status")
        if not limits.may_look_up():
            return _busy(request)
        row = receipt_row(request.POST.get("receipt", ""))
        if row is None or row.submission is None:
            return _not_found(request, row)
        return _unless_gone(view, request, row.submission)

    return gate


def _unless_gone(
    view: Callable[[HttpRequest, Submission], HttpResponse], request: HttpRequest, submission: Submission
) -> HttpResponse:
    """Return the view's answer, or the page that says it moved on when it was erased or released in mid-page."""
    try:
        return view(request, submission)
    except (Submission.DoesNotExist, SealedKey.DoesNotExist):
        return _moved_on(request)


@blind
def status(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt; answer a right one with the story's page, and any other with the form again."""
    if request.method != "POST":
        return render(request, "stories/submission/status.html")
    if not limits.may_look_up():
        return _busy(request)
    row = receipt_row(request.POST.get("receipt", ""))
    if row is None or row.submission is None:
        return _not_found(request, row)
    return _unless_gone(_story_page, request, row.submission)


@blind
@own_story
def answer(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Send an answer to the team's question."""
    form = AnswerForm(request.POST)
    gate = limits.gate(request.POST, at_least=0)
    if not form.is_valid():
        return _story_page(request, submission, form=form, status=422)
    if gate.problem:
        return _story_page(request, submission, form=form, problem=gate.problem, status=gate.status)
    try:
        actions.answer(submission=submission, version=_version(request), text=form.cleaned_data["answer"])
    except (actions.Stale, NotAllowed):
        return _moved_on(request, form)
    return _story_page(request, _fresh(submission), good=_("Thank you. Your answer is on its way to the team."))


@blind
@own_story
def accept(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Say yes to the changes that were offered."""
    try:
        actions.accept(submission=submission, version=_version(request))
    except (actions.Stale, NotAllowed):
        return _moved_on(request)
    return _story_page(request, _fresh(submission), good=_("Thank you. We will publish it with these changes."))


@blind
@own_story
def edit(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Let the author change the words: show them in a form, then put the new ones in place of the old."""
    if "save" not in request.POST:
        if not may_be_changed(submission):
            return _moved_on(request)
        return _edit_page(request, submission, PartsForm(initial=offered_words(submission)), submission.version)
    form = PartsForm(request.POST)
    version = _version(request)
    if not form.is_valid():
        return _edit_page(request, submission, form, version, status=422)
    gate = limits.gate(request.POST, at_least=0)
    if gate.problem:
        return _edit_page(request, submission, form, version, problem=gate.problem, status=gate.status)
    try:
        actions.rewrite(submission=submission, version=version, parts=form.parts())
    except (actions.Stale, NotAllowed):
        return _moved_on(request, form)
    return _story_page(request, _fresh(submission), good=_("Your new words are in place. A moderator reads them next."))


@blind
@own_story
def take_back(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Ask whether they are sure; then erase the story, waiting or published."""
    days = settings.CAIRN_DAYS_BACKUPS
    context = {
        **_carried(request),
        "days": days,
        "by": date_format(timezone.localdate() + timedelta(days=days), "j F Y"),
    }
    if "confirm" not in request.POST:
        context["is_published"] = submission.story is not None
        return render(request, "stories/submission/take_back.html", context)
    actions.take_back(receipt=submission.receipt)
    response = render(request, "stories/submission/taken_back.html", context)
    response["Clear-Site-Data"] = CLEAR
    return response


def _busy(request: HttpRequest) -> HttpResponse:
    """Ask for a minute's patience and carry on all that was typed; said before anybody looks at the receipt."""
    context = {"address": request.path, "carried": limits.carried(request.POST)}
    return render(request, "stories/submission/busy.html", context, status=429)


def _not_found(request: HttpRequest, row: Receipt | None) -> HttpResponse:
    """Return the form again; a receipt whose story is gone is told so, in the same page."""
    context = {"is_gone": row is not None, "is_unknown": row is None, "typed": request.POST.get("receipt", "")[:80]}
    return render(request, "stories/submission/status.html", context)


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _fresh(submission: Submission) -> Submission:
    return Submission.objects.select_related("story").get(pk=submission.pk)


def _carried(request: HttpRequest) -> dict[str, str]:
    """Return what every form of these pages carries on: the receipt, and a token."""
    return {
        "receipt": read_receipt(request.POST.get("receipt", "")) or "",
        "token": carried_token(request.POST) if "token" in request.POST else new_token(),
        "trap": TRAP,
    }


def _moved_on(request: HttpRequest, form: forms.Form | None = None) -> HttpResponse:
    """Return the page that says the story changed meanwhile, with whatever was typed."""
    typed = [(field.label, field.value()) for field in form if field.value()] if form else []
    context = {**_carried(request), "typed": typed}
    return render(request, "stories/submission/moved_on.html", context, status=409)


def _edit_page(
    request: HttpRequest, submission: Submission, form: PartsForm, version: int, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {**_carried(request), "form": form, "version": version, "problem": problem}
    return render(request, "stories/submission/edit.html", context, status=status)


def _story_page(
    request: HttpRequest,
    submission: Submission,
    *,
    form: AnswerForm | None = None,
    good: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page of one story. Reads only."""
    carried = _carried(request)
    lines = timeline(submission)
    shows_changes = submission.state in HAS_WORDS_TO_SHOW and bool(submission.sealed_edit)
    context = {
        **carried,
        "groups": grouped(carried["receipt"]),
        "submission": submission,
        "state": submission.state,
        "story": submission.story,
        "lines": lines,
        "was_out": lines[0].words == str(STEPS[Move.REMOVE]),
        "messages": conversation(submission),
        "changes": changed_parts(submission) if shows_changes else [],
        "words": {} if shows_changes else own_words(submission),
        "answer": (form or AnswerForm()) if submission.state == State.QUESTION else None,
        "may_accept": submission.state == State.OFFERED,
        "may_edit": may_be_changed(submission),
        "days_declined": settings.CAIRN_DAYS_DECLINED,
        "expected": _expected(submission),
        "wait": wait_for_author(submission),
        "is_reopened": is_reopened(lines),
        "good": good,
        "problem": problem,
    }
    return render(request, "stories/submission/story.html", context, status=status)


def _expected(submission: Submission) -> Expected | None:
    """Return when an approved story may come out; None for any other, and where stories come out at once."""
    is_waiting = submission.state == State.APPROVED and submission.settled_week
    return expected(submission.settled_week) if is_waiting else None
