"""Who is told, inside the publisher's transaction, that stories came out, changed or were taken back.

The rooms above this one keep things that stand on stories (the search's rows, quotations in guides). They are named in
`CAIRN_PUBLICATION_LISTENERS`, so that this room imports none of them, and whoever reads the settings sees them all.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from stories.models import Story, Topic


class PublicationListener(Protocol):
    """What a listener does; each call is inside the transaction, and an exception undoes the whole."""

    def published(self, stories: Sequence[Story]) -> None:
        """These came out."""

    def changed(self, story: Story) -> None:
        """The words, topics or notes of this one changed."""

    def withdrawn(self, story: Story) -> None:
        """This one is about to be erased; its row still stands."""

    def topics_changed(self, topics: Sequence[Topic]) -> None:
        """These entries of the vocabulary are new, have other words now, or were merged."""


def listeners() -> list[PublicationListener]:
    """Return the listeners named in the settings, in that order."""
    return [_made(path) for path in settings.CAIRN_PUBLICATION_LISTENERS]


@lru_cache
def _made(path: str) -> PublicationListener:
    listener: PublicationListener = import_string(path)()
    return listener
