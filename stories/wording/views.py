"""The team's words on the desk: the lists, an entry with its preview, and its history."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.decorators import View, may
from accounts.roles import Ability, Role
from accounts.types import SignedInRequest
from stories.models import WordChange
from stories.moderation.views.desk import read_version
from stories.submission.actions import Stale
from stories.wording.actions import add_words, restore_words, save_words
from stories.wording.forms import FORMS, WordsForm
from stories.wording.lists import LISTS, Values, WordList
from stories.wording.queries import compared, entry_or_404, history_of


def with_list(view: Callable[..., HttpResponse]) -> View:
    """Give the view the list that its address names. Raises Http404 for another."""

    @wraps(view)
    def gate(request: SignedInRequest, kind: str, **kwargs: Any) -> HttpResponseBase:
        if kind not in LISTS:
            raise Http404
        return view(request, LISTS[kind], **kwargs)

    return gate


@may(Ability.EDIT_WORDS)
def lists(request: SignedInRequest) -> HttpResponse:
    """Show all four lists, with what is no longer offered."""
    shown = [{"words": words, "entries": list(words.model.objects.all())} for words in LISTS.values()]
    return _page(request, "lists.html", {"lists": shown})


@may(Ability.EDIT_WORDS)
@with_list
def add(request: SignedInRequest, words: WordList) -> HttpResponse:
    """Write a new entry."""
    form = FORMS[words.kind](request.POST if request.method == "POST" else None)
    if not form.is_valid() or request.POST.get("then") == "preview":
        return _entry(request, words, form, {"heading": words.add})
    add_words(words=words, by=request.user, values=_given(words, form))
    messages.success(request, _("Added."))
    return redirect("wording:lists")


@may(Ability.EDIT_WORDS)
@with_list
def edit(request: SignedInRequest, words: WordList, slug: str) -> HttpResponse:
    """Show an entry as it will be seen, and change it."""
    entry: Any = entry_or_404(words.model, slug)
    about = {"heading": entry.name, "entry": entry, "version": entry.version}
    if request.method != "POST":
        return _entry(request, words, FORMS[words.kind](initial=words.values(entry)), about, seen=words.values(entry))
    form, version = FORMS[words.kind](request.POST), read_version(request)
    if not form.is_valid() or request.POST.get("then") == "preview":
        return _entry(request, words, form, about | {"version": version})
    try:
        save_words(words=words, slug=slug, version=version, by=request.user, values=_given(words, form))
    except Stale:
        return _stale(request, words, form, slug)
    messages.success(request, _("Saved. What was sent before stays as it was."))
    return redirect("wording:lists")


@may(Ability.EDIT_WORDS)
@with_list
def history(request: SignedInRequest, words: WordList, slug: str) -> HttpResponse:
    """Show who changed an entry, and put back what stood there before."""
    entry: Any = entry_or_404(words.model, slug)
    status = 200
    if request.method == "POST":
        number, version = _number(request.POST.get("number", "")), read_version(request)
        try:
            restore_words(words=words, slug=slug, number=number, version=version, by=request.user)
        except (Stale, WordChange.DoesNotExist):
            status, entry = 409, entry_or_404(words.model, slug)
        else:
            messages.success(request, _("Put back, as a change of its own."))
            return redirect("wording:history", words.kind, slug)
    lines = [_line(words, change) for change in history_of(words.kind, slug)]
    context = {"entry": entry, "words": words, "lines": lines, "is_stale": status == 409}
    return _page(request, "history.html", context, status=status)


def _given(words: WordList, form: WordsForm) -> Values:
    """Return what was typed, in the order of the list's fields."""
    return {name: form.cleaned_data[name] for name in words.fields}


def _line(words: WordList, change: WordChange) -> dict[str, Any]:
    role = Role(change.role).label if change.role in Role.values else ""
    return {
        "change": change,
        "by": change.by or _("Somebody whose account is gone"),
        "role": role,
        "differs": compared(_shown(words, change.before), _shown(words, change.after)),
        "may_restore": bool(change.before),
    }


def _shown(words: WordList, values: Values) -> list[tuple[str, str]]:
    """Return a kept set of values in words, of the fields that there are today."""
    return FORMS[words.kind]().shown({name: values[name] for name in words.fields if name in values})


def _stale(request: SignedInRequest, words: WordList, form: WordsForm, slug: str) -> HttpResponse:
    """Give back what was typed beside what somebody else saved; saving it again is then on purpose."""
    entry: Any = entry_or_404(words.model, slug)
    since = compared(_shown(words, words.values(entry)), _shown(words, form.cleaned_data))
    about = {"heading": entry.name, "entry": entry, "version": entry.version, "is_stale": True, "since": since}
    return _entry(request, words, form, about, status=409)


def _entry(
    request: SignedInRequest,
    words: WordList,
    form: WordsForm,
    about: dict[str, Any],
    *,
    seen: Values | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw the form, and above it how its words, or those in `seen`, look to an author or a reader."""
    seen = form.cleaned_data if form.is_bound and form.is_valid() else seen
    return _page(request, "entry.html", {**about, "words": words, "form": form, "seen": seen}, status=status)


def _page(request: SignedInRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    queue = [{"url": reverse("moderation:queue"), "name": _("Stories")}] if request.user.may(Ability.MODERATE) else []
    rooms = [*queue, {"url": reverse("wording:lists"), "name": _("The team’s words"), "current": True}]
    return render(request, f"stories/wording/{template}", {**context, "rooms": rooms}, status=status)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
