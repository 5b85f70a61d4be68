"""The desk's forms. What a moderator types goes to an author or to every reader, so it is cleaned like theirs."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stories.models import DeclineReason, MessageTemplate, ReaderNote, StoryWeight, Topic
from stories.models.story import LONGEST_PART, TITLE_LENGTH
from stories.moderation.actions import Edit
from stories.moderation.rules import Check, EscalateReason
from stories.privacy.text import plain_line, plain_text
from stories.submission.actions import Parts

MESSAGE_LENGTH = 2_000
_GAP = re.compile(r"\[[^\[\]\n]+\]")


class PlainTextField(forms.CharField):
    """Plain text of several lines; says by how much it is too long, and never cuts."""

    def __init__(self, *, longest: int, rows: int = 8, css_class: str = "", **kwargs: Any) -> None:
        attrs = {"rows": rows, "autocomplete": "off"} | ({"class": css_class} if css_class else {})
        super().__init__(widget=forms.Textarea(attrs=attrs), **kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        """Return the text without what no person types."""
        return plain_text(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Raise ValidationError when it is missing or too long."""
        super().validate(value)
        over = len(value) - self.longest
        if over > 0:
            raise ValidationError(
                ngettext("Shorten this by %(over)s character.", "Shorten this by %(over)s characters.", over)
                % {"over": f"{over:,}"}
            )


class TitleField(forms.CharField):
    """One line, up to a title's length."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the line without what no person types."""
        return plain_line(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Raise ValidationError when it is longer than a title can be."""
        super().validate(value)
        if len(value) > TITLE_LENGTH:
            raise ValidationError(_("Shorten the title to %(most)s characters."), params={"most": TITLE_LENGTH})


class TickedField(forms.ModelMultipleChoiceField):
    """Any number of a list's rows, by their short names."""

    def __init__(self, model: type[Topic | ReaderNote], **kwargs: Any) -> None:
        super().__init__(
            model.objects.none(),
            to_field_name="slug",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("One of these is no longer in the list.")},
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """Return the rows. Raises ValidationError for a name that is not in the list."""
        if any("\x00" in str(each) for each in value or []):  # which PostgreSQL would not even look for
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class EditForm(forms.Form):
    """The version to publish, its topics and its notes for readers."""

    title = TitleField(label=_("Title"), required=False)
    happened = PlainTextField(label=_("What happened"), longest=LONGEST_PART, css_class="voice", required=False)
    felt = PlainTextField(label=_("What it was like"), longest=LONGEST_PART, css_class="voice", required=False)
    helped = PlainTextField(label=_("What helped"), longest=LONGEST_PART, css_class="voice", required=False)
    advice = PlainTextField(
        label=_("What I’d tell a colleague"), longest=LONGEST_PART, css_class="voice", required=False
    )
    stressors = TickedField(Topic, label=_("What was hard"))
    what_helped = TickedField(Topic, label=_("What helped"))
    notes = TickedField(ReaderNote, label=_("Notes for readers"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Topic.objects.current()
        self.fields["stressors"].queryset = current.stressors()  # type: ignore[attr-defined]
        self.fields["what_helped"].queryset = current.helped()  # type: ignore[attr-defined]
        self._offer_notes()

    def _offer_notes(self) -> None:
        """Take any note, and offer those in use: one that is ticked stays when it is no longer offered."""
        notes, ticked = ReaderNote.objects.all(), set(self["notes"].value() or ())
        self.fields["notes"].queryset = notes  # type: ignore[attr-defined]
        offered = [(note.slug, note.name) for note in notes if not note.is_retired or note.slug in ticked]
        self.fields["notes"].widget.choices = offered

    def clean(self) -> dict[str, Any]:
        """Return the fields. Raises ValidationError when no words are left."""
        cleaned = super().clean() or {}
        parts = ("happened", "felt", "helped", "advice")
        if not any(cleaned.get(part) for part in parts) and not self.errors:
            raise ValidationError(_("Nothing is left of the story. Put some words back, or put the story back."))
        return cleaned

    @property
    def edit(self) -> Edit:
        """The version in this form, once it is valid."""
        data = self.cleaned_data
        parts = Parts(**{name: data[name] for name in ("title", "happened", "felt", "helped", "advice")})
        return Edit(parts=parts, topics=[*data["stressors"], *data["what_helped"]], notes=[*data["notes"]])


class ApproveForm(forms.Form):
    """Seven things to be sure of."""

    checks = forms.MultipleChoiceField(
        label=_("Before you decide"), choices=Check, widget=forms.CheckboxSelectMultiple, required=False
    )

    def clean_checks(self) -> list[str]:
        """Return the boxes. Raises ValidationError unless all are ticked."""
        ticked: list[str] = self.cleaned_data["checks"]
        missing = len(Check) - len(set(ticked))
        if missing:
            raise ValidationError(
                ngettext("%(n)s box is not ticked yet.", "%(n)s boxes are not ticked yet.", missing) % {"n": missing}
            )
        return ticked


class MessageForm(forms.Form):
    """Words to the author."""

    text = PlainTextField(
        label=_("Your message"),
        longest=MESSAGE_LENGTH,
        error_messages={"required": _("Write a few words to the author.")},
    )

    def clean_text(self) -> str:
        """Return the message. Raises ValidationError for a gap of a template, such as “[the part]”, left as it was."""
        text: str = self.cleaned_data["text"]
        for gap in dict.fromkeys(_GAP.findall(text)):
            if MessageTemplate.objects.filter(body__contains=gap).exists():
                raise ValidationError(_("Put your own words for %(gap)s, or take it out."), params={"gap": gap})
        return text


class DeclineForm(MessageForm):
    """Why it is not published, for us and for the author."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("Only the team sees this."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    field_order = ("reason", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons, chosen = list(DeclineReason.objects.all()), self["reason"].value()
        field: Any = self.fields["reason"]
        field.choices = [(reason.slug, reason.name) for reason in reasons]
        # What the first reader proposed stays to choose when it is no longer offered.
        offered = [reason for reason in reasons if not reason.is_retired or reason.slug == chosen]
        field.widget.choices = [(reason.slug, reason.name) for reason in offered]


class EscalateForm(MessageForm):
    """Why a senior moderator has to look, and words of support."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("Only the team sees this."),
        choices=EscalateReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    field_order = ("reason", "text")


class AgreeForm(forms.Form):
    """A page that only asks for a yes."""


class WeightForm(forms.Form):
    """How heavy a story is, in words on two axes."""

    risk = forms.ChoiceField(
        label=_("If the author were known"),
        choices=StoryWeight.Risk,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it would mean for the author.")},
    )
    told = forms.ChoiceField(
        label=_("What is told"),
        help_text=_("A second person reads a grave one too."),
        choices=StoryWeight.Told,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how serious it is.")},
    )


class NoteForm(forms.Form):
    """Words for whoever reads the story next."""

    text = PlainTextField(
        label=_("Your note"),
        longest=MESSAGE_LENGTH,
        error_messages={"required": _("Write a few words.")},
    )
