"""What the pages of the team's words read: the lists, one entry, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from stories.models import WordChange
from stories.models.wording import Wording
from stories.privacy.difference import Change, difference

LONGEST_HISTORY = 100


@dataclass(frozen=True)
class Differs:
    """One field that is not as it was."""

    label: str
    changes: list[Change]


def entry_or_404(model: type[Wording], slug: str) -> Wording:
    """Return the entry of that short name. Raises Http404."""
    found: Wording | None = model.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def history_of(kind: str, slug: str) -> list[WordChange]:
    """Return what was done to an entry, the newest first, with who did it; no more than LONGEST_HISTORY."""
    return list(WordChange.objects.filter(kind=kind, slug=slug).select_related("by")[:LONGEST_HISTORY])


def compared(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> list[Differs]:
    """Return the fields that differ, word by word; both sides as `WordList.shown` gives them, `before` may be empty."""
    old: dict[str, Any] = dict(before)
    pairs = [(label, difference(old.get(label, ""), words)) for label, words in after]
    return [Differs(label, changes) for label, changes in pairs if any(each.kind != "same" for each in changes)]
