"""The queue, the next story in it, and releasing a batch before its time."""

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
from stories.models.submission import Priority, State
from stories.models.transitions import OPEN
from stories.moderation import actions
from stories.moderation.cursor import read_cursor
from stories.moderation.escalated import escalated_for
from stories.moderation.filters import NO_NOTE, Filters, language_choices, read_filters
from stories.moderation.lengths import Length
from stories.moderation.queries import claim_of
from stories.moderation.rules import SECOND_LOOK, age_and_due, due_of, length_and_language, priority_in_words
from stories.moderation.sitting import read_sitting
from stories.moderation.tabs import Tab, tab_named
from stories.moderation.views.desk import desk_page, next_url, queue_url
from stories.moderation.waiting import next_in_line, queue_page, waiting_for_release
from stories.publishing.schedule import BATCH, next_slot
from stories.topics.vocabulary import Vocabulary, load_vocabulary


@may(Ability.MODERATE)
def queue(request: SignedInRequest) -> HttpResponse:
    """Show one tab of the queue, a page at a time."""
    actions.lapse_claims()
    tab, vocabulary = tab_named(request.GET.get("tab", "")), load_vocabulary()
    filters = read_filters(request.GET, vocabulary)
    before, after = (read_cursor(request.GET.get(name, "")) for name in ("before", "after"))
    page = queue_page(tab, user=request.user, filters=filters, before=before, after=after)
    chosen = filters.query
    rows = [_row(submission, request.user) for submission in page.rows]
    context = {
        "tab": tab,
        "rows": rows,
        "questions": _questions(filters, vocabulary),
        "filters": filters,
        "all_url": queue_url(tab.slug) if filters.number else "",
        "several_url": queue_url(tab.slug, at="moderation:several", **chosen),
        "is_one_choosable": any(row["may_choose"] for row in rows),
        "next_url": next_url(tab.slug, **chosen) if _may_read(tab, request.user) and rows else "",
        "may_release": tab.slug == "approved" and request.user.may(Ability.RELEASE),
        "page_before_url": queue_url(tab.slug, **chosen, before=str(page.before)) if page.before else "",
        "escalated": escalated_for(request.user) if tab.slug == "escalated" else [],
        "deals_with_them": request.user.may(Ability.SECOND_READ),
        "page_after_url": queue_url(tab.slug, **chosen, after=str(page.after)) if page.after else "",
    }
    return desk_page(request, "queue.html", context, tab=tab.slug)


@may(Ability.MODERATE)
def next_one(request: SignedInRequest) -> HttpResponse:
    """Lead to the next story in line: to the page before its words, so that nobody reads on unasked."""
    actions.lapse_claims()
    if held := claim_of(request.user):
        messages.info(request, _("You have this one in hand. Finish it or put it back first."))
        return redirect("moderation:review", held.submission.code)
    tab = tab_named(request.GET.get("tab", ""))
    filters = read_filters(request.GET, load_vocabulary())
    after = read_cursor(request.GET.get("after", ""))
    light = read_sitting(request).wants_light
    if _may_read(tab, request.user):
        found = next_in_line(tab, user=request.user, filters=filters, after=after, light=light)
        if found:
            return redirect("moderation:review", found.code)
        if light and next_in_line(tab, user=request.user, filters=filters, after=after):
            messages.info(request, _("You read two heavy stories in a row, and only heavy ones wait here. Rest first."))
            return redirect("moderation:pause")
    messages.info(request, _("There is no other one just now. Good time for a break."))
    return redirect(queue_url(tab.slug, **filters.query))


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


def _may_read(tab: Tab, user: User) -> bool:
    """Say whether this person may take stories in hand from this tab."""
    return tab.is_read_from and (SECOND_LOOK.isdisjoint(tab.states) or user.may(Ability.SECOND_READ))


def _questions(filters: Filters, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Return what the list can be narrowed by, each with its answers and the one that was given."""
    topics = [(topic.slug, topic.name) for topic in vocabulary.topics.values()]
    notes = [(NO_NOTE, _("None")), *((note.slug, note.name) for note in vocabulary.notes.values())]
    priorities = [(str(each.value), each.label) for each in Priority]
    asked = [
        ("topic", _("Topic"), topics),
        ("note", _("Notes for readers"), notes),
        ("length", _("Length"), list(Length.choices)),
        ("priority", _("Priority"), priorities),
        *([("language", _("Language"), languages)] if (languages := language_choices()) else []),
    ]
    return [
        {"name": name, "label": label, "options": options, "chosen": filters.query[name]}
        for name, label, options in asked
    ]


def _row(submission: Submission, user: User) -> dict[str, Any]:
    claim = getattr(submission, "claim", None)
    first = getattr(submission, "second_read", None)
    return {
        "submission": submission,
        "topics": ", ".join(topic.name for topic in submission.topics.all()),
        "notes": ", ".join(note.name for note in submission.notes.all()),
        "length": length_and_language(submission),
        "age": age_and_due(submission),
        "due": due_of(submission),
        "priority": priority_in_words(submission),
        "is_first": submission.priority > 0,
        "claimed_by": claim.moderator if claim else None,
        "is_mine": claim is not None and claim.moderator_id == user.pk,
        "may_claim": submission.state in {State.RECEIVED, State.ANSWERED} or _may_read_second(submission, user),
        "is_own_first_read": first is not None and first.first_reader_id == user.pk,
        "may_reopen": submission.state == State.APPROVED
        or (submission.state == State.DECLINED and user.may(Ability.SECOND_READ)),
        "may_choose": submission.state in {*OPEN, State.APPROVED},
    }


def _may_read_second(submission: Submission, user: User) -> bool:
    first = getattr(submission, "second_read", None)
    is_another = first is None or first.first_reader_id != user.pk
    return submission.state in SECOND_LOOK and is_another and user.may(Ability.SECOND_READ)
