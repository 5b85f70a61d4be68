"""Sharing: the questions, the pause, the check, the receipt. Until "Send" the words travel in the form alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from stories.models import Story
from stories.privacy.crisis import risk_phrases
from stories.privacy.decorators import blind
from stories.privacy.form_token import new_token, number_of
from stories.privacy.gate import TRAP, Gate, carried_token
from stories.privacy.promise import PROMISE
from stories.submission import limits
from stories.submission.actions import finish_form, submit_story
from stories.submission.forms.finds import FindsForm
from stories.submission.forms.receipt import ConfirmForm
from stories.submission.forms.story import StoryForm, as_typed
from stories.submission.queries import company, is_finished, vocabulary
from stories.submission.receipt import grouped
from stories.submission.slip import qr_code
from stories.submission.summary import summary

CLEAR = '"cache"'


@blind
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what sharing is, what we cannot promise, and ask whether this is a safe screen."""
    return render(request, "stories/submission/start.html", {"promise": PROMISE})


def unless_finished(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer a form whose author has finished with the last page: Back and "send again" must show nothing of it.

    The next person at the screen can make the browser send an old form once more: words, receipt and all.
    """

    @wraps(view)
    def gate(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and is_finished(_number(request)):
            return _cleared()
        return view(request)

    return gate


@blind
@unless_finished
def write(request: HttpRequest) -> HttpResponse:
    """Show the questions: empty, or with what was typed when somebody comes back to change it."""
    if request.method != "POST":
        form = StoryForm(vocabulary=vocabulary())
        return _questions(request, form, new_token())
    form = StoryForm(initial=as_typed(request.POST), vocabulary=vocabulary())
    return _questions(request, form, carried_token(request.POST), reopened=request.POST.get("open", ""))


@blind
@unless_finished
def check(request: HttpRequest) -> HttpResponse:
    """Look at the words with the author: first whether they are safe, then what could point to somebody."""
    if request.method != "POST":
        return redirect("submission:start")
    form = StoryForm(request.POST, vocabulary=vocabulary())
    token = carried_token(request.POST)
    if not form.is_valid():
        return _questions(request, form, token, status=422)
    if not form.cleaned_data["paused"] and risk_phrases(form.parts().text()):
        form.cleaned_data["paused"] = True
        context = {"hidden": list(form.carried()), "token": token, "trap": TRAP, **_numbers()}
        return render(request, "stories/submission/pause.html", context)
    if not limits.may_check():
        return _wait(request)
    finds = FindsForm(asdict(form.parts()), request.POST)
    if "apply" in request.POST:
        return _look_again(request, form, finds, token)
    return _check_page(request, form, finds, token)


def _look_again(request: HttpRequest, form: StoryForm, finds: FindsForm, token: str) -> HttpResponse:
    """Carry out what was chosen so far, and show what is still there to choose."""
    if not finds.is_valid():
        return _check_page(request, form, finds, token, status=422)
    form = _with_choices(request.POST, finds)
    if not form.is_valid():
        return _questions(request, form, token, status=422)
    again = QueryDict(mutable=True)
    again.setlist("kept", finds.kept)
    return _check_page(request, form, FindsForm(asdict(form.parts()), again), token)


@blind
@unless_finished
def send(request: HttpRequest) -> HttpResponse:
    """Seal and store the story, and answer with its receipt: on this page, and never in an address."""
    if request.method != "POST":
        return redirect("submission:start")
    form = StoryForm(request.POST, vocabulary=vocabulary())
    if not form.is_valid():
        return _questions(request, form, carried_token(request.POST), status=422)
    finds = FindsForm(asdict(form.parts()), request.POST)
    if not finds.is_valid():
        return _check_again(request, form, finds, carried_token(request.POST), status=422)
    gate = limits.gate_for_stories(request.POST)
    if gate.problem:
        return _check_again(request, form, finds, gate.token, stopped=gate, status=gate.status)
    form = _with_choices(request.POST, finds)
    if not form.is_valid():
        return _questions(request, form, gate.token, status=422)
    draft = form.draft()
    receipt = submit_story(draft=draft, nonce=gate.nonce)
    return _receipt_page(request, receipt, ConfirmForm(initial={"receipt": receipt}), company=company(draft.topics))


@blind
@unless_finished
def finish(request: HttpRequest) -> HttpResponse:
    """Let the author go once they have typed the last group; ask again, receipt and all, when it is wrong."""
    if request.method != "POST":
        return redirect("submission:start")
    form = ConfirmForm(request.POST)
    if form.is_valid():
        finish_form(receipt=form.cleaned_data["receipt"], nonce=_number(request))
        return _cleared()
    receipt = form.cleaned_data["receipt"]
    if not receipt:
        return redirect("submission:start")
    return _receipt_page(request, receipt, form, company=company(), status=422)


@blind
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The last page: nothing of the story is on it."""
    response = render(request, "stories/submission/sent.html")
    response["Clear-Site-Data"] = CLEAR
    return response


def _number(request: HttpRequest) -> str:
    return number_of(request.POST.get("token", ""))


def _cleared() -> HttpResponse:
    """Lead to the last page, by an address that can be visited again."""
    response = redirect("submission:sent")
    response["Clear-Site-Data"] = CLEAR
    return response


def _with_choices(data: QueryDict, finds: FindsForm) -> StoryForm:
    """Return the form with the finds' choices carried out, to be checked again."""
    changed = data.copy()
    for name, words in finds.applied().items():
        changed[name] = words
    return StoryForm(changed, vocabulary=vocabulary())


def _questions(
    request: HttpRequest, form: StoryForm, token: str, *, reopened: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "token": token,
        "trap": TRAP,
        "reopened": reopened,
        "kept": request.POST.getlist("kept"),
        "title": form["title"],
        **_numbers(),
    }
    return render(request, "stories/submission/write.html", context, status=status)


def _numbers() -> dict[str, Any]:
    """Who to turn to, for the pause. The questions hold it too: a browser shows it before anything is sent."""
    numbers: dict[str, Any] = import_string(settings.CAIRN_PAUSE_NUMBERS)()
    return numbers


def _check_page(
    request: HttpRequest,
    form: StoryForm,
    finds: FindsForm,
    token: str,
    *,
    stopped: Gate | None = None,
    status: int = 200,
) -> HttpResponse:
    carried = form.carried()
    context = {
        "finds": finds,
        "summary": summary(form),
        "hidden": [field for field in carried if field.name != "title"],
        "title": carried["title"],
        "token": token,
        "trap": TRAP,
        "stopped": stopped,
        "asked": limits.asked(request.POST, token),
        "has_errors": stopped is not None or not finds.is_valid(),
    }
    return render(request, "stories/submission/check.html", context, status=status)


def _check_again(request: HttpRequest, form: StoryForm, finds: FindsForm, token: str, **more: Any) -> HttpResponse:
    """Show the check page to somebody who wanted to send. It shows what was found, so it is a check like any other."""
    return _check_page(request, form, finds, token, **more) if limits.may_check() else _wait(request)


def _wait(request: HttpRequest) -> HttpResponse:
    """Ask for a minute's patience, and carry on all that was typed and chosen."""
    context = {"address": request.path, "carried": limits.carried(request.POST)}
    return render(request, "stories/submission/wait.html", context, status=429)


def _receipt_page(
    request: HttpRequest, receipt: str, form: ConfirmForm, *, company: list[Story], status: int = 200
) -> HttpResponse:
    groups = grouped(receipt)
    context = {
        "form": form,
        "groups": groups,
        "receipt": receipt,
        "token": carried_token(request.POST),
        "qr": qr_code(" ".join(groups)),
        "company": company,
    }
    return render(request, "stories/submission/receipt.html", context, status=status)
