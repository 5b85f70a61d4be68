"""Two people, or two windows, changed the same story: what each of them did to it, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stories.models import ReaderNote, Submission, Topic
from stories.moderation.actions import Edit
from stories.moderation.opened import LABELS, Opened
from stories.privacy.difference import Change, difference


@dataclass(frozen=True)
class Clash:
    """One part that both changed, each as changes of the author's words."""

    label: str | Promise
    kept: list[Change]
    typed: list[Change]


@dataclass(frozen=True)
class Ticks:
    """Topics or notes of which others are kept than are ticked."""

    label: str | Promise
    kept: str
    typed: str


def clashes(story: Opened, edit: Edit) -> list[Clash]:
    """Return the parts of which something else is kept than was typed, in reading order."""
    found = []
    for name, was in story.original.items():
        kept, typed = story.edit[name], getattr(edit.parts, name)
        if kept != typed:
            found.append(Clash(LABELS[name], difference(was, kept), difference(was, typed)))
    return found


def other_ticks(submission: Submission, edit: Edit) -> list[Ticks]:
    """Return whether topics and notes are others than those that are ticked."""
    both: list[tuple[Any, Iterable[Topic | ReaderNote], Iterable[Topic | ReaderNote]]] = [
        (_("Topics"), submission.topics.all(), edit.topics),
        (_("Notes for readers"), submission.notes.all(), edit.notes),
    ]
    named = [Ticks(label, _names(kept), _names(typed)) for label, kept, typed in both]
    return [ticks for ticks in named if ticks.kept != ticks.typed]


def _names(rows: Iterable[Topic | ReaderNote]) -> str:
    return ", ".join(sorted(row.name for row in rows))
