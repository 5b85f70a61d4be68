"""The frame around every page of the desk, and the page for a story that is no longer in one's hands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.decorators import View
from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.models import SealedKey, Submission
from stories.moderation.actions.door import Gone
from stories.moderation.asides import is_aside
from stories.moderation.queries import submission_or_404
from stories.moderation.rules import age_in_words
from stories.moderation.shortcuts import SHORTCUTS, has_shortcuts
from stories.moderation.tabs import TABS
from stories.moderation.views.keeping import gone, is_by_itself
from stories.moderation.waiting import RESPONSES, Pile, tab_numbers

StoryView = Callable[[SignedInRequest, Submission], HttpResponse]
LARGEST_VERSION = 2**31 - 1


def desk_page(
    request: SignedInRequest, template: str, context: dict[str, Any], *, tab: str = "", status: int = 200
) -> HttpResponse:
    """Draw a page of the desk with its tabs; `tab` is the one that is open."""
    piles = tab_numbers(request.user)
    rooms = [
        {"url": queue_url(each.slug), "name": _named(each.name, piles[each.slug]), "current": each.slug == tab}
        for each in TABS
    ]
    from_readers = {"name": _named(_("Replies and reports"), piles[RESPONSES]), "current": tab == RESPONSES}
    rooms.append({"url": reverse("moderation:responses"), **from_readers})
    frame = {"rooms": rooms, "may_edit_words": request.user.may(Ability.EDIT_WORDS)}
    frame["duty_contact"] = settings.CAIRN_DUTY_CONTACT
    frame["shortcuts"] = SHORTCUTS if has_shortcuts(request) else ()
    return render(request, f"stories/moderation/{template}", {**context, **frame}, status=status)


def _named(name: str | Promise, pile: Pile) -> str:
    """Return what is written on a tab, as in "Ready to read, 7, oldest 2 weeks"."""
    if not pile.oldest:
        return f"{name}, {pile}"
    said = {"tab": name, "number": pile, "age": age_in_words(pile.oldest)}
    return str(_("%(tab)s, %(number)s, oldest %(age)s") % said)


def posts_only(view: View) -> View:
    """Lead who comes without pressing a button to the story, as the sign-in page does with a post that met it."""

    @wraps(view)
    def gate(request: SignedInRequest, code: str) -> HttpResponseBase:
        return view(request, code) if request.method == "POST" else redirect("moderation:review", code)

    return gate


def with_story(view: StoryView) -> View:
    """Give the view the story that its address names, or lead to the queue when that is erased at any point of it.

    Its author may take it back between any two lines of a view. What can be read of a story hangs on its key, so one
    without a key is gone as well. Who stands aside from the story is told so, and gets nothing of it.
    """

    @wraps(view)
    def gate(request: SignedInRequest, code: str) -> HttpResponse:
        submission = submission_or_404(code)
        if not hasattr(submission, "sealed_key"):
            return _erased(request)
        if is_aside(submission, request.user):
            return desk_page(request, "stands_aside.html", {"submission": submission}, status=403)
        try:
            return view(request, submission)
        except (Gone, SealedKey.DoesNotExist):
            return _erased(request)

    return gate


def queue_url(tab: str = "", *, at: str = "moderation:queue", **query: str) -> str:
    """Return the address of a tab of the queue, or of another page that goes by it; the first tab needs no name."""
    parts = {"tab": tab if tab != TABS[0].slug else "", **query}
    chosen = {name: value for name, value in parts.items() if value}
    return reverse(at) + (f"?{urlencode(chosen)}" if chosen else "")


def next_url(tab: str, **query: str) -> str:
    """Return the address that leads to the next story of a tab, from its front or `after` a place."""
    return queue_url(tab, at="moderation:next", **query)


def read_version(request: HttpRequest) -> int:
    """Return the version that a form was shown with; 0, which no story has, for anything else."""
    text = request.POST.get("version", "")
    return min(int(text), LARGEST_VERSION) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def has_in_hand(request: SignedInRequest, submission: Submission) -> bool:
    """Say whether this moderator holds the story's claim."""
    claim = getattr(submission, "claim", None)
    return claim is not None and claim.moderator_id == request.user.pk


def lost(request: SignedInRequest, submission: Submission, typed: Iterable[tuple[Any, str]] = ()) -> HttpResponse:
    """Answer somebody who wrote about a story that they no longer have in hand: their words, to copy."""
    kept = [(label, text) for label, text in typed if text]
    return desk_page(request, "lost.html", {"submission": submission, "typed": kept}, status=409)


def _erased(request: SignedInRequest) -> HttpResponse:
    if is_by_itself(request):
        return gone()
    messages.info(
        request,
        _("That story is gone. Its author took it back, it came out, or its time was over. Nothing is left to do."),
    )
    return redirect("moderation:queue")
