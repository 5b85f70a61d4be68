"""A press of a button, and taking it out again. Each is a post, and its answer leads back to the story."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stories.models import Story
from stories.models.reply import Feeling
from stories.privacy.decorators import blind
from stories.privacy.form_token import new_token
from stories.privacy.gate import Gate
from stories.responses import actions, limits
from stories.responses.queries import feelings, story_or_404

_signer = Signer(salt="cairn.undo")  # without a time in it, and about nobody


@blind
def react(request: HttpRequest, code: str) -> HttpResponse:
    """Note a press, and answer with thanks and a way to undo it."""
    story = story_or_404(code)
    kind = request.POST.get("kind", "")
    if request.method != "POST" or kind not in Feeling.values:
        return redirect("responses:reply", code)
    gate = limits.gate_for_a_press(request.POST)
    if gate.problem:
        return _page(request, story, gate)
    try:
        key = actions.react(story=story, kind=kind, nonce=gate.nonce)
    except actions.Gone:
        raise Http404 from None
    return _page(request, story, gate, said=Feeling(kind).label, undo=_signer.sign(str(key)))


@blind
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Take a press out again, if its week is not counted yet."""
    story = story_or_404(code)
    try:
        key = int(_signer.unsign(request.POST.get("undo", "")))
    except BadSignature:
        return redirect("responses:reply", code)
    gate = limits.gate_for_a_press(request.POST)
    if gate.problem:
        return _page(request, story, gate, undo=request.POST["undo"])
    actions.undo(story=story, key=key)
    return _page(request, story, gate, is_undone=True)


def _page(request: HttpRequest, story: Story, gate: Gate, **more: object) -> HttpResponse:
    context = {
        "story": story,
        "token": new_token() if gate.problem else gate.token,
        "problem": gate.problem,
        "feelings": feelings(),
        **more,
    }
    return render(request, "stories/responses/reacted.html", context, status=gate.status)
