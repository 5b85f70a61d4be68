"""One form for each list of the team's words. What is typed goes to authors and readers, so it is cleaned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stories.models import DeclineReason, MessageTemplate, ReaderNote, WordChange
from stories.moderation.forms import MESSAGE_LENGTH, PlainTextField
from stories.privacy.text import plain_line

LONGEST_PLACE = 999


class LineField(forms.CharField):
    """One line, cleaned before its length is looked at."""

    def __init__(self, *, longest: int = 60, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={"required": _("Write a few words here.")},
            **kwargs,
        )
        self.longest = longest

    def to_python(self, value: Any) -> str:
        """Return the line without what no person types."""
        return plain_line(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Raise ValidationError when it is missing or too long."""
        super().validate(value)
        if len(value) > self.longest:
            raise ValidationError(_("Shorten this to %(most)s characters."), params={"most": self.longest})


def _choose(label: Any, choices: Any) -> forms.ChoiceField:
    messages = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=messages)


class WordsForm(forms.Form):
    """What every entry has: its place in the list, and whether it is still offered."""

    position = forms.IntegerField(
        label=_("Place in the list"),
        help_text=_("The lowest number comes first."),
        initial=0,
        min_value=0,
        max_value=LONGEST_PLACE,
        error_messages={
            "required": _("Write a number from 0 to 999."),
            "invalid": _("Write a number from 0 to 999."),
            "min_value": _("Write a number from 0 to 999."),
            "max_value": _("Write a number from 0 to 999."),
        },
    )
    is_retired = forms.BooleanField(label=_("No longer offer this. It stays where it was used."), required=False)

    def shown(self, values: dict[str, Any]) -> list[tuple[str, str]]:
        """Return label and words of each value, as a person reads them."""
        return [(str(self.fields[name].label), self._in_words(name, value)) for name, value in values.items()]

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))


class TemplateForm(WordsForm):
    """A message to start from."""

    name = LineField(label=_("Name"), help_text=_("Only the team sees this."))
    use = _choose(_("Used when"), MessageTemplate.Use)
    body = PlainTextField(
        label=_("Words for the author"),
        longest=MESSAGE_LENGTH,
        error_messages={"required": _("Write a few words here.")},
    )
    field_order = ("name", "use", "body")


class ReasonForm(WordsForm):
    """A reason not to publish."""

    name = LineField(label=_("Name"), help_text=_("Only the team sees this."))
    counts_as = _choose(_("Counts as"), DeclineReason.Counts)
    body = PlainTextField(
        label=_("Words for the author"),
        longest=MESSAGE_LENGTH,
        error_messages={"required": _("Write a few words here.")},
    )
    field_order = ("name", "counts_as", "body")


class ReplacementForm(WordsForm):
    """Words in place of a detail."""

    instead_of = LineField(label=_("In place of"), longest=100, help_text=_("As in “the name of somebody at work”."))
    name = LineField(label=_("Words"), help_text=_("As in “a colleague”."))
    field_order = ("instead_of", "name")


class NoteForm(WordsForm):
    """A note for readers."""

    name = LineField(label=_("After “This story mentions:”"), help_text=_("As in “a death”."))
    weight = _choose(_("Weight"), ReaderNote.Weight)
    field_order = ("name", "weight")


FORMS: dict[str, type[WordsForm]] = {
    WordChange.Kind.TEMPLATES: TemplateForm,
    WordChange.Kind.REASONS: ReasonForm,
    WordChange.Kind.REPLACEMENTS: ReplacementForm,
    WordChange.Kind.NOTES: NoteForm,
}
