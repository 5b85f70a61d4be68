"""Names and numbers as they stand inside a sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from stories.privacy.small_numbers import FLOOR, tell


def lowered(name: str) -> str:
    """Return the name as it stands inside a sentence: "Night shifts" becomes "night shifts", "PTSD" stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def listed(names: Sequence[str]) -> str:
    """Return the names as a sentence lists them: "a death, a fall and a fire"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}


def story_count(number: int, crossing: Collection[str] = ()) -> str:
    """Return the number of published stories in words, as far as it is told: "10+ stories", or "a few stories".

    The floor, and not the site's smallest group: they are published, and anybody can list them. `crossing` names what
    they have in common; raises TooManyCrossed for more than two.
    """
    told = tell(number, least=FLOOR, crossing=crossing)
    if told is None:
        return _("a few stories")
    return _("%(count)s+ stories") % {"count": told} if told else _("no stories yet")
