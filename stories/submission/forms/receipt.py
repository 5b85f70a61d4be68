"""Forms of the author's own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stories.privacy.text import plain_line
from stories.submission.forms.fields import WordsField
from stories.submission.receipt import GROUP, holds_receipt, read_receipt

ANSWER_LENGTH = 2_000


class AnswerForm(forms.Form):
    """An answer to a question of the team."""

    use_required_attribute = False  # the browser's own words would come in the way of ours

    answer = WordsField(
        label=_("Your answer"),
        help_text=_("They do not know who you are. Leave out names, dates and places."),
        limit=ANSWER_LENGTH,
        required=True,
        error_messages={"required": _("Write your answer first.")},
        widget=forms.Textarea(attrs={"rows": 5, "class": "voice", "autocomplete": "off", "data-limit": ANSWER_LENGTH}),
    )

    def clean_answer(self) -> str:
        """Refuse a receipt among the words."""
        text: str = self.cleaned_data["answer"]
        if holds_receipt(text):
            raise forms.ValidationError(_("There is a receipt in your words. Take it out: it opens your story."))
        return text


class ConfirmForm(forms.Form):
    """The last group of the receipt, typed by whoever has written it down."""

    receipt = forms.CharField(widget=forms.HiddenInput)
    last = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        """Compare the typed group with the receipt's; O, I, L and small letters are read as on the status page."""
        cleaned = super().clean() or {}
        receipt = read_receipt(cleaned.get("receipt", "")) or ""
        typed = plain_line(cleaned.get("last", "")).replace(" ", "")
        cleaned["receipt"] = receipt
        if not receipt or read_receipt(receipt[:-GROUP] + typed) != receipt:
            self.add_error("last", _("That is not the last group. Look at the end of your receipt."))
        return cleaned
