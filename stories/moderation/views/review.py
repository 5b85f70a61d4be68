"""One story: first how heavy it is, then, for whoever has it in hand, its words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.decorators import may
from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.models import Submission
from stories.moderation import actions
from stories.moderation.actions.door import NotYours
from stories.moderation.forms import EditForm
from stories.moderation.opened import read_original
from stories.moderation.redaction import replaced
from stories.moderation.sitting import keep_sitting, read_sitting
from stories.moderation.turns import is_heavy
from stories.moderation.views.desk import has_in_hand, lost, read_version, with_story
from stories.moderation.views.keeping import changed_meanwhile, is_by_itself, kept, not_in_hand, not_kept
from stories.moderation.views.story_page import before_reading, story_page
from stories.privacy.identity import find_in_parts
from stories.publishing.actions import PARTS
from stories.submission.actions import Stale

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
        return before_reading(request, submission)
    # Before its words are shown, and never in the middle of them.
    sitting = read_sitting(request)
    if sitting.is_enough and not sitting.knows(submission):
        return redirect("moderation:enough")
    opened = sitting if sitting.knows(submission) else sitting.opened(submission, is_heavy=is_heavy(submission))
    return keep_sitting(request, story_page(request, submission), opened)


def _save(request: SignedInRequest, submission: Submission) -> HttpResponse:
    form, used = _read(request, submission)
    if not form.is_valid():
        return _not_saved(request, submission, form)
    asked = read_version(request)
    try:
        version = actions.save_edit(submission=submission, version=asked, by=request.user, edit=form.edit)
    except NotYours:
        return _not_in_hand(request, submission, form)
    except Stale:
        return changed_meanwhile() if is_by_itself(request) else story_page(request, submission, form, is_stale=True)
    except IntegrityError:
        # A note or a topic that was ticked is gone since it was checked: checked again, the form says so.
        form = EditForm(request.POST)
        if form.is_valid():
            raise
        return _not_saved(request, submission, form)
    return kept(version) if is_by_itself(request) else _saved(request, submission, used)


def _saved(request: SignedInRequest, submission: Submission, used: int | None) -> HttpResponse:
    """Lead on from words that are kept: to the find whose words were put in place, or to where a button leads."""
    at = reverse("moderation:review", args=[submission.code])
    then = request.POST.get("then", "")
    if then in LEADS_TO:
        return redirect(f"moderation:{then}", submission.code)
    if used:
        messages.success(request, _("Done, and saved. “What changed here” shows it."))
        return redirect(f"{at}#find-{used}")
    if used is not None:
        messages.info(request, _("Those words are not in the version to publish any more. The rest is saved."))
    else:
        messages.success(request, _("Saved. Nobody but the desk has seen it yet."))
    return redirect(at)


def _read(request: SignedInRequest, submission: Submission) -> tuple[EditForm, int | None]:
    """Return what was sent and, when a find's button sent it, the find's number with its words already in place.

    The number is 0 when there is nothing to put words in the place of.
    """
    form, key = EditForm(request.POST), request.POST.get("use", "")
    if not key or not form.is_valid() or not has_in_hand(request, submission):
        return form, None
    original = read_original(submission)
    for number, find in enumerate(find_in_parts(original), 1):
        if find.key == key:
            words = replaced(find, original[find.part], form.cleaned_data[find.part])
            return (_with(request, find.part, words), number) if words is not None else (form, 0)
    return form, 0


def _with(request: SignedInRequest, part: str, words: str) -> EditForm:
    sent = request.POST.copy()
    sent[part] = words
    return EditForm(sent)


def _not_saved(request: SignedInRequest, submission: Submission, form: EditForm) -> HttpResponse:
    if not has_in_hand(request, submission):
        return _not_in_hand(request, submission, form)
    return not_kept(form) if is_by_itself(request) else story_page(request, submission, form)


def _not_in_hand(request: SignedInRequest, submission: Submission, form: EditForm) -> HttpResponse:
    return not_in_hand() if is_by_itself(request) else lost(request, submission, _typed(form))


def _typed(form: EditForm) -> list[tuple[Any, str]]:
    """Return what stands in the form's text fields, cleaned or not, for its writer to copy."""
    return [(form.fields[name].label, str(form[name].value() or "")) for name in ("title", *PARTS)]
