"""Names of systems and projects inside a workplace: "a system called Kestrel", "Project Bluebell", "CapexHub"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.capitals import GENERAL
from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue, fold, is_ordinary
from stories.privacy.identity.words import Reading

_THING = rf"(?:{'|'.join(sorted(cue('things')))})"
_CALLED = re.compile(
    rf"\b{_THING},? (?:(?:that[’']s|which is|is|was|they|we|you|i|all|now) ){{0,3}}(?:called|named|call"
    rf"|known as) [“‘\"']?(?P<it>[\w-]{{2,30}}(?: [A-Z][\w-]{{1,30}})?)"
)
_PROJECT = re.compile(r"\b(?:[Pp]roject|[Oo]peration|[Pp]rogramme|[Cc]odename) [“‘\"]?(?P<it>[A-Z][\w-]{2,30})")
_INNER = re.compile(r"\b(?:[A-Z][a-z]{1,20}[A-Z][A-Za-z]{1,20}|[a-z]{1,2}[A-Z][a-z]{2,20}|[A-Z][a-z]{2,20}\d{1,4})\b")
_OWN = re.compile(rf"\b(?:the|our|new|on|in|into|using|use) (?P<it>[A-Z][\w-]{{2,30}}) (?:{_THING})\b")
_APPOSED = re.compile(
    rf"(?<=[a-z] )(?P<it>[A-Z][\w-]{{2,30}}), (?:this|our|the|a|an|their|which is (?:a|our|the)) (?:\w+ )?{_THING}\b"
)
_SCOTS = re.compile(r"(?:Mc|Mac|De|La|Le|Van|Fitz|O)[A-Z]")


def products(reading: Reading) -> Iterator[Find]:
    """Yield names of systems and projects; all of them only to look at."""
    text = reading.text
    for pattern in (_CALLED, _PROJECT, _OWN, _APPOSED):
        for match in pattern.finditer(text):
            start, end = match.span("it")
            if pattern is _PROJECT:
                start = match.start()
            if _is_name(match["it"]):
                yield told("product", text, start, end)
    for match in _INNER.finditer(text):
        if fold(match[0]) not in GENERAL and not _SCOTS.match(match[0]):
            yield told("product", text, match.start(), match.end())


def _is_name(phrase: str) -> bool:
    return phrase[0].isupper() or not is_ordinary(fold(phrase))
