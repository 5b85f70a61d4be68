"""What the pattern engine looks for. Each pattern is bounded: 6,000 characters of anything take milliseconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumbers import Leniency, PhoneNumberMatch, PhoneNumberMatcher

Words = str | Promise
Tier = Literal["found", "please_check"]
REGION = "GB"  # how numbers without a country code are read
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
_NAME = r"[A-Z][\w’'-]{0,40}"


@dataclass(frozen=True)
class Detector:
    """One kind of detail: how it looks, why it matters, and what could stand in its place."""

    reason: Words
    suggestion: Words | Callable[[str], Words]
    tier: Tier = "found"
    pattern: re.Pattern[str] | None = None

    def reason_of(self, _phrase: str) -> str:
        """Return the reason in words."""
        return str(self.reason)

    def suggest(self, phrase: str) -> str:
        """Return what could stand in place of this phrase, with its capital where the phrase has one."""
        words = str(self.suggestion(phrase) if callable(self.suggestion) else self.suggestion)
        keeps_capital = phrase[:1].isupper() and phrase.split(maxsplit=1)[0].casefold() in ARTICLES
        return words[:1].upper() + words[1:] if keeps_capital else words


# Where a phrase begins with one of these in capitals, a sentence began there.
ARTICLES = frozenset({"on", "at", "in", "one", "last", "next", "every", "each", "the", "this", "that", "aged"})


def _time(phrase: str) -> Words:
    numbers = re.findall(r"\d{1,2}", phrase)
    hour = int(numbers[0]) % 24
    if re.search(r"p\.?\s?m", phrase, re.IGNORECASE) and hour < 12:
        hour += 12
    elif re.search(r"a\.?\s?m", phrase, re.IGNORECASE) and hour == 12:
        hour = 0
    if 5 <= hour < 12:
        return _("in the morning")
    if 12 <= hour < 18:
        return _("in the afternoon")
    if 18 <= hour < 23:
        return _("in the evening")
    return _("in the night")


def _age(phrase: str) -> Words:
    years = int(re.findall(r"\d{1,3}", phrase)[0])
    if years < 18:
        return _("young")
    if years < 40:
        return _("fairly young")
    return _("middle-aged") if years < 65 else _("older")


def _day(phrase: str) -> Words:
    if re.search(r"\b(?:every|each|\w+days)\b", phrase, re.IGNORECASE):
        return _("some days")
    return _("one day")


def _place(phrase: str) -> Words:
    last = phrase.rsplit(maxsplit=1)[-1].casefold()
    if last in {"street", "road", "lane", "avenue", "close", "drive", "way", "square", "bridge", "hill", "court"}:
        return _("a street near work")
    if last in {"school", "academy", "college", "university"}:
        return _("my school")
    if last in {"hospital", "infirmary", "surgery", "clinic", "hospice"}:
        return _("the place where I work")
    return _("my ward") if last in {"ward", "unit"} else _("a place near work")


def _room(phrase: str) -> Words:
    kind = phrase.split(maxsplit=1)[0].casefold()
    names = {"ward": _("my ward"), "unit": _("my unit"), "room": _("a room"), "bed": _("a bed"), "bay": _("a bay")}
    return names.get(kind, _("a place at work"))


def _compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)


DETECTORS: dict[str, Detector] = {
    "email": Detector(
        _("This is an e-mail address. It shows who somebody is."),
        _("an e-mail"),
        pattern=_compiled(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"),
    ),
    "link": Detector(
        _("A link could lead to you, or to where you work."),
        _("a web page"),
        pattern=_compiled(
            r"\b(?:https?://|www\.)\S{1,2000}"
            r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.(?:com|org|net|edu|gov|info|uk|ie|eu|de|fr)\b(?:/\S{0,500})?"
        ),
    ),
    "phone": Detector(_("This looks like a phone number."), _("a phone number")),
    "title": Detector(
        _("This is a name. It could show who someone else is."),
        _("someone I work with"),
        pattern=_compiled(
            r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Sister|Matron|Nurse|Sir|Officer|Sergeant|Sgt|PC|Father"
            rf"|Rev)\.? {{1,3}}(?!(?:I|The|And|But|He|She|They|We|It)\b){_NAME}(?: {_NAME})?"
        ),
    ),
    "place": Detector(
        _("This could show where you work."),
        _place,
        pattern=_compiled(
            r"\b(?:St\.? )?(?!(?:The|A|An|My|Our|This|That|At|In|On|By|Near|Behind|From|And|But|I)\b)"
            rf"{_NAME}(?: (?:of |the )?{_NAME}){{0,2}}? "
            r"(?:Street|Road|Lane|Avenue|Close|Drive|Way|Square|Bridge|Hill|Court|Hospital|Infirmary|Hospice|Surgery"
            r"|Clinic|School|Academy|College|University|Ward|Unit|Station|Depot|Centre|Center|Park|Airport|Warehouse"
            r"|House|Office|Library|Hotel)\b"
        ),
    ),
    "room": Detector(
        _("A number like this could show where you work."),
        _room,
        pattern=_compiled(
            r"\b(?:room|ward|unit|bed|bay|theatre|floor|line|dock|depot|gate|store|branch|route|till|desk|building|block)"
            r" (?:no\.? ?|number )?[A-Z]?\d{1,4}[A-Za-z]?\b",
            re.IGNORECASE,
        ),
    ),
    "date": Detector(
        _("A date can show who was there."),
        _("one day"),
        pattern=_compiled(
            rf"\b(?:on |in )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? \d{{4}}\b)?"
            rf"|\b(?:on |in )?{_MONTH}\.? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?"
            rf"|\b(?:in )?{_MONTH},? \d{{4}}\b"
            r"|\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b"
            r"|\b(?:on )?(?:Christmas (?:Day|Eve)|Boxing Day|New Year[’']s (?:Day|Eve)|Good Friday"
            r"|Easter (?:Sunday|Monday)|Black Friday)\b",
            re.IGNORECASE,
        ),
    ),
    "year": Detector(
        _("A year can show who was there."),
        _("some years ago"),
        pattern=_compiled(r"\b(?:in |since )?(?:19[5-9]\d|20[0-4]\d)\b", re.IGNORECASE),
    ),
    "weekday": Detector(
        _("A day can show who was there."),
        _day,
        pattern=_compiled(
            rf"\b(?:(?:on|one|last|next|every|each|this|that) )?{_DAY}s?\b"
            r"(?: (?:morning|afternoon|evening|night)s?\b)?",
            re.IGNORECASE,
        ),
    ),
    "time": Detector(
        _("A time can show who was there."),
        _time,
        pattern=_compiled(
            r"\b(?:at )?(?:[01]?\d|2[0-4])[:.][0-5]\d\b(?: ?[ap]\.?m\b\.?)?"
            r"|\b(?:at )?(?:1[0-2]|0?[1-9]) ?[ap](?:m\b|\.m\.)",
            re.IGNORECASE,
        ),
    ),
    "age": Detector(
        _("An age can show who somebody is."),
        _age,
        pattern=_compiled(r"\b\d{1,3}[ -]years?[ -]old\b|\baged \d{1,3}\b|\b\d{1,2}[ -]yo\b", re.IGNORECASE),
    ),
    "number": Detector(
        _("A number like this could lead to a person or a case."),
        _("a number"),
        pattern=_compiled(r"(?<!\w)#\d{2,12}\b|\b[A-Z]{1,4}[-/ ]?\d{3,12}\b|\b\d{5,30}\b|\b\d{3}[ -]\d{3}[ -]\d{4}\b"),
    ),
    "rare": Detector(
        _("Being the only one can show who you are."),
        _("one of a few"),
        tier="please_check",
        pattern=_compiled(
            r"\bthe only (?:(?:male|female|young|older|black|white|asian|gay|deaf|disabled|trans|muslim|jewish) ){0,2}"
            r"(?:man|woman|person|nurse|doctor|driver|teacher|mother|father|manager|engineer|cleaner|chef|carer|porter|one)\b",
            re.IGNORECASE,
        ),
    ),
    "name": Detector(
        _("This could be a name or a place. It could show who someone is."), _("someone"), tier="please_check"
    ),
    "capitals": Detector(_("Short names like this could show where you work."), _("my team"), tier="please_check"),
}


def phones_in(text: str) -> Iterator[PhoneNumberMatch]:
    """Return the telephone numbers in the text, as libphonenumber knows them; at most 20 tries at doubtful ones."""
    return iter(PhoneNumberMatcher(text, REGION, leniency=Leniency.VALID, max_tries=20))
