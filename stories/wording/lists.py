"""The four lists of the team's words, and what of an entry can be edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stories.models import DeclineReason, MessageTemplate, ReaderNote, Replacement, WordChange
from stories.models.wording import Wording

Kind = WordChange.Kind
Values = dict[str, Any]


@dataclass(frozen=True)
class WordList:
    """One list; `kind` is its name in addresses and in the history, `fields` are what can be edited, in order."""

    kind: Kind
    model: type[Wording]
    fields: tuple[str, ...]
    about: str | Promise
    add: str | Promise

    def values(self, entry: Wording) -> Values:
        """Return what stands in an entry now, by field."""
        return {name: getattr(entry, name) for name in self.fields}


LISTS: dict[str, WordList] = {
    each.kind.value: each
    for each in (
        WordList(
            Kind.TEMPLATES,
            MessageTemplate,
            ("name", "use", "body", "position", "is_retired"),
            _("A moderator starts from these and changes them to fit the author."),
            _("Add a message"),
        ),
        WordList(
            Kind.REASONS,
            DeclineReason,
            ("name", "counts_as", "body", "position", "is_retired"),
            _("Why a story is not published, with words for its author."),
            _("Add a reason"),
        ),
        WordList(
            Kind.REPLACEMENTS,
            Replacement,
            ("instead_of", "name", "position", "is_retired"),
            _("What to write where a detail could show who somebody is."),
            _("Add words"),
        ),
        WordList(
            Kind.NOTES,
            ReaderNote,
            ("name", "weight", "position", "is_retired"),
            _("What readers may want to know before they read."),
            _("Add a note"),
        ),
    )
}
