"""Numbers that lead to a person or a case: of staff, tickets, vehicles, homes, machines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import is_ordinary
from stories.privacy.identity.phones import COUNTED, DIGIT, JOIN
from stories.privacy.identity.words import Reading

# National Insurance: HMRC, National Insurance Manual NIM39110; the example prefix QQ is taken too.
_NINO = re.compile(r"\b[A-CEGHJ-PQR-TW-Z][A-CEGHJ-NPQR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE)
# Plates as DVLA gives them out: since 2001, since 1983, before, Northern Ireland; and Irish ones.
_PLATE = re.compile(
    r"\b(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{2,3} [A-Z]{3}|[A-Z]{3} \d{2,3}[A-Z]|[A-Z]{1,2}[IZ][A-Z]? ?\d{2,4}"
    r"|\d{2,3}-[A-Z]{1,2}-\d{1,6})\b"
)
_SMALL_PLATE = re.compile(
    r"\b(?:reg|plate|plates|registration)(?: (?:number|no|is|was"
    r"|plate)){0,2}:? {1,2}(?P<it>[a-z]{1,3}\d{1,3} ?[a-z]{1,3})\b"
    r"|\b(?P<two>[a-z]{2}\d{2} [a-z]{3})\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
_ADDRESS = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}\b", re.IGNORECASE)
_MIXED = re.compile(
    r"(?<![\w/.-])(?=[A-Z0-9/_-]{0,24}\d)(?:[A-Z]{1,6}\d{0,3}[A-Z]{0,3}[-/_. ]?\d{3,12}[A-Z]{0,2}"
    r"|[A-Z]{1,6}\d{0,4}(?:[-/_][A-Z0-9]{1,10}){1,4}|\d{1,8}[-/][A-Z]{1,4}(?:[-/ ]\d{1,8})?|\d{2,8}[A-Z]{1,3}\d{0,6}"
    r"|[A-Z]{2,6} \d{2,6}[-/]\d{2,6}|[A-Z]\d{2,3}[A-Z]? \d{4,8})(?![\w/-])"
)
# Forms, sizes, viruses, roads: said by everybody.
_EVERYDAY = re.compile(
    r"(?:COVID|SARS|GCSE|KS|HIV|ISO|WD|PM)-?\d{1,5}|[PABMWX]-?\d{1,3}|\d{1,3}(?:MG|ML|KG|G|CM|MM|KM|MPH|V|W|GB"
    r"|MB|H|HR|HRS|AM|PM|K|M|P|S|ST|ND|RD|TH)"
)
_GROUPED = re.compile(
    r"(?<![\w£$€.-])\d{3,6}(?:[ -]\d{3,6}){1,5}(?![\w%-])|(?<![\w£$€.,-])\d{5,30}(?![\w%]|[.,]\d)|(?<!\w)#\d{2,12}\b"
)
_OF = (
    r"my|the|his|her|their|our|a|payroll|staff|employee|works?|badge|clock|personnel|case|ticket|order|job|crew"
    r"|collar"
    r"|shoulder|warrant|locker|agency|service|membership|licen[cs]e|account|patient|hospital|policy|claim"
    r"|incident|report"
    r"|asset|serial|reference|driver|operator|candidate|student|pupil|visa|permit|contract|swipe|fob|card"
    r"|driving|parcel"
    r"|tracking|invoice|purchase|nmc|gmc|hcpc|dbs|nhs|hr|ni|id|pin|ext|unit|bus|flight"
)
_WHAT = (
    r"number|numbers|no\.?|num|id|i\.d\.|ref|reference|pin|code|badge|ticket|payroll|extension|ext\.?|licence|license"
    r"|registration|login|log-in|case|passport|callsign|call sign|locker|job|bug|clock card|docket|bleep|pager"
    r"|radio|fob"
)
_CUED = re.compile(
    rf"\b(?:(?:{_OF}) ){{0,3}}(?:{_WHAT})(?:[’']s| is| was|:| of| number|,)?(?: only| just| still"
    rf"| there[’']s)?[ #:]{{1,3}}"
    r"(?P<it>(?:[A-Z]{1,6}[-/ ]?)?\d[\dA-Z/_.-]{1,20}(?: \d{2,8}){0,4}[A-Z]?)(?![\w%])",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:agent|officer|operator|badge|pc|constable|conductor|driver|appliance|bleep|pager|crew"
    r"|lone worker)"
    r"(?:[’']s)? (?:is |no\.? ?|number )?\d{2,6}\b",
    re.IGNORECASE,
)
_SPOKEN = (
    "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo", "lima", "mike",
    "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey", "whisky", "xray",
    "yankee", "zulu",
)  # fmt: skip
_LETTER = rf"(?:[A-Za-z]\b(?: for \w{{1,12}})?|(?:{'|'.join(_SPOKEN)})\b)"
# Letters and digits said one by one: "m h a v, underscore, zero zero two", "double four, B for bravo, six".
_SPELT_CODE = re.compile(
    rf"(?<!\w)(?:[A-Z]|[a-z](?= [a-z] )){JOIN}(?:{_LETTER}{JOIN}){{0,6}}(?:underscore,? |dash,? )?"
    rf"(?:{DIGIT}{JOIN}(?:dash,? |and )?){{1,8}}{DIGIT}\b"
)
_WORDS_FOR_I = frozenset("IAia")


def ids(reading: Reading) -> Iterator[Find]:
    """Yield numbers of people, cases, vehicles, addresses."""
    yield from _official(reading)
    yield from _mixed(reading)
    text = reading.text
    for match in reading.near(_CUED, numbers=True, before=70, after=40):
        if not COUNTED.match(text, match.end()):
            yield told("number", text, match.start("it"), match.end("it"))
    for pattern in (_ADDRESS, _PERSON, _GROUPED):
        for match in reading.near(pattern, numbers=True, before=30, after=40):
            yield told("number", text, match.start(), match.end())
    for match in _SPELT_CODE.finditer(text):
        if match[0][0] not in _WORDS_FOR_I:
            yield told("number", text, match.start(), match.end())


def _official(reading: Reading) -> Iterator[Find]:
    """Yield what a state gives out: insurance numbers, postcodes, plates."""
    text = reading.text
    for kind, pattern in (("number", _NINO), ("postcode", _POSTCODE), ("plate", _PLATE)):
        for match in reading.near(pattern, numbers=True, before=8, after=14):
            yield told(kind, text, match.start(), match.end())
    for match in reading.near(_SMALL_PLATE, numbers=True, before=40, after=6):
        name = match.lastgroup or ""
        if name == "two" and is_ordinary(match["two"][-3:].lower()):  # "FY20 for"
            continue
        yield told("plate", text, match.start(name), match.end(name))


def _mixed(reading: Reading) -> Iterator[Find]:
    """Yield what letters and digits make together: a short one is only pointed at."""
    text = reading.text
    for match in reading.near(_MIXED, numbers=True, before=30, after=40):
        digits = sum(map(str.isdigit, match[0]))
        if digits >= 2 and not _EVERYDAY.fullmatch(match[0]):
            yield told("number", text, match.start(), match.end(), tier="found" if digits >= 4 else "please_check")
