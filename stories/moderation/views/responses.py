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
from django.utils.translation import gettext_lazy

from accounts.decorators import View, may
from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.models import Response, ResponseKey
from stories.models.response import Urgency
from stories.moderation.actions import responses as actions
from stories.moderation.actions.door import Gone
from stories.moderation.cursor import read_cursor
from stories.moderation.forms import MessageForm
from stories.moderation.responses import open_response, response_or_404, response_page
from stories.moderation.rules import age_in_words
from stories.moderation.views.desk import desk_page, read_version
from stories.moderation.waiting import RESPONSES
from stories.publishing.actions import PARTS
from stories.publishing.pulling import NotThere
from stories.submission.actions import Stale

TO_AUTHOR = gettext_lazy(
    "Thank you for sharing this with us. A reader told us that something in your story may do harm. We looked at it, "
    "and took it off the site. You can change it, and we will gladly read it again."
)
ResponseView = Callable[[SignedInRequest, Response], HttpResponse]


def with_response(view: ResponseView) -> View:
    """Give the view what its address names, or lead to the list when somebody has settled it in the meantime."""

    @wraps(view)
    def gate(request: SignedInRequest, code: str) -> HttpResponse:
        found = response_or_404(code, request.user)
        try:
            if found is not None:
                return view(request, found)
        except (Gone, Stale, NotThere, ResponseKey.DoesNotExist):
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
def pull(request: SignedInRequest, found: Response) -> HttpResponse:
    """Take the story of a report out of sight."""
    actions.pull(response=found, version=read_version(request), by=request.user)
    messages.success(request, _("The story is out of sight, everywhere. Take your time with the rest."))
    return redirect("moderation:response", found.code)


@may(Ability.MODERATE)
@decides
def put_back(request: SignedInRequest, found: Response) -> HttpResponse:
    """Put a story back in sight."""
    actions.put_back(response=found, version=read_version(request), by=request.user)
    return _done(request, _("The story is back. The reports about it are erased."))


@may(Ability.MODERATE, Ability.SECOND_READ)
@decides
def remove(request: SignedInRequest, found: Response) -> HttpResponse:
    """Take a story off the site for good, as the second to look at it."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    try:
        actions.remove(response=found, version=read_version(request), by=request.user, text=form.cleaned_data["text"])
    except actions.OwnPull:
        return _page(request, found, form=form, problem=_("You pulled it. Somebody else has to agree."), status=422)
    return _done(request, _("The story is off the site. Its author is told when they look."))


@may(Ability.MODERATE)
@decides
def leave(request: SignedInRequest, found: Response) -> HttpResponse:
    """Leave it to others: somebody may know who is meant, and need not say so."""
    actions.leave_to_others(response=found, by=request.user)
    return _done(request, _("Somebody else looks at it. You will not see it again."))


def _done(request: SignedInRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("moderation:responses")


def _page(
    request: SignedInRequest, found: Response, *, form: MessageForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        **_row(found),
        "opened": open_response(found),
        "reasons": actions.ReplyReason.choices,
        "problem": problem,
        "story_parts": [part for name in PARTS if (part := getattr(found.story, name))],
        "may_remove": request.user.may(Ability.SECOND_READ),
        "form": form or MessageForm(initial={"text": TO_AUTHOR}),
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
