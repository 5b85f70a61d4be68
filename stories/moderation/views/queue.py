"""The queue, a page to rest on, and releasing a batch before its time."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.decorators import may
from accounts.models import User
from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.models import Submission
from stories.models.submission import State
from stories.moderation import actions
from stories.moderation.queries import claim_of, queue_page, read_cursor, waiting_for_release
from stories.moderation.rules import age_in_words, length_in_words, priority_in_words
from stories.moderation.tabs import tab_named
from stories.moderation.views.desk import desk_page, queue_url
from stories.publishing.schedule import BATCH, next_slot


@may(Ability.MODERATE)
def queue(request: SignedInRequest) -> HttpResponse:
    """Show one tab of the queue, a page at a time."""
    actions.lapse_claims()
    tab = tab_named(request.GET.get("tab", ""))
    with_claimed = tab.slug == "ready" and request.GET.get("all") == "1"
    after = read_cursor(request.GET.get("after", ""))
    rows, last = queue_page(tab, user=request.user, after=after, with_claimed=with_claimed)
    every = "1" if with_claimed else ""
    context = {
        "tab": tab,
        "rows": [_row(submission, request.user) for submission in rows],
        "with_claimed": with_claimed,
        "offers_claimed": tab.slug == "ready",
        "may_release": tab.slug == "approved" and request.user.may(Ability.RELEASE) and bool(rows),
        "first_url": queue_url(tab.slug, all=every) if after else "",
        "next_url": queue_url(tab.slug, all=every, after=str(last)) if last else "",
    }
    return desk_page(request, "queue.html", context, tab=tab.slug)


@may(Ability.MODERATE)
def pause(request: SignedInRequest) -> HttpResponse:
    """Show a page to rest on."""
    return desk_page(request, "pause.html", {"claim": claim_of(request.user), "minutes": settings.CAIRN_CLAIM_MINUTES})


@may(Ability.RELEASE)
def release(request: SignedInRequest) -> HttpResponse:
    """Ask whether to release what waits before its time, and do it."""
    if request.method == "POST":
        stories = actions.release_now(by=request.user)
        said = ngettext("%(n)s story is out.", "%(n)s stories are out.", len(stories)) % {"n": len(stories)}
        messages.success(request, said if stories else _("Nothing was waiting."))
        return redirect(queue_url("approved"))
    waiting = waiting_for_release(BATCH)
    few = 0 < waiting < settings.CAIRN_RELEASE_MINIMUM
    context = {
        "waiting": waiting,
        "few": few,
        "next": next_slot(),
        "minimum": settings.CAIRN_RELEASE_MINIMUM,
        "weeks": settings.CAIRN_RELEASE_LONGEST_WAIT_WEEKS,
    }
    return desk_page(request, "release.html", context, tab="approved")


def _row(submission: Submission, user: User) -> dict[str, Any]:
    claim = getattr(submission, "claim", None)
    first = getattr(submission, "second_read", None)
    return {
        "submission": submission,
        "topics": ", ".join(topic.name for topic in submission.topics.all()),
        "notes": ", ".join(note.name for note in submission.notes.all()),
        "length": length_in_words(submission.length),
        "age": age_in_words(submission.received_week),
        "priority": priority_in_words(submission),
        "is_first": submission.priority > 0,
        "claimed_by": claim.moderator if claim else None,
        "is_mine": claim is not None and claim.moderator_id == user.pk,
        "may_claim": submission.state in {State.RECEIVED, State.ANSWERED} or _may_read_second(submission, user),
        "is_own_first_read": first is not None and first.first_reader_id == user.pk,
        "may_reopen": submission.state == State.APPROVED,
    }


def _may_read_second(submission: Submission, user: User) -> bool:
    first = getattr(submission, "second_read", None)
    is_another = first is None or first.first_reader_id != user.pk
    return submission.state in {State.SECOND_READ, State.ESCALATED} and is_another and user.may(Ability.SECOND_READ)
