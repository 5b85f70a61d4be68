"""Numbers that a state or a bank gives out: of people, vehicles, homes, accounts, and addresses of machines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import is_ordinary
from stories.privacy.identity.words import Reading

# National Insurance: HMRC, National Insurance Manual NIM39110; the example prefix QQ is taken too. NHS numbers are
# written 3-3-4 (NHS Data Dictionary, "NHS number").
_PERSONAL = re.compile(
    r"\b[A-CEGHJ-PQR-TW-Z][A-CEGHJ-NPQR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
    r"|(?<![\w+.-])\d{3}[ -]\d{3}[ -]\d{4}(?![\w-])",
    re.IGNORECASE,
)
# Plates as DVLA gives them out: since 2001, since 1983, before, Northern Ireland; and Irish ones.
_PLATE = re.compile(
    r"\b(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-HJ-Z] ?\d{2,3} [A-Z]{3}|[A-Z]{3} \d{2,3}[A-Z]|[A-Z]{1,2}[IZ][A-Z]? ?\d{2,4}"
    r"|\d{2,3}-[A-Z]{1,2}-\d{1,6})\b"
)
# Elsewhere: "M-KX 4417" (Germany), "GH-417-ZK" (France, Italy), "12-KXB-4" (Netherlands),
# "WGM 4471X" (Poland).
_PLATE_ABROAD = re.compile(
    r"(?<![\w-])(?:[A-ZÄÖÜ]{1,3}-[A-ZÄÖÜ]{1,2} \d{1,4}[EH]?|[A-Z]{2}-\d{3}-[A-Z]{2}|[A-Z]{2}\d{3}[A-Z]{2}"
    r"|\d{1,2}-[A-Z]{2,3}-\d{1,2}|[A-Z]{1,2}-\d{2,3}-[A-Z]{1,2}"
    r"|[A-Z]{2,3} \d{4}[A-Z])(?![\w-])"
)
_SMALL_PLATE = re.compile(
    r"\b(?:reg|plate|plates|registration)(?: (?:number|no|is|was|plate)){0,2}:? {1,2}"
    r"(?P<it>[a-z]{1,3}\d{1,3} ?[a-z]{1,3})\b|\b(?P<two>[a-z]{2}\d{2} [a-z]{3})\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
# Addresses of machines; IBAN (ISO 13616) and sort codes.
_ADDRESS = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}\b", re.IGNORECASE)
_BANK = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b|(?<![\w.-])\d{2}-\d{2}-\d{2}(?![\w-])")
_KINDS = (
    ("number", _PERSONAL), ("postcode", _POSTCODE), ("plate", _PLATE), ("plate", _PLATE_ABROAD), ("number", _ADDRESS),
    ("number", _BANK),
)  # fmt: skip


def official(reading: Reading) -> Iterator[Find]:
    """Yield what a state or a bank gives out."""
    text = reading.text
    for kind, pattern in _KINDS:
        for match in reading.near(pattern, numbers=True, before=16, after=34):
            yield told(kind, text, match.start(), match.end())
    for match in reading.near(_SMALL_PLATE, numbers=True, before=40, after=6):
        name = match.lastgroup or ""
        if name == "it" or not is_ordinary(match["two"][-3:].lower()):  # "FY20 for"
            yield told("plate", text, match.start(name), match.end(name))
