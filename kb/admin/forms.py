"""How a published story is named in the admin: by its code or its address, since nobody browses stories there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stories.models import Story
from stories.models.keys import LENGTH, from_base32, to_base32
from stories.privacy.text import plain_line

HELP = _("The story’s code, or its whole address on this site.")


def story_named(text: str) -> Story:
    """Return the published story that a code or an address names. Raises ValidationError when there is none."""
    pieces = [piece for piece in plain_line(text).split("/") if piece]
    code = pieces[pieces.index("stories") + 1] if "stories" in pieces[:-1] else "".join(pieces[:1])
    try:
        key = from_base32(code) if len(code) == LENGTH else None
    except ValueError:
        key = None
    story = Story.objects.filter(pk=key).first() if key is not None and key < 2**63 else None
    if story is None:
        raise ValidationError(gettext("No published story has this code. Copy it from the story’s address."))
    return story


class StoryField(forms.CharField):
    """One story by its code or address; the cleaned value is the story, or None for nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": 300, "help_text": HELP, "label": _("story"), **options})

    def prepare_value(self, value: Any) -> Any:
        """Show a key as its code."""
        return to_base32(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Return the story."""
        text = super().clean(value)
        return story_named(text) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare codes with codes."""
        return super().has_changed(self.prepare_value(initial), data)


class StoriesField(forms.CharField):
    """Any number of stories, one a line; the cleaned value is the list of them, each once."""

    def __init__(self, **options: Any) -> None:
        given = {"required": False, "help_text": _("One code or address a line."), "label": _("stories")}
        super().__init__(**{**given, "widget": forms.Textarea(attrs={"rows": 4}), **options})

    def prepare_value(self, value: Any) -> Any:
        """Show stories as their codes."""
        return value if isinstance(value, str) else _codes(value)

    def clean(self, value: Any) -> Any:
        """Return the stories."""
        lines = super().clean(value).splitlines()
        return list({story.pk: story for story in map(story_named, filter(str.strip, lines))}.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare codes with codes."""
        return super().has_changed(_codes(initial), data)


def _codes(stories: Iterable[Story] | None) -> str:
    return "\n".join(story.code for story in stories or ())


class CitationForm(forms.ModelForm):
    """What a line stands on: a story by its code, or a source."""

    story = StoryField()
    source_url = forms.URLField(label=_("address of the source"), required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """Refuse both and neither, and a quotation that has no story."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        story, source = cleaned.get("story"), cleaned.get("source")
        if bool(story) == bool(source):
            raise ValidationError(gettext("Name a story or a source: exactly one of the two."))
        if cleaned.get("quote") and story is None:
            raise ValidationError({"quote": gettext("Only a story can be quoted.")})
        return cleaned


class SaidDidForm(forms.ModelForm):
    """One line of "you said, we did", with the codes of the stories that asked for it."""

    stories = StoriesField()
