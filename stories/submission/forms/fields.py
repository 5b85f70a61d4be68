"""Fields for words: cleaned of what no person types, never cut, and told apart from too long by how much."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from stories.privacy.text import plain_line, plain_text


class WordsField(forms.CharField):
    """A text of several lines, up to `limit` characters. The browser is not told the limit: it would cut."""

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, limit: int, **options: Any) -> None:
        super().__init__(required=options.pop("required", False), **options)
        self.limit = limit

    def to_python(self, value: Any) -> str:
        """Return the cleaned text. Raises ValidationError, which says how much too long it is."""
        text = self.cleaned(super().to_python(value) or "")
        over = len(text) - self.limit
        if over > 0:
            message = ngettext("This is %(n)s character too long.", "This is %(n)s characters too long.", over)
            raise ValidationError(message % {"n": f"{over:,}"})
        return text

    def cleaned(self, text: str) -> str:
        """Return the text without what no person types."""
        return plain_text(text)


class LineField(WordsField):
    """One line."""

    widget = forms.TextInput

    def cleaned(self, text: str) -> str:
        """Return the text as one line."""
        return plain_line(text)
