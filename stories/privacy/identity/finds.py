"""What the identity check hands on: a find, and what an engine has to be able to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

Tier = Literal["found", "please_check"]


@dataclass(frozen=True)
class Find:
    """A phrase that could show who somebody is: where it stands, why, and what could stand there instead.

    `kind` names the detector, for those who measure; it is never shown. `to_author` is the reason where an author must
    not be told the whole one.
    """

    phrase: str
    reason: str
    suggestion: str
    tier: Tier
    start: int
    end: int
    part: str = ""
    before: str = ""
    after: str = ""
    kind: str = ""
    to_author: str = ""

    @property
    def key(self) -> str:
        """Its name in a form: the same for the same text."""
        return f"{self.part or 'text'}-{self.start}"

    @property
    def is_certain(self) -> bool:
        """Whether it is what it looks like, and not a guess from spelling."""
        return self.tier == "found"


class IdentityEngine(Protocol):
    """Something that finds details: patterns, a staff directory, a language model."""

    def finds(self, text: str) -> Iterable[Find]:
        """Yield what it found, in any order; overlaps are settled by whoever asked."""
