"""Single keys on the desk: off until somebody switches them on in their own browser.

WCAG 2.1.4 lets a page act on a single key only where it can be switched off or acts within what has the focus. Here
both hold: software that types what it hears would set off a row of keys, and so could a hand that shakes.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE = "cairn-keys"
YEAR = 365 * 24 * 3600

# What each key does. None publishes: the last three open a page that asks once more.
SHORTCUTS: tuple[tuple[str, str | Promise], ...] = (
    ("j", _("Go to the next find, or the next part")),
    ("k", _("Go to the one before")),
    ("r", _("Choose those words in the version to publish, ready to be replaced")),
    ("c", _("Claim the story, in the queue or before you read it")),
    ("q", _("Ask the author a question")),
    ("s", _("Not this one: put it back, or stand aside")),
    ("a", _("Open the page that approves")),
    ("d", _("Open the page that does not publish it")),
    ("e", _("Open the page that escalates")),
    ("?", _("Show this list")),
)


def has_shortcuts(request: HttpRequest) -> bool:
    """Say whether this browser has the keys switched on."""
    return request.COOKIES.get(COOKIE) == "on"


def keep_shortcuts(response: HttpResponse, *, on: bool) -> HttpResponse:
    """Switch the keys on or off in this browser, for the desk's addresses alone, and return the answer."""
    path = reverse("moderation:queue")
    if not on:
        response.delete_cookie(COOKIE, path=path, samesite="Strict")
        return response
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, "on", max_age=YEAR, path=path, secure=secure, httponly=True, samesite="Strict")
    return response
