"""The kinds of detail that the house's own engines know: why each matters, and what could stand in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stories.privacy.identity import suggestions
from stories.privacy.identity.finds import Find, Tier

Words = str | Promise
# Where a phrase begins with one of these in capitals, a sentence began there.
OPENERS = frozenset({"on", "at", "in", "one", "last", "next", "every", "each", "the", "this", "that", "aged", "my"})


@dataclass(frozen=True)
class Kind:
    """One kind of detail."""

    reason: Words
    suggestion: Words | Callable[[str], Words]
    tier: Tier = "found"


_WORKPLACE = _("This could show where you work.")
KINDS: dict[str, Kind] = {
    "email": Kind(_("This is an e-mail address. It shows who somebody is."), _("an e-mail")),
    "link": Kind(_("A link could lead to you, or to where you work."), _("a web page")),
    "handle": Kind(_("A name used online leads to a person."), _("a name online")),
    "phone": Kind(_("This looks like a phone number."), _("a phone number")),
    "number": Kind(_("A number like this could lead to a person or a case."), _("a number")),
    "plate": Kind(_("This looks like a number plate. It leads to a person."), _("a vehicle")),
    "postcode": Kind(_("A postcode shows where somebody lives or works."), _("a place near work")),
    "person": Kind(_("This is a name. It could show who someone is."), _("someone I work with")),
    "name": Kind(_("This could be a name or a place. It could show who someone is."), _("someone"), "please_check"),
    "initials": Kind(_("Initials can show who someone is."), _("someone I work with"), "please_check"),
    "capitals": Kind(_("Short names like this could show where you work."), _("my team"), "please_check"),
    "place": Kind(_WORKPLACE, suggestions.place),
    "town": Kind(_("A place can show where you work."), _("the town where I work")),
    "organisation": Kind(_WORKPLACE, _("the place where I work")),
    "room": Kind(_("A number like this could show where you work."), suggestions.room),
    "product": Kind(
        _("The name of a system or project can show where you work."), _("a system at work"), "please_check"
    ),
    "date": Kind(_("A date can show who was there."), _("one day")),
    "month": Kind(_("A month can show who was there."), _("some time ago"), "please_check"),
    "day": Kind(_("A day can show who was there."), _("one day"), "please_check"),
    "year": Kind(_("A year can show who was there."), _("some years ago"), "please_check"),
    "time": Kind(_("A time can show who was there."), suggestions.time, "please_check"),
    "age": Kind(_("An age can show who somebody is."), suggestions.age),
    "rare": Kind(_("Being the only one can show who you are."), _("one of a few"), "please_check"),
    "role": Kind(_("Few people have this job. It could show who you are."), _("someone at work"), "please_check"),
}


def told(kind: str, text: str, start: int, end: int, *, tier: Tier | None = None) -> Find:
    """Return a find of this kind: the characters of `text` from `start` to `end`; `tier` if not the kind's own."""
    about = KINDS[kind]
    phrase = text[start:end]
    instead = str(about.suggestion(phrase) if callable(about.suggestion) else about.suggestion)
    if phrase[:1].isupper() and phrase.split(maxsplit=1)[0].casefold() in OPENERS:
        instead = instead[:1].upper() + instead[1:]
    return Find(phrase, str(about.reason), instead, tier or about.tier, start, end, kind=kind)
