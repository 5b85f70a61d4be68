"""Takes a language off waiting stories when too few people share it, or the site names it no longer."""

from __future__ import annotations

from stories.models import Submission
from stories.privacy.language import shared_languages


def forget_languages() -> int:
    """Empty what names such a language. Returns 0: how many stories that were would stand in a log."""
    named = Submission.objects.exclude(language="").exclude(language__in=shared_languages())
    if named.exists():
        named.update(language="")
    return 0
