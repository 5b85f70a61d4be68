"""Comfort settings: theme, text size and movement, kept in one cookie of their own that identifies nobody."""

from dataclasses import dataclass, field

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

COOKIE = "cairn-comfort"
YEAR = 365 * 24 * 3600
THEMES = [("", _("Same as my device")), ("light", _("Light")), ("dark", _("Dark"))]
SIZES = [("", _("Usual")), ("large", _("Large")), ("largest", _("Largest"))]
MOTIONS = [("", _("Same as my device")), ("calm", _("None"))]


class ComfortForm(forms.Form):
    """The three choices in the foot of the page."""

    theme = forms.ChoiceField(label=_("Light or dark"), choices=THEMES, required=False)
    text = forms.ChoiceField(label=_("Text size"), choices=SIZES, required=False)
    motion = forms.ChoiceField(label=_("Movement"), choices=MOTIONS, required=False)


@dataclass(frozen=True)
class Comfort:
    """What one reader chose; empty for "same as my device"."""

    theme: str = ""
    text: str = ""
    motion: str = ""
    chosen: bool = field(default=False, compare=False)

    def value(self) -> str:
        """Return the cookie's value, as in "dark.large."."""
        return f"{self.theme}.{self.text}.{self.motion}"


def read_comfort(request: HttpRequest) -> Comfort:
    """Return the choices in the request's cookie; anything that is not one of them counts as none."""
    parts = request.COOKIES.get(COOKIE, "").split(".")
    if len(parts) != 3:
        return Comfort()
    form = ComfortForm(dict(zip(("theme", "text", "motion"), parts, strict=True)))
    return Comfort(**form.cleaned_data, chosen=True) if form.is_valid() else Comfort()


def write_comfort(response: HttpResponse, comfort: Comfort, *, secure: bool) -> None:
    """Put the choices into the cookie, or take the cookie away when nothing is chosen."""
    if comfort == Comfort():
        response.delete_cookie(COOKIE)
        return
    response.set_cookie(COOKIE, comfort.value(), max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
