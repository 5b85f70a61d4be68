"""What these pages read: the story that they are about, and nothing that anybody sent."""

from __future__ import annotations

from django.http import Http404

from stories.models import Story
from stories.models.keys import LENGTH, from_base32
from stories.models.reply import Feeling


def story_or_404(code: str) -> Story:
    """Return the published story with this code in its address, without its parts. Raises Http404."""
    try:
        key = from_base32(code)
    except ValueError:
        raise Http404 from None
    found = Story.objects.only("id", "title").filter(pk=key).first() if len(code) == LENGTH and key < 2**63 else None
    if found is None:
        raise Http404
    return found


def feelings() -> list[dict[str, object]]:
    """Return the three buttons, each by its value and its words."""
    return [{"value": each.value, "label": each.label} for each in Feeling]
