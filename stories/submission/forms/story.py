"""The questions: four parts of a story, what it is about, and what may be done with the words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stories.models.story import PART_LENGTH, TITLE_LENGTH, Consent
from stories.privacy.crisis import risk_phrases
from stories.submission.actions import Draft, Parts
from stories.submission.forms.fields import LineField, WordsField
from stories.submission.queries import Vocabulary
from stories.submission.receipt import holds_receipt

PART_NAMES = ("happened", "felt", "helped", "advice")
LISTS = ("topics", "helped_by", "notes")
UNKNOWN = _("Choose from the list. One of your choices is no longer on it.")


def _lines(rows: int) -> forms.Textarea:
    limits = {"rows": rows, "class": "voice", "spellcheck": "true", "autocomplete": "off", "data-limit": PART_LENGTH}
    return forms.Textarea(attrs=limits)


class PartsForm(forms.Form):
    """A title and the four parts, as an author writes them."""

    use_required_attribute = False  # the browser's own words would come in the way of ours

    title = LineField(label=_("A title, if you like"), limit=TITLE_LENGTH)
    happened = WordsField(
        label=_("What happened?"),
        help_text=_("Share as much or as little as you like. Leave out names, dates and places."),
        limit=PART_LENGTH,
        widget=_lines(11),
    )
    felt = WordsField(
        label=_("What was it like for you?"),
        help_text=_("You could write about your sleep, your body, your mood or life at home."),
        limit=PART_LENGTH,
        widget=_lines(9),
    )
    helped = WordsField(
        label=_("What helped, even a little?"),
        help_text=_("A person, a place, a habit or a change at work. “Nothing yet” is a fine answer."),
        limit=PART_LENGTH,
        widget=_lines(9),
    )
    advice = WordsField(
        label=_("What would you tell a colleague in the same spot?"),
        help_text=_("Write as if to a friend."),
        limit=PART_LENGTH,
        widget=_lines(7),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words in one part at least, and for no receipt among them."""
        cleaned = super().clean() or {}
        for name in ("title", *PART_NAMES):
            if holds_receipt(cleaned.get(name, "")):
                self.add_error(name, _("There is a receipt in your words. Take it out: it opens your story."))
        if not self.errors and not any(cleaned.get(name) for name in PART_NAMES):
            self.add_error("happened", _("Write something in one of the four parts. The others can stay empty."))
        return cleaned

    def parts(self) -> Parts:
        """Return the cleaned words."""
        return Parts(**{name: self.cleaned_data[name] for name in ("title", *PART_NAMES)})


class StoryForm(PartsForm):
    """Everything that an author says when sharing."""

    topics = forms.MultipleChoiceField(
        label=_("What was hard"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": UNKNOWN, "invalid_list": UNKNOWN},
    )  # fmt: skip
    helped_by = forms.MultipleChoiceField(
        label=_("What helped"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": UNKNOWN, "invalid_list": UNKNOWN},
    )  # fmt: skip
    unsure = forms.BooleanField(label=_("I’m not sure. Choose for me"), required=False)
    notes = forms.MultipleChoiceField(
        label=_("Should readers know anything first?"),
        help_text=_("We show this at the top: “This story mentions …”. Some people like to know before they read."),
        required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": UNKNOWN, "invalid_list": UNKNOWN},
    )  # fmt: skip
    work_group = forms.ChoiceField(
        label=_("About your work (only if you like)"),
        help_text=_("Readers will see this beside your story. Only groups with many people are on the list."),
        required=False, widget=forms.RadioSelect, error_messages={"invalid_choice": UNKNOWN},
    )  # fmt: skip
    publish_consent = forms.ChoiceField(
        label=_("May we publish your story?"),
        choices=[
            (Consent.YES, _("Yes, when a moderator has read it")),
            (Consent.NO, _("No. Use it only to spot patterns")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose if we may publish your story."),
            "invalid_choice": _("Choose if we may publish your story."),
        },
    )
    quote_consent = forms.ChoiceField(
        label=_("May we quote you in guides?"),
        help_text=_("A guide may use a line or two of your words."),
        choices=Consent.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose if guides may quote you."),
            "invalid_choice": _("Choose if guides may quote you."),
        },
    )
    paused = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vocabulary = vocabulary
        for name in LISTS:
            self._offer(name, vocabulary.choices(name))
        self._offer("work_group", [*vocabulary.choices("work_group"), ("-", str(_("I’d rather not say")))])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker: the class above says so
        field.choices = choices

    def draft(self) -> Draft:
        """Return what was chosen and written. The form must be valid."""
        data, parts = self.cleaned_data, self.parts()
        entries = self.vocabulary
        chosen = {*data["topics"], *data["helped_by"]}
        return Draft(
            parts=parts,
            publish_consent=data["publish_consent"],
            quote_consent=data["quote_consent"],
            work_group=next((group for group in entries.work_group if group.slug == data["work_group"]), None),
            topics=[topic for topic in (*entries.topics, *entries.helped_by) if topic.slug in chosen],
            notes=[note for note in entries.notes if note.slug in data["notes"]],
            needs_reading_first=bool(risk_phrases(parts.text())),
        )

    def carried(self) -> StoryForm:
        """Return the same answers as an unbound form, to go on in hidden fields. The form must be valid."""
        return StoryForm(initial=self.cleaned_data, vocabulary=self.vocabulary)


def as_typed(data: QueryDict) -> dict[str, Any]:
    """Return what the form's fields hold in a post, to show it again before anybody judges it."""
    return {name: data.getlist(name) if name in LISTS else data.get(name, "") for name in StoryForm.base_fields}
