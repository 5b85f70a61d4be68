"""Loads the whole demonstration: all of it or nothing."""

from pathlib import Path

from django.db import transaction

from kb.demo.people import load_people
from kb.demo.reading import CONTENT
from kb.demo.stories import load_stories
from kb.demo.vocabulary import load_vocabulary
from stories.models import Story


def is_empty() -> bool:
    """Say whether this site has no story yet."""
    return not Story.objects.exists()


@transaction.atomic
def load_demo(*, folder: Path = CONTENT, desk: bool = True) -> dict[str, int]:
    """Save what is missing of the demonstration, and return how many of each were added, by their name.

    Without `desk` only what readers see: no accounts, as everybody knows their password, and no waiting stories. What
    is there already is left as it is, so that a second call adds nothing. Raises ContentError, and then saves nothing.
    """
    added: dict[str, int] = {}
    words = load_vocabulary(folder)
    added["topics, notes and kinds of work"] = words.added
    _stories, added["stories"] = load_stories(folder, words)
    if desk:
        _people, added["accounts"] = load_people()
    return added
