"""How a story is drawn on the desk: before it is read, and for whoever has it in hand."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse

from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.models import Submission
from stories.models.story import Consent
from stories.models.submission import State
from stories.models.topic import Topic
from stories.models.transitions import OPEN
from stories.moderation.actions.door import reads_second
from stories.moderation.conflict import clashes, other_ticks
from stories.moderation.forms import EditForm
from stories.moderation.opened import Opened, open_story, read_desk_notes, read_reply
from stories.moderation.queries import decline_reason, replacements, similar_stories, suggested_topics, support_words
from stories.moderation.redaction import in_short
from stories.moderation.rules import age_in_words, length_in_words
from stories.moderation.turns import weight_of
from stories.moderation.views.desk import desk_page
from stories.privacy.difference import difference
from stories.privacy.text import plain_text
from stories.submission.queries import nobody_answers
from stories.topics.work_groups import load_work_groups


def before_reading(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """Draw what kind of story it is, for somebody who does not have it in hand; no word of it."""
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


def story_page(
    request: SignedInRequest, submission: Submission, form: EditForm | None = None, *, is_stale: bool = False
) -> HttpResponse:
    """Draw the story for whoever has it in hand, with the version to publish as kept or as it stands in `form`.

    With `is_stale` the form, which is valid, was sent for an older version: both are shown.
    """
    story = open_story(submission)
    topics: list[Topic] = list(submission.topics.all())
    first = getattr(submission, "second_read", None)
    second = reads_second(submission, request.user)
    form = form or EditForm(initial=_initial(submission, story.edit, topics))
    edit = form.edit if is_stale else None
    context: dict[str, Any] = {
        "submission": submission,
        "story": story,
        "form": form,
        "boxes": _boxes(form, story),
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
        "clashes": clashes(story, edit) if edit else [],
        "other_ticks": other_ticks(submission, edit) if edit else [],
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


def _boxes(form: EditForm, story: Opened) -> list[dict[str, Any]]:
    """Return each text field with the author's words and what is changed of them by what stands in it."""
    boxes = []
    for name, was in story.original.items():
        changes = difference(was, plain_text(str(form[name].value() or "")))
        is_changed = any(change.kind != "same" for change in changes)
        boxes.append({"field": form[name], "was": was, "changes": in_short(changes) if is_changed else []})
    return boxes


def _reason(slug: str) -> str:
    reason = decline_reason(slug) if slug else None
    return reason.name if reason else ""
