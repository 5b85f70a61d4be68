"""One story: first how heavy it is, then, for whoever has it in hand, its words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.decorators import may
from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.models import Submission
from stories.models.story import Consent
from stories.models.submission import State
from stories.models.topic import Topic
from stories.models.transitions import OPEN
from stories.moderation import actions
from stories.moderation.actions.door import NotYours, reads_second
from stories.moderation.forms import EditForm
from stories.moderation.opened import open_story, read_desk_notes, read_reply
from stories.moderation.queries import decline_reason, replacements, similar_stories, suggested_topics, support_words
from stories.moderation.rules import age_in_words, length_in_words
from stories.moderation.sitting import keep_sitting, read_sitting
from stories.moderation.turns import is_heavy, weight_of
from stories.moderation.views.desk import desk_page, has_in_hand, lost, read_version, with_story
from stories.privacy.difference import difference
from stories.publishing.actions import PARTS
from stories.submission.actions import Stale
from stories.submission.queries import nobody_answers
from stories.topics.work_groups import load_work_groups

# Where a button of the review page leads once the words are kept.
LEADS_TO = (
    "approve", "offer", "ask", "second_read", "send_back", "decline", "patterns", "escalate", "weight", "note",
)  # fmt: skip


@may(Ability.MODERATE)
@with_story
def review(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Show a story to whoever has it in hand, and keep the version to publish; to others, what kind of story it is."""
    if request.method == "POST":
        return _save(request, submission)
    if not has_in_hand(request, submission):
        return _before_reading(request, submission)
    # Before its words are shown, and never in the middle of them.
    sitting = read_sitting(request)
    if sitting.is_enough and not sitting.knows(submission):
        return redirect("moderation:enough")
    opened = sitting if sitting.knows(submission) else sitting.opened(submission, is_heavy=is_heavy(submission))
    return keep_sitting(request, _page(request, submission), opened)


def _save(request: SignedInRequest, submission: Submission) -> HttpResponse:
    form = EditForm(request.POST)
    if not form.is_valid():
        return _not_saved(request, submission, form)
    try:
        actions.save_edit(submission=submission, version=read_version(request), by=request.user, edit=form.edit)
    except NotYours:
        return lost(request, submission, _typed(form))
    except Stale:
        return _page(request, submission, form=form, is_stale=True)
    except IntegrityError:
        # A note or a topic that was ticked is gone since it was checked: checked again, the form says so.
        form = EditForm(request.POST)
        if form.is_valid():
            raise
        return _not_saved(request, submission, form)
    then = request.POST.get("then", "")
    if then in LEADS_TO:
        return redirect(f"moderation:{then}", submission.code)
    messages.success(request, _("Saved. Nobody but the desk has seen it yet."))
    return redirect("moderation:review", submission.code)


def _not_saved(request: SignedInRequest, submission: Submission, form: EditForm) -> HttpResponse:
    if not has_in_hand(request, submission):
        return lost(request, submission, _typed(form))
    return _page(request, submission, form=form)


def _before_reading(request: SignedInRequest, submission: Submission) -> HttpResponse:
    claim = getattr(submission, "claim", None)
    context = {
        "submission": submission,
        "topics": submission.topics.all(),
        "notes": submission.notes.all(),
        "length": length_in_words(submission.length),
        "age": age_in_words(submission.received_week),
        "claimed_by": claim.moderator if claim else None,
        "may_free": claim is not None and request.user.may(Ability.SECOND_READ),
        "weight": weight_of(submission),
        "may_stand_aside": submission.state in {*OPEN, State.IN_REVIEW},
        "is_open": submission.state in {State.RECEIVED, State.ANSWERED, State.SECOND_READ, State.ESCALATED},
    }
    return desk_page(request, "before.html", context)


def _page(
    request: SignedInRequest, submission: Submission, *, form: EditForm | None = None, is_stale: bool = False
) -> HttpResponse:
    story = open_story(submission)
    topics: list[Topic] = list(submission.topics.all())
    first = getattr(submission, "second_read", None)
    second = reads_second(submission, request.user)
    context: dict[str, Any] = {
        "submission": submission,
        "story": story,
        "form": form or EditForm(initial=_initial(submission, story.edit, topics)),
        "topics": topics,
        "notes": submission.notes.all(),
        "length": length_in_words(submission.length),
        "replacements": replacements(),
        "nobody_answers": nobody_answers(submission),
        "suggested": suggested_topics(story.edit.values(), topics),
        "similar": similar_stories(topics),
        "minutes": settings.CAIRN_CLAIM_MINUTES,
        "work_group": load_work_groups().shown_for(submission.work_group_id),
        "may_publish": submission.publish_consent == Consent.YES,
        "is_stale": is_stale,
        "since": _since(form, story.edit) if is_stale and form else [],
        "weight": weight_of(submission),
        "desk_notes": read_desk_notes(submission),
        "support_words": support_words() if submission.priority or story.risks else "",
        "proposal": first if second else None,
        "proposed_reason": _reason(first.reason) if second and first else "",
        "proposed_reply": read_reply(submission, first) if second and first else "",
    }
    status = 409 if is_stale else 200
    return desk_page(request, "review.html", context, tab="mine", status=status)


def _initial(submission: Submission, edit: dict[str, str], topics: list[Topic]) -> dict[str, Any]:
    return {
        **edit,
        "stressors": [topic.slug for topic in topics if topic.kind == Topic.Kind.STRESSOR],
        "what_helped": [topic.slug for topic in topics if topic.kind == Topic.Kind.HELPED],
        "notes": [note.slug for note in submission.notes.all()],
    }


def _typed(form: EditForm) -> list[tuple[Any, str]]:
    """Return what stands in the form's text fields, cleaned or not, for its writer to copy."""
    return [(form.fields[name].label, str(form[name].value() or "")) for name in ("title", *PARTS)]


def _since(form: EditForm, kept: dict[str, str]) -> list[dict[str, Any]]:
    """Return, part by part, how what was typed differs from what somebody kept in the meantime."""
    parts = [(form.fields[name].label, difference(kept[name], form.cleaned_data[name])) for name in ("title", *PARTS)]
    return [
        {"label": label, "changes": changes}
        for label, changes in parts
        if any(change.kind != "same" for change in changes)
    ]


def _reason(slug: str) -> str:
    reason = decline_reason(slug) if slug else None
    return reason.name if reason else ""
