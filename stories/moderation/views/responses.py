"""Replies and reports on the desk: the list, one of them, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.decorators import View, may
from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.models import Response, ResponseKey
from stories.models.response import Urgency
from stories.moderation.actions import responses as actions
from stories.moderation.actions.door import Gone
from stories.moderation.cursor import read_cursor
from stories.moderation.responses import open_response, response_or_404, response_page
from stories.moderation.rules import age_in_words
from stories.moderation.views.desk import desk_page, read_version
from stories.moderation.waiting import RESPONSES
from stories.submission.actions import Stale

ResponseView = Callable[[SignedInRequest, Response], HttpResponse]


def with_response(view: ResponseView) -> View:
    """Give the view what its address names, or lead to the list when somebody has settled it in the meantime."""

    @wraps(view)
    def gate(request: SignedInRequest, code: str) -> HttpResponse:
        found = response_or_404(code, request.user)
        try:
            if found is not None:
                return view(request, found)
        except (Gone, Stale, ResponseKey.DoesNotExist):
            pass
        messages.info(request, _("That one is settled, or its story is gone. Nothing is left to do."))
        return redirect("moderation:responses")

    return gate


def decides(view: ResponseView) -> View:
    """Let in posts alone: who comes without pressing a button is led to the page that has it."""

    @wraps(view)
    def gate(request: SignedInRequest, found: Response) -> HttpResponse:
        return view(request, found) if request.method == "POST" else redirect("moderation:response", found.code)

    return with_response(gate)


@may(Ability.MODERATE)
def responses(request: SignedInRequest) -> HttpResponse:
    """Show what readers sent, a page at a time: reports first, then words of risk, then the oldest."""
    after = read_cursor(request.GET.get("after", ""))
    page = response_page(request.user, after)
    here = reverse("moderation:responses")
    context = {
        "rows": [_row(row) for row in page.rows],
        "first_url": here if after else "",
        "after_url": f"{here}?after={page.after}" if page.after else "",
    }
    return desk_page(request, "responses.html", context, tab=RESPONSES)


@may(Ability.MODERATE)
@with_response
def response(request: SignedInRequest, found: Response) -> HttpResponse:
    """Show one of them with its words, and what can be done."""
    return _page(request, found)


@may(Ability.MODERATE)
@decides
def publish(request: SignedInRequest, found: Response) -> HttpResponse:
    """Let a reply out with the next release."""
    actions.publish_reply(response=found, version=read_version(request))
    return _done(request, _("It comes out with the next release."))


@may(Ability.MODERATE)
@decides
def decline(request: SignedInRequest, found: Response) -> HttpResponse:
    """Do not let a reply out: it is erased, and the reason is counted."""
    reason = request.POST.get("reason", "")
    if reason not in actions.ReplyReason.values:
        return _page(request, found, problem=_("Choose why it does not come out."), status=422)
    actions.decline_reply(response=found, version=read_version(request), reason=reason)
    return _done(request, _("It is erased. Only the reason is counted."))


@may(Ability.MODERATE)
@decides
def keep(request: SignedInRequest, found: Response) -> HttpResponse:
    """Leave a story as it is, after a report."""
    actions.keep_story(response=found, version=read_version(request))
    return _done(request, _("The story stays as it is. The report is erased."))


@may(Ability.MODERATE)
@decides
def leave(request: SignedInRequest, found: Response) -> HttpResponse:
    """Leave it to others: somebody may know who is meant, and need not say so."""
    actions.leave_to_others(response=found, by=request.user)
    return _done(request, _("Somebody else looks at it. You will not see it again."))


def _done(request: SignedInRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("moderation:responses")


def _page(request: SignedInRequest, found: Response, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        **_row(found),
        "opened": open_response(found),
        "reasons": actions.ReplyReason.choices,
        "problem": problem,
    }
    return desk_page(request, "response.html", context, tab=RESPONSES, status=status)


def _row(found: Response) -> dict[str, Any]:
    return {
        "response": found,
        "kind": found.get_kind_display(),
        "age": age_in_words(found.received_week),
        "priority": Urgency(found.priority).label,
        "is_first": found.priority > 0,
    }
