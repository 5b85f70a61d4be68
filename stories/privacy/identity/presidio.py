"""Lets Microsoft Presidio look as well, where an operator has installed it: an adapter over its analyzer.

Presidio is no dependency of ours. Name "stories.privacy.identity.presidio.PresidioEngine" in CAIRN_IDENTITY_ENGINES
after `pip install presidio-analyzer` and a language model; docs/identity-check.md says how. The adapter asks any object
with Presidio's method `analyze(text=…, language=…)`, which returns objects with `entity_type`, `start`, `end`, `score`
(Presidio's documentation, "Presidio Analyzer API Reference").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Protocol

from django.utils.functional import cached_property

from stories.privacy.identity.finds import Find, Tier
from stories.privacy.identity.kinds import told

SURE, DOUBTFUL = 0.85, 0.4  # scores from which a result is found, or worth a look
# What Presidio calls things, and what we do; what is not here is a name at most.
KINDS = {
    "PERSON": "person",
    "LOCATION": "town",
    "ORGANIZATION": "organisation",
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "URL": "link",
    "DOMAIN_NAME": "link",
    "DATE_TIME": "day",
    "IP_ADDRESS": "number",
    "IBAN_CODE": "number",
    "CREDIT_CARD": "number",
    "UK_NHS": "number",
    "UK_NINO": "number",
    "US_SSN": "number",
    "MEDICAL_LICENSE": "number",
}


class Result(Protocol):
    """One thing that an analyzer found."""

    entity_type: str
    start: int
    end: int
    score: float


class Analyzer(Protocol):
    """What we ask of Presidio's AnalyzerEngine."""

    def analyze(self, *, text: str, language: str) -> Iterable[Result]:
        """Return what was found."""


class PresidioEngine:
    """Presidio as one of our engines. Its model is loaded at the first check."""

    def __init__(self, analyzer: Analyzer | None = None, language: str = "en") -> None:
        self._given = analyzer
        self._language = language

    @cached_property
    def _analyzer(self) -> Analyzer:
        if self._given is not None:
            return self._given
        made: Analyzer = import_module("presidio_analyzer").AnalyzerEngine()
        return made

    def finds(self, text: str) -> Iterator[Find]:
        """Yield its results; a date or a time is never more than worth a look, as it takes "today" for one."""
        for result in self._analyzer.analyze(text=text, language=self._language):
            if result.score >= DOUBTFUL:
                kind = KINDS.get(result.entity_type, "name")
                tier: Tier = "found" if result.score >= SURE and kind not in {"day", "name"} else "please_check"
                yield told(kind, text, result.start, result.end, tier=tier)
