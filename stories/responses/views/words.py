"""A reply, or word that something is wrong: looked over as a story is, then sealed. Until then it is in the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from stories.models import Story
from stories.privacy.crisis import risk_phrases
from stories.privacy.decorators import blind
from stories.privacy.gate import TRAP, carried_token
from stories.privacy.identity import Find, find_in_parts
from stories.privacy.text import plain_line
from stories.responses import actions, limits
from stories.responses.forms import ReplyForm, ReportForm, WordsForm, as_typed
from stories.responses.queries import feelings, story_or_404

MOST_KEPT = 50


@dataclass(frozen=True)
class Kind:
    """What differs between a reply and a report."""

    form: type[WordsForm]
    name: str
    comes_out: bool


REPLY = Kind(ReplyForm, "reply", comes_out=True)
REPORT = Kind(ReportForm, "report", comes_out=False)


@blind
def reply(request: HttpRequest, code: str) -> HttpResponse:
    """Offer kind words, something useful, or something to try."""
    return _send(request, story_or_404(code), REPLY)


@blind
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Say that something is wrong with a story."""
    return _send(request, story_or_404(code), REPORT)


def _send(request: HttpRequest, story: Story, kind: Kind) -> HttpResponse:
    if request.method != "POST" or "again" in request.POST:
        return _page(request, story, kind, as_typed(kind.form, request.POST))
    form = kind.form(request.POST)
    if not form.is_valid():
        return _page(request, story, kind, form, status=422)
    text = form.cleaned_data["text"]
    if "paused" not in request.POST and risk_phrases(text):
        return _pause(request, story, kind)
    gate = limits.gate_for_words(request.POST)
    if gate.problem:
        return _page(request, story, kind, form, problem=gate.problem, status=gate.status)
    finds = _finds(request, text) if kind.comes_out else []
    if finds:
        return _page(request, story, kind, form, finds=finds)
    try:
        actions.send_response(story=story, nonce=gate.nonce, **form.cleaned_data)
    except actions.Gone:
        raise Http404 from None
    return render(request, f"stories/responses/{kind.name}_sent.html", {"story": story})


def _finds(request: HttpRequest, text: str) -> list[Find]:
    """Return what could point to somebody, without what was shown before and left as it is."""
    seen = set(_seen(request))
    return [find for find in find_in_parts({"text": text}, is_for_author=True) if plain_line(find.phrase) not in seen]


def _seen(request: HttpRequest) -> list[str]:
    return [plain_line(phrase) for phrase in request.POST.getlist("seen")[:MOST_KEPT]]


def _pause(request: HttpRequest, story: Story, kind: Kind) -> HttpResponse:
    """Ask whether they are safe, once, before anything is sent."""
    fields = [(name, request.POST.get(name, "")) for name in ("token", *kind.form.base_fields)]
    numbers: dict[str, Any] = import_string(settings.CAIRN_PAUSE_NUMBERS)()
    context = {"story": story, "fields": [*fields, ("paused", "1")], "trap": TRAP, **numbers}
    return render(request, "stories/responses/pause.html", context)


def _page(
    request: HttpRequest,
    story: Story,
    kind: Kind,
    form: WordsForm,
    *,
    problem: str = "",
    finds: list[Find] | None = None,
    status: int = 200,
) -> HttpResponse:
    phrases = [plain_line(find.phrase) for find in finds or ()]
    context = {
        "story": story,
        "form": form,
        "token": carried_token(request.POST),
        "trap": TRAP,
        "is_paused": "paused" in request.POST,
        "seen": [*_seen(request), *phrases],
        "finds": finds or [],
        "problem": problem,
        "is_first": request.method != "POST",
        "feelings": feelings(),
    }
    return render(request, f"stories/responses/{kind.name}.html", context, status=status)
