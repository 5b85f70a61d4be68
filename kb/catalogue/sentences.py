"""Names and numbers as they stand inside a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def lowered(name: str) -> str:
    """Return the name as it stands inside a sentence: "Night shifts" becomes "night shifts", "PTSD" stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def listed(names: Sequence[str]) -> str:
    """Return the names as a sentence lists them: "a death, a fall and a fire"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}


def story_count(number: int) -> str:
    """Return the number of stories in words."""
    return ngettext("%(count)s story", "%(count)s stories", number) % {"count": number}
