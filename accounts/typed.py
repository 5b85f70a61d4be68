"""What somebody typed into a form that came too late, given back to be copied; kept nowhere and logged nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Without spaces and in plain signs, it can be a choice, a number, a code or a token, which nobody typed; an address
# of the web is none of these. Longer than the longest of them, it is not either.
_MAY_BE_OURS = re.compile(r"(?!https?://)[!-~]{0,200}")


@dataclass(frozen=True)
class Why:
    """Why nothing was saved: the page's title, a sentence more, and what its one link says."""

    title: Promise
    more: str | Promise
    link: Promise
    status: int = 403


SIGNED_OUT = Why(_("You were signed out"), "", _("Sign in and go back to the form"))
TOO_OLD = Why(
    _("This form was too old to send"), _("You may have signed in again in another tab."), _("Open the form again")
)
REFUSED = Why(
    _("This room is somebody else’s"),
    _("You are signed in, but this page belongs to another role. If it should be yours, ask your admin."),
    _("Go to your desk"),
)
GONE = Why(_("This entry is gone"), _("Somebody deleted it while you wrote."), _("See what is there"), 409)


def typed_in(request: HttpRequest) -> list[str]:
    """Return what a person typed into the form that was posted, in its order and as it came; passwords are left out.

    A request says nothing about its boxes, so the rule goes by the words: whatever has a space or a letter beyond
    ASCII in it was typed. A single plain word is left out with the choices, of which it looks like one.
    """
    return [
        value
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name.lower()
        for value in values
        if not _MAY_BE_OURS.fullmatch(value.strip())
    ]


def give_back(request: HttpRequest, typed: list[str], *, why: Why, go_on: str) -> HttpResponse:
    """Return the page with these words to copy, which no cache keeps; `go_on` is where its link leads.

    The caller knows that the form is one of ours: no other site may put its words on our page.
    """
    context = {"typed": typed, "go_on": go_on, "why": why}
    response = render(request, "accounts/typed.html", context, status=why.status)
    add_never_cache_headers(response)
    return response
