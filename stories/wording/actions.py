"""Changing the team's words: each change is kept with who made it, on which day, and what stood there before."""

from __future__ import annotations

from typing import Any, cast

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from accounts.models import User
from accounts.roles import ABILITIES, Ability
from stories.models import WordChange
from stories.models.keys import random_key, to_base32
from stories.models.wording import Wording
from stories.submission.actions import Stale
from stories.wording.lists import Values, WordList

LONGEST_SLUG = 30


def add_words(*, words: WordList, by: User, values: Values) -> Wording:
    """Add an entry, with a short name made of its name, and return it."""
    base = slugify(values["name"])[:LONGEST_SLUG].strip("-") or str(words.kind)
    try:
        return _added(words, base, by, values)
    except IntegrityError:  # the short name is taken: also by somebody who was first by a moment
        return _added(words, f"{base}-{to_base32(random_key())[-6:].lower()}", by, values)


@transaction.atomic
def save_words(*, words: WordList, slug: str, version: int, by: User, values: Values) -> Wording:
    """Change an entry and return it; saving what stands there already changes nothing.

    Raises Stale when somebody else changed it since the page was shown.
    """
    entry = _locked(words, slug, version)
    before = words.values(entry)
    if values == before:
        return entry
    for name, value in values.items():
        setattr(entry, name, value)
    entry.version += 1
    entry.save()
    _note(words, slug, entry.version, by, before=before, after=values)
    return entry


@transaction.atomic
def restore_words(*, words: WordList, slug: str, number: int, version: int, by: User) -> Wording:
    """Put back what stood in an entry before its change `number`, as a change of its own, and return the entry.

    Raises Stale when somebody else changed it since the page was shown, WordChange.DoesNotExist when the history has
    no such change any more, or there was nothing before it.
    """
    change = WordChange.objects.exclude(before={}).get(kind=words.kind, slug=slug, number=number)
    known = {name: change.before[name] for name in words.fields if name in change.before}
    entry = _locked(words, slug, version)
    return save_words(words=words, slug=slug, version=version, by=by, values=words.values(entry) | known)


@transaction.atomic
def _added(words: WordList, slug: str, by: User, values: Values) -> Wording:
    entry = cast(Any, words.model).objects.create(slug=slug, **values)
    _note(words, slug, 1, by, before={}, after=values)
    return cast(Wording, entry)


def _locked(words: WordList, slug: str, version: int) -> Wording:
    entry: Wording | None = words.model.objects.select_for_update().filter(slug=slug).first()
    if entry is None or entry.version != version:
        raise Stale
    return entry


def _note(words: WordList, slug: str, number: int, by: User, *, before: Values, after: Values) -> None:
    role = next((role for role in sorted(by.roles) if Ability.EDIT_WORDS in ABILITIES.get(role, ())), "")
    WordChange.objects.create(kind=words.kind, slug=slug, number=number, by=by, role=role, before=before, after=after)
