"""What the desk reads of replies and reports: their list, a page at a time, and one of them, opened."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from accounts.models import User
from stories.models import Response
from stories.models.keys import LENGTH, from_base32
from stories.moderation.asides import responses_not_aside
from stories.moderation.cursor import Cursor, cursor_at
from stories.moderation.waiting import PAGE
from stories.privacy.crisis import risk_phrases
from stories.privacy.identity import Find, find_in_parts
from stories.privacy.sealed_responses import open_words


@dataclass(frozen=True)
class ResponsePage:
    """Up to PAGE of them without their words, and where the next page is cut."""

    rows: list[Response]
    after: Cursor | None = None


@dataclass(frozen=True)
class OpenedResponse:
    """One of them with its words, and what the checks say of these."""

    text: str
    link: str
    finds: list[Find]
    risks: list[str]


def response_page(user: User, after: Cursor | None = None) -> ResponsePage:
    """Return a page of what waits, reports first: the first page, or the one after a row."""
    rows = responses_not_aside(Response.objects.waiting(), user).risk_first()
    if after:
        rows = rows.filter(after.further_down)
    shown = rows.select_related("story").defer("sealed_words").only(*_SHOWN)
    found = list(shown[: PAGE + 1])
    return ResponsePage(found[:PAGE], cursor_at(found[PAGE - 1]) if len(found) > PAGE else None)


_SHOWN = ("id", "kind", "version", "priority", "received_week", "settled_week", "story__id", "story__title")


def response_or_404(code: str, user: User) -> Response | None:
    """Return what waits behind a code; None when it is gone or settled, or this person leaves it to others.

    Raises Http404 for what can be no code.
    """
    try:
        key = from_base32(code)
    except ValueError:
        raise Http404 from None
    if len(code) != LENGTH or key >= 2**63:
        raise Http404
    rows = responses_not_aside(Response.objects.waiting(), user).select_related("story")
    found: Response | None = rows.filter(pk=key).first()
    return found


def open_response(response: Response) -> OpenedResponse:
    """Unseal one. Raises ResponseKey.DoesNotExist when it was erased in the meantime."""
    (words,) = open_words([response])
    text = words["text"]
    finds = [] if response.is_report else find_in_parts({"text": text})
    return OpenedResponse(text, words["link"], finds, risk_phrases(text))
