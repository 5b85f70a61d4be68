"""What a reader can send about a story: a reply of one of three kinds, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stories.models.reply import LINK_LENGTH, TEXT_LENGTH
from stories.models.response import Offer, Wrong
from stories.privacy.text import plain_line, plain_text
from stories.responses.rules import NotALink, clean_link

CHOOSE = _("Choose one of the three.")
HINTS = {
    Offer.KIND_WORDS: _("Say what you heard. No advice."),
    Offer.USEFUL: _("A link, and one line why."),
    Offer.TO_TRY: _("What worked for you, or what you can change."),
    Wrong.POINTS: _("A name, a place or a detail that shows who it is about or who wrote it."),
    Wrong.HARMS: _("Such as a way to harm oneself, or words that hurt a group of people."),
}


def _kinds(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    missing = {"required": CHOOSE, "invalid_choice": CHOOSE}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=missing)


class Lines(forms.Textarea):
    """A box for some lines."""

    def __init__(self) -> None:
        super().__init__({"rows": 6, "class": "voice", "spellcheck": "true", "autocomplete": "off"})


class WordsForm(forms.Form):
    """A kind and a text, up to 600 characters. The browser is not told the limit: it would cut."""

    use_required_attribute = False
    kind = forms.ChoiceField()
    text = forms.CharField(required=False, widget=Lines)

    def clean_text(self) -> str:
        """Return the text without what no person types. Raises ValidationError, which says how much is too much."""
        text = plain_text(self.cleaned_data["text"])
        over = len(text) - TEXT_LENGTH
        if over > 0:
            message = ngettext("This is %(n)s character too long.", "This is %(n)s characters too long.", over)
            raise forms.ValidationError(message % {"n": f"{over:,}"})
        return text

    def kinds(self) -> Iterator[tuple[Any, Any]]:
        """Yield each kind as its radio button and the line that explains it."""
        for option, (value, _label) in zip(self["kind"], self.fields["kind"].choices, strict=True):  # type: ignore[attr-defined]
            yield option, HINTS.get(value, "")


class ReplyForm(WordsForm):
    """A reply: kind words, something useful, or something to try."""

    kind = _kinds(_("What would you like to offer?"), Offer.choices)
    text = forms.CharField(label=_("Your words"), help_text=_("Up to 600 characters."), required=False, widget=Lines)
    link = forms.CharField(
        label=_("A link"),
        help_text=_("For “Something useful” only. It begins with https://"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_link(self) -> str:
        """Return the link. Raises ValidationError for what cannot be shown as one."""
        typed = plain_line(self.cleaned_data["link"])
        if not typed:
            return ""
        wrong = forms.ValidationError(_("This does not work as a link. It has to begin with https:// and be short."))
        try:
            link = clean_link(typed)
        except NotALink:
            raise wrong from None
        if len(link) > LINK_LENGTH:
            raise wrong
        return link

    def clean(self) -> dict[str, Any]:
        """Ask for words, and for a link where one belongs and nowhere else."""
        cleaned = super().clean() or {}
        if "text" in cleaned and not cleaned["text"]:
            self.add_error("text", _("Write a line or two."))
        if "link" in cleaned and "kind" in cleaned:
            is_useful, has_link = cleaned["kind"] == Offer.USEFUL, bool(cleaned["link"])
            if is_useful and not has_link:
                self.add_error("link", _("Paste the link here, or choose another kind of reply."))
            if has_link and not is_useful:
                self.add_error("link", _("A link goes with “Something useful”. Choose that, or take the link out."))
        return cleaned


class ReportForm(WordsForm):
    """What is wrong, and a few words about it if the reader likes."""

    kind = _kinds(_("What is wrong?"), Wrong.choices)
    text = forms.CharField(
        label=_("Where is it, or what is it?"),
        help_text=_("Up to 600 characters. It helps us find it; leave out names."),
        required=False,
        widget=Lines,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the kind alone says nothing."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Wrong.OTHER and cleaned.get("text") == "":
            self.add_error("text", _("Write a line, so that we know what to look for."))
        return cleaned


def as_typed(form: type[WordsForm], data: QueryDict) -> WordsForm:
    """Return the form with what was typed, before anybody judges it."""
    return form(initial={name: data.get(name, "") for name in form.base_fields})
