"""Dates, times and ages. An exact one is found; a month, a year or "last Tuesday" is only pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.finds import Find, Tier
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue
from stories.privacy.identity.words import Reading

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SHORT_DAY = rf"(?:{_DAY}|mon|tues?|weds?|thurs?|fri|sat|sun)"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
)
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth"
    r"|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[- ](?:first|second|third|fourth|fifth|sixth"
    r"|seventh"
    r"|eighth|ninth)|thirtieth|thirty[- ]first)"
)
_NUMBER = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})"
_FEAST = (
    r"(?:christmas (?:day|eve)|boxing day|st(?:ephen|\.? ?patrick)[’']?s day|new year[’']?s (?:day|eve)"
    r"|good friday|easter (?:sunday|monday)"
    r"|black friday|cyber monday|bonfire night|hogmanay|eid (?:day|morning|al[- ]fitr|al[- ]adha)"
    r"|diwali (?:night|evening|day)"
    r"|maundy thursday|mothers?[’']?s? (?:day|sunday)|thanksgiving(?: day)?|fourth of july|valentine[’']?s day"
    r"|halloween"
    r"|pancake day|remembrance (?:day|sunday)|midsummer(?:[’']?s)? (?:day|night|eve)|world cup final|yom kippur)"
)
_YEAR = r"(?:,? (?:of )?(?:19[5-9]\d|20[0-4]\d)\b|,? [’']\d\d\b)"
_DATE = re.compile(
    rf"\b(?:on |in )?(?:the )?(?:{_SHORT_DAY},? (?:the )?)?{_NUMBER}(?: of)?[ -]{_MONTH}\b"
    rf"(?:{_YEAR}|,? (?:this|last|that) year\b)?"
    rf"|\b(?:on |in )?(?:{_SHORT_DAY},? )?(?!may (?:not|be)|march (?:on"
    rf"|in)){_MONTH}(?:\. ?| )(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})\b(?!:| ?(?:hours?|people|of us|weeks?"
    rf"|%|days)){_YEAR}?"
    rf"|\b(?:on )?(?:{_DAY},? )(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL})\b"
    rf"|\b(?:on |by |from |since |until |till )the (?:\d{{1,2}}(?:st|nd|rd|th)\b(?! (?:floor|time|attempt"
    rf"|century|birthday|hour|day|week|month|year|ward|patient|call|grade|one|person|of us))"
    rf"|(?:twenty[- ]\w{{3,8}}(?:st|nd|rd|th)|(?:thir|four|fif|six|seven|eigh|nine)teenth"
    rf"|thirtieth)\b(?! (?:floor|time|attempt|century|birthday|hour|day|week)))"
    rf"|\bthe \d{{1,2}}(?:st|nd|rd|th)\b(?=[.,;!?)]| (?:was|i|we|when|and|he|she|they|at)\b)"
    rf"|\b(?:in |since |back in )?{_MONTH}{_YEAR}"
    r"|(?<![\w-])(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])-(?:(?:19|20)\d\d|\d\d)(?![\w-])"
    r"|(?<![\w-])(?:1[3-9]|2\d|3[01])-(?:0?[1-9]|1[0-2])-(?:(?:19|20)\d\d|\d\d)(?![\w-])"
    r"|\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b|\b(?:on |of "
    r"|dated )\d{1,2}/\d{1,2}(?:/\d{2,4})?\b"
    r"|(?<![\d/])(?:0[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])(?![\d/])"
    rf"|\b(?:on )?(?:the )?{_FEAST}(?: \d{{4}}\b)?",
    re.IGNORECASE,
)
# A day and a month without a word beside, of which one cannot be the other; "24/7" is none.
_SLASHED = re.compile(
    r"(?<![\w/.])(?!24/7)(?:(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d"
    r"|3[01]))(?![\w/%])"
)
_MONTH_ALONE = re.compile(
    r"\b(?:in|since|last|this|next|back in|early|late|mid|until|till|by|from|of|during|end of|start of"
    r"|around) (?:[Ee]arly |[Ll]ate |[Mm]id[- ]?)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:January|February|April|June|July|August|September|October|November|December)\b"
)
_YEAR_ALONE = re.compile(
    r"(?<![\w.,£$€/-])(?:(?:in|since|from|of|until|by) )?(?:19[5-9]\d|20[0-4]\d)(?![\w%/]|[.,]\d| (?:calls"
    r"|people|of))",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    rf"\b(?:last|this|next|that) (?:{_DAY})(?: (?:morning|afternoon|evening|night))?\b"
    rf"|\b(?:on )?{_DAY} (?:just gone|last|week|gone|past)\b",
    re.IGNORECASE,
)
_TO, _HOURS = ("to",), cue("hours")
_HOUR_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_EXACT_TIME = re.compile(
    r"(?<![\d.,£$€:])(?:\bat )?(?:[01]?\d|2[0-4])[:.][0-5]\d(?![\d%]|[.:]\d)(?=\b|[ap]m\b)(?! ?(?:per|quid"
    r"|pounds|an hour|million|metres|km|m\b|litres|mm|percent|k\b))(?: ?[ap]\.?m\b\.?)?"
    r"(?:(?: to |-|–)(?:[01]?\d|2[0-4])[:.][0-5]\d\b(?: ?[ap]\.?m\b\.?)?)?"
    rf"|\b(?:at )?(?:(?:quarter|half|five|ten|twenty|twenty[- ]five) (?:to|past)|\d{{1,2}} past"
    rf"|(?<=at )\d{{1,2}} to) (?:{_HOUR_WORD}"
    rf"|(?:1[0-2]|[1-9]))\b(?! of)"
    rf"|\b(?:at )?(?:half (?:{_HOUR_WORD})|{_HOUR_WORD} (?:thirty|fifteen|forty[- ]five))\b(?! (?:per|of|years"
    rf"|an?|the|quid|pounds|minutes|people|percent|hours|days))"
    r"|\b(?:at|around|about|by|until|before|after|approximately) (?:[01]\d|2[0-3])[0-5]\d(?=[.,;]| (?:the|we|i"
    r"|he|she|they|a|on|when)\b)"
    r"|\b(?:at )?(?:[01]\d|2[0-3])[0-5]\d ?(?:hrs|hours|h)\b",
    re.IGNORECASE,
)
# "8:19 on a wet Tuesday", "11:08 on the wall clock".
_TIME_TAIL = re.compile(rf" (?:on|of) (?:a|the|that|my) (?:\w+ ){{0,2}}(?:{_DAY}|clock|watch)\b", re.IGNORECASE)
_HOUR = re.compile(
    rf"\b(?:at )?(?:{_HOUR_WORD}|1[0-2]|[1-9]) o[’' ]?clock\b|\bat (?:midnight|noon|midday)\b|"
    rf"\b(?:at )?(?:1[0-2]|0?[1-9]) ?[ap](?:m\b|\.m\.)(?: {_DAY}\b)?|\b(?:at )?{_HOUR_WORD} (?:am|pm|a\.m\.|p\.m\.)",
    re.IGNORECASE,
)
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_AGE_WORD = rf"(?:{_TENS}(?:[- ]{_ONES})?|(?:thir|four|fif|six|seven|eigh|nine)teen|eleven|twelve)"
_AGE = re.compile(
    rf"\b(?:\d{{1,3}}|{_AGE_WORD}|{_ONES})[ -]years?[ -]old\b|\b(?:\d{{1,2}}|{_AGE_WORD})[ -]year[ -]old\b"
    rf"|\baged? (?:of )?(?:\d{{1,3}}|{_AGE_WORD})\b|\b\d{{1,2}}[ -]?y/?o\b"
    rf"|\b(?:i[’']?m|i am|he[’']?s|she[’']?s|he is|she is|he was|she was|i was|who is|who[’']?s"
    rf"|i[’']?ll be|i turned|he turned"
    rf"|she turned|(?:lad|girl|boy|kid|woman|man|bloke|lass|guy|lady|gentleman|chap|fella|resident|patient) of"
    rf"|like me,|at my age,|just turned|turning"
    rf"|turned|pushing|hit|hitting)"
    rf" (?:only |just |now |nearly |almost |about )?(?P<it>(?:\d{{2}}|{_AGE_WORD})(?: years? old"
    rf"| years? of age)?)(?=[.,;:!?)]|$| (?:and|but|now|next|with|in|this|that|when|so|or|then|today"
    rf"|last)\b)(?! (?:in total|years? (?:in|of|at)))"
    rf"|\b(?:at|age) (?P<at>{_AGE_WORD}|[1-9]\d)(?=,? (?:i|years old|he|she|you|and (?:i|a|still))\b)"
    rf"|(?-i:\b[A-Z][a-z]{{1,15}}),? \(?(?P<beside>[2-9]\d)(?=\)|,)(?! \d)"
    rf"|\bmy (?:{_ORDINAL}|\d{{2}}(?:st|nd|rd|th)) birthday\b|\bborn in \d{{4}}\b"
    r"|(?<=[(, ])(?P<sex>\d{2} ?[MFmf])(?=[), ])|(?<=\()(?P<coded>[MF] ?\d{2})(?=[), ])",
    re.IGNORECASE,
)


# "since I was nineteen" tells an age of long ago; "he was 24 years old" tells one.
_ONCE = re.compile(r"(?:i|he|she) was\b(?!.{0,24}\bold\b)|(?:i|he|she) turned\b|age of\b", re.IGNORECASE)
_ONLY_FEAST = re.compile(rf"(?:on )?(?:the )?{_FEAST}", re.IGNORECASE)
_NAMED_DATES = cue("months") | cue("feasts") | cue("ordinals")


def dates(reading: Reading) -> Iterator[Find]:
    """Yield exact dates, and months, years and days that are told apart from others."""
    text = reading.text
    for match in reading.near(_DATE, _NAMED_DATES, numbers=True, before=45, after=45):
        tier: Tier = "please_check" if _ONLY_FEAST.fullmatch(match[0]) else "found"  # every shop has a Black Friday
        yield told("date", text, match.start(), match.end(), tier=tier)
    for match in reading.near(_SLASHED, numbers=True, before=6, after=6):
        yield told("date", text, match.start(), match.end(), tier="please_check")
    for match in reading.near(_MONTH_ALONE, cue("months"), before=25, after=5):
        yield told("month", text, match.start(), match.end())
    for match in reading.near(_YEAR_ALONE, numbers=True, before=10, after=12):
        yield told("year", text, match.start(), match.end())
    for match in reading.near(_NAMED_DAY, cue("days"), before=12, after=20):
        yield told("day", text, match.start(), match.end())


def times(reading: Reading) -> Iterator[Find]:
    """Yield clock times."""
    text = reading.text
    spoken = reading.near(_EXACT_TIME, _TO, then=_HOURS, before=20, after=30)  # "ten to four"
    for match in (*reading.near(_EXACT_TIME, cue("clock"), numbers=True, before=20, after=30), *spoken):
        tail = _TIME_TAIL.match(text, match.end())
        yield told("time", text, match.start(), tail.end() if tail else match.end())
    for match in reading.near(
        _HOUR,
        ("am", "pm", "m", "o'clock", "clock", "oclock", "midnight", "noon", "midday"),
        numbers=True,
        before=20,
        after=20,
    ):
        yield told("time", text, match.start(), match.end())


def ages(reading: Reading) -> Iterator[Find]:
    """Yield how old somebody is."""
    text = reading.text
    for match in reading.near(_AGE, (*cue("old"), *cue("tens"), *cue("teens")), numbers=True, before=40, after=30):
        name = match.lastgroup
        start, end = match.span(name) if name else match.span()
        is_past = name in {"at", "beside"} or _ONCE.match(match[0]) is not None
        yield told("age", text, start, end, tier="please_check" if is_past else "found")
