"""Several stories at once: chosen in the queue, listed on a page that asks once more, then done whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.decorators import may
from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.models import Submission
from stories.models.keys import LENGTH, from_base32
from stories.moderation import actions
from stories.moderation.actions.claims import HasAnother, NotSecondReader
from stories.moderation.actions.several import Chosen, Moved, TooFew, TopicGone, fewest_together
from stories.moderation.filters import read_filters
from stories.moderation.queries import claim_of
from stories.moderation.rules import age_and_due, length_and_language
from stories.moderation.sitting import read_sitting
from stories.moderation.tabs import tab_named
from stories.moderation.turns import too_heavy_now
from stories.moderation.views.desk import LARGEST_VERSION, desk_page, queue_url
from stories.moderation.views.words import REST_FIRST
from stories.moderation.waiting import PAGE, rows_by_key
from stories.topics.vocabulary import Vocabulary, load_vocabulary

DOES = ("claim", "topic", "release")


class TopicForm(forms.Form):
    """The topic to add."""

    topic = forms.ChoiceField(
        label=gettext_lazy("Topic"),
        error_messages={
            "required": gettext_lazy("Choose a topic."),
            "invalid_choice": gettext_lazy("That topic is no longer in the list. Choose another one."),
        },
    )

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hard = [(topic.slug, topic.name) for topic in vocabulary.stressors]
        helped = [(topic.slug, topic.name) for topic in vocabulary.helped]
        self.fields["topic"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a topic")), (_("What was hard"), hard), (_("What helped"), helped),
        ]  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """What was ticked, what for, and the tab that it was ticked in, narrowed as it was."""

    request: SignedInRequest
    does: str
    chosen: list[Chosen]
    vocabulary: Vocabulary

    def url(self, at: str = "moderation:queue") -> str:
        """Return the address of the queue as it was left, or of another page that goes by it."""
        query = self.request.GET
        return queue_url(tab_named(query.get("tab", "")).slug, at=at, **read_filters(query, self.vocabulary).query)


@may(Ability.MODERATE)
def several(request: SignedInRequest) -> HttpResponse:
    """Ask about the stories that were chosen, and do what was asked for once it is confirmed."""
    chosen = read_chosen(request.POST.getlist("chosen"))
    asked = _Asked(request, request.POST.get("do", ""), chosen, load_vocabulary())
    if asked.does not in DOES or not chosen:
        if request.method == "POST":
            messages.info(request, _("Choose one story or more first."))
        return redirect(asked.url())
    if asked.does == "release" and not request.user.may(Ability.RELEASE):
        messages.info(request, _("A senior moderator releases stories before their time."))
        return redirect(asked.url())
    if request.POST.get("confirmed") != "1":
        return _page(asked)
    try:
        return {"claim": _claim, "topic": _add_topic, "release": _release}[asked.does](asked)
    except Moved as moved:
        return _page(asked, moved=moved.chosen, status=409)


def read_chosen(values: list[str]) -> list[Chosen]:
    """Return the stories that were ticked, each once and a page of them at most; what is not one is left out."""
    found: dict[int, Chosen] = {}
    for value in values[:PAGE]:
        code, _dot, version = value.partition(".")
        if len(code) != LENGTH or not (version.isascii() and version.isdigit() and len(version) < 12):
            continue
        try:
            key = from_base32(code)
        except ValueError:
            continue
        if key < 2**63:
            found.setdefault(key, Chosen(key, min(int(version), LARGEST_VERSION)))
    return list(found.values())


def _claim(asked: _Asked) -> HttpResponse:
    request, chosen = asked.request, asked.chosen
    if read_sitting(request).wants_light:
        later = too_heavy_now([each.key for each in chosen])
        chosen = [each for each in chosen if each.key not in later]
        if not chosen:
            messages.info(request, REST_FIRST)
            return redirect("moderation:pause")
    try:
        taken, passed = actions.claim_first(chosen=chosen, by=request.user)
    except HasAnother:
        context = {"held": claim_of(request.user), "wanted": ", ".join(each.reference for each in chosen)}
        return desk_page(request, "another.html", context, status=409)
    except NotSecondReader:
        messages.info(request, _("A second reader reads those: a senior moderator, and not who read them first."))
        return redirect(asked.url())
    if passed:
        said = _("You have %(taken)s in hand. These moved on before you took them: %(moved)s.")
        moved = ", ".join(each.reference for each in passed)
        messages.info(request, said % {"taken": taken.reference, "moved": moved})
    return redirect("moderation:review", taken.code)


def _add_topic(asked: _Asked) -> HttpResponse:
    form = TopicForm(asked.request.POST, vocabulary=asked.vocabulary)
    if not form.is_valid():
        return _page(asked, form=form)
    try:
        added = actions.add_topic(chosen=asked.chosen, slug=form.cleaned_data["topic"], by=asked.request.user)
    except TopicGone:
        form.add_error("topic", form.fields["topic"].error_messages["invalid_choice"])
        return _page(asked, form=form)
    said = ngettext("%(n)s story has a new topic.", "%(n)s stories have a new topic.", added) % {"n": added}
    messages.success(asked.request, said if added else _("All of them had that topic already."))
    return redirect(asked.url())


def _release(asked: _Asked) -> HttpResponse:
    try:
        stories = actions.release_chosen(chosen=asked.chosen, by=asked.request.user)
    except TooFew:
        return _page(asked)
    said = ngettext("%(n)s story is out.", "%(n)s stories are out.", len(stories)) % {"n": len(stories)}
    messages.success(asked.request, said)
    return redirect(queue_url("approved"))


def _page(
    asked: _Asked, *, form: TopicForm | None = None, moved: Iterable[Chosen] = (), status: int = 200
) -> HttpResponse:
    """Show what was chosen and ask once more; `moved` are told by reference and are not asked about again."""
    told = set(moved)
    kept = {each.key: each for each in asked.chosen if each not in told}
    rows = rows_by_key(list(kept), user=asked.request.user)
    listed = {row.pk for row in rows}
    if asked.does == "topic" and form is None:
        form = TopicForm(vocabulary=asked.vocabulary)
    fewest = fewest_together() if asked.does == "release" else 0
    context = {
        "does": asked.does,
        "rows": [_row(row, kept[row.pk]) for row in rows],
        "moved": ", ".join(each.reference for each in asked.chosen if each.key not in listed),
        "form": form,
        "fewest": fewest if len(rows) < fewest else 0,
        "here_url": asked.url("moderation:several"),
        "back_url": asked.url(),
    }
    tab = tab_named(asked.request.GET.get("tab", ""))
    return desk_page(asked.request, "several.html", context, tab=tab.slug, status=status)


def _row(submission: Submission, chosen: Chosen) -> dict[str, str]:
    return {
        "value": f"{submission.code}.{chosen.version}",
        "reference": submission.reference,
        "topics": ", ".join(topic.name for topic in submission.topics.all()),
        "notes": ", ".join(note.name for note in submission.notes.all()),
        "length": length_and_language(submission),
        "age": age_and_due(submission),
    }
