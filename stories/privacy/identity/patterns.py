"""The house's own engine: patterns, word lists and spelling. It knows no list of anybody's staff."""

from __future__ import annotations

from collections.abc import Iterator

from stories.privacy.identity.codes import codes
from stories.privacy.identity.contacts import emails, links
from stories.privacy.identity.described import described
from stories.privacy.identity.extensions import extensions
from stories.privacy.identity.finds import Find
from stories.privacy.identity.handles import handles
from stories.privacy.identity.invited import invited
from stories.privacy.identity.listed import listed
from stories.privacy.identity.moments import ages, dates, times
from stories.privacy.identity.numbered import numbered
from stories.privacy.identity.numbers import ids
from stories.privacy.identity.official import official
from stories.privacy.identity.people import people
from stories.privacy.identity.phones import phones
from stories.privacy.identity.pieces import pieces
from stories.privacy.identity.places import unlisted
from stories.privacy.identity.products import products
from stories.privacy.identity.rare import rarities
from stories.privacy.identity.riddles import riddles
from stories.privacy.identity.spelt import spelt
from stories.privacy.identity.words import Reading

# The surer kinds first: of two finds that are alike the first one stays.
DETECTORS = (
    emails, links, dates, official, phones, extensions, spelt, ids, codes, handles, described, invited, pieces, riddles,
    times, ages,
    rarities, products, numbered, unlisted, listed, people,
)  # fmt: skip


class PatternEngine:
    """Addresses, numbers, dates, ages, names, places, organisations, and being the only one."""

    def finds(self, text: str) -> Iterator[Find]:
        """Yield what the detectors find."""
        reading = Reading(text)
        for detector in DETECTORS:
            yield from detector(reading)
