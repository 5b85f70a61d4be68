"""Numbers beside a word for what has one ("my badge, 4417", "2604 on the side of the tram"), and long ones alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from stories.privacy.identity.digits import COUNTED
from stories.privacy.identity.finds import Find, Tier
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue, is_ordinary, words
from stories.privacy.identity.words import Reading, Word

_NOUN = "|".join(sorted(words("numbered_things"), key=len, reverse=True)).replace("-", "[- ]?")
_THINGS = cue("number_words") | {
    part for noun in words("numbered_things") for part in (noun, *noun.split("-"), noun + "s")
}
_REACH = 90  # characters between such a word and its number
_MINE = r"(?:my|the|his|her|our|their|your|its|a|an|mein|ma|mon|mi|on|of|from|in|at)"
_WHAT = r"(?:number|numbers|no\.?|nr\.?|num|id|i\.d\.|ref|reference|code|pin|mark|plates?|reg|registration|#)"
_LINK = (
    r"(?:[’']s|[’']re| is| was| are| were| says?| said| reads?| shows?| still| only| just| ends| ending| starts"
    r"| starting| begins| in| with| of| under| as| to| they| gave| got| me| i| have| had|,|:|=)"
)
# Digits, perhaps in groups, perhaps with letters before, between or behind.
_VALUE = (
    r"(?P<it>(?!(?-i:[AI]) )#?(?:[A-Z]{1,6}(?:[-/_.]|(?=\d))|(?-i:[A-Z]{1,6}) (?=\d))?\d(?:[A-Z]{1,4}(?=[\d_/.-])"
    r"|[A-Z](?![A-Za-z])|\d|[-/_.](?=[A-Z0-9]))"
    r"{0,30}(?: (?:\d{2,8}|(?-i:[B-HJ-Z])(?![\w’']))){0,4})(?![\w%@°]|[.,:]\d)"
)
# "my staff number is 4821": with a word for a number, two digits do.
_CUED = re.compile(rf"(?<!\w)(?:(?:{_NOUN})[ -]?)?{_WHAT}(?:{_LINK}){{0,4}},?[ #:]{{1,3}}{_VALUE}", re.IGNORECASE)
# "badge 4821", "Locker’s 214B": without it, three signs.
_BARE = re.compile(rf"\b(?:{_NOUN})(?:{_LINK}){{0,3}}[ #:]{{1,3}}{_VALUE}", re.IGNORECASE)
# "the number on my locker, 214", "I wear number 31".
_ON = re.compile(
    rf"\b(?:{_WHAT}|sticker|stamp|label|sheet|timesheet|tag|badge|back|side|front) (?:painted |printed |written "
    rf"|sewn )?"
    rf"(?:on|of|for|under|over|across) (?:{_MINE} ){{0,2}}"
    rf"(?:[\w’'-]{{2,20}} ){{0,4}}?[\w’'-]{{2,20}}?(?:{_LINK}){{1,3}} {_VALUE}"
    rf"|\b(?:time ?sheet|sheet|form|sticker|label|slip|letter|chit|contract|slot|lanyard|hi-vis|sleeve)"
    rf"(?:{_LINK}){{1,3}} {_VALUE.replace('<it>', '<two>')}",
    re.IGNORECASE,
)
# "4821 on my badge", "4821, that’s my staff number", "4821 is the case".
_AFTER = re.compile(
    rf"(?<![\w.,£$€/-]){_VALUE},?(?:[’']s| is| was| are| on| in|,| -| –){{1,2}} (?:that[’']s |which is |it[’']s )?"
    rf"(?:my|the|his|her|their|our) (?:own )?(?:(?:{_NOUN})[ -]?)?(?:{_WHAT}|{_NOUN})\b",
    re.IGNORECASE,
)
# "I’m 4471 on the rota", "as 4471".
_CALLED = re.compile(
    r"\b(?:i[’']?m|i am|me as|me is|known as|called|down as|just|only)(?: just| only| a"
    r"| still)? (?:number )?(?P<it>\d{3,6})"
    r"(?= (?:on|to|in|at|there|now|for)\b|[.,;!?]|$)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?:badge|peg|locker|agent|cab|driver|collar|tag|ticket|pc|rider|crew|fob|bleep|pager|van|grievance|case|complaint"
    r"|incident|permit|docket|claim|appeal)\b",
    re.IGNORECASE,
)
_TIERS: dict[bool, Tier] = {False: "found", True: "please_check"}
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d(?:[-/](?:19|20)?\d\d)?")
_TIME = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d(?:-(?:[01]\d|2[0-4])[0-5]\d)?(?: ?h(?:rs|ours)?)?", re.IGNORECASE)
_COUNT = re.compile(r" ([a-z]{3,20}s)\b")  # "run 1200 tests"
_VERBS = words("doing_words") | cue("what_things_do")
_SPANNED = re.compile(r"(\d+)[-/. ](\d+)")
_GROUPED = re.compile(
    r"(?<![\w£$€.,/-])\d{1,6}(?:-\d{1,6}){1,5}(?![\w%-]|[.,]\d)|(?<![\w£$€.,/-])\d{3,7}(?: \d{3,7}){1,5}(?![\w%-])"
    r"|(?<![\w£$€.,/-])\d{1,7}(?:/\d{1,7}){1,3}(?![\w%/-])"
    r"|(?<![\w£$€.,-])\d{5,30}(?![\w%]|[.,]\d)|(?<!\w)#\d{2,12}\b"
)
_DATED = re.compile(
    r"(?:\d{1,2}[-/]){1,2}(?:\d\d|(?:19|20)\d\d)|(?:19|20)\d\d(?:[-/]\d\d?){1,2}|(?:19|20)\d\d[-/](?:19|20)\d\d"
)
_PERSON = re.compile(
    r"\b(?:agent|officer|operator|badge|pc|constable|conductor|driver|appliance|bleep|pager|crew|rider|guard|marshal"
    r"|steward|courier|fleet|lone worker)(?:[’']s)? (?:is |no\.? ?|number )?\d{2,6}\b",
    re.IGNORECASE,
)


def ids(reading: Reading) -> Iterator[Find]:
    """Yield numbers that stand beside a word for what has one, and numbers too long to be a count."""
    text = reading.text
    for pattern, matches in _candidates(reading):
        for match in matches:
            name = match.lastgroup or "it"
            least = 2 if pattern in {_CUED, _ON} or _OWN.match(match[0]) else 3
            if _is_number_of(text, match[name], match.end(name), least=least):
                is_short = sum(map(str.isalnum, match[name])) < 3 and pattern is not _CUED
                yield told("number", text, match.start(name), match.end(name), tier=_TIERS[is_short])
    for match in reading.near(_PERSON, numbers=True, before=30, after=8):
        yield told("number", text, match.start(), match.end())
    for match in reading.near(_GROUPED, numbers=True, before=8, after=40):
        tier = _grouped_tier(match[0])
        if tier and not COUNTED.match(text, match.end()):
            yield told("number", text, match.start(), match.end(), tier=tier)


def _candidates(reading: Reading) -> Iterator[tuple[re.Pattern[str], Iterator[re.Match[str]]]]:
    """Yield each pattern with its matches where a number and a word for what has one stand near one another."""
    things, numbers = reading.of(_THINGS), reading.numbers
    before = [word for word in things if any(0 < each.end - word.start < _REACH for each in _next(numbers, word))]
    after = [each for each in numbers if any(0 < word.start - each.start < _REACH for word in _next(things, each))]
    for pattern in (_CUED, _BARE, _ON):
        yield pattern, reading.at(pattern, before)
    yield _AFTER, reading.at(_AFTER, after)
    yield _CALLED, reading.near(_CALLED, numbers=True, before=40, after=8)


def _next(words: list[Word], word: Word) -> list[Word]:
    """Return the next two of the words, which stand in the order of the text, from this one on."""
    place = bisect_left(words, word.start, key=lambda each: each.start)
    return words[place : place + 2]


def _is_number_of(text: str, value: str, end: int, *, least: int) -> bool:
    """Say whether a number beside its word is one of somebody or something, and no count, year or time."""
    if sum(map(str.isalnum, value)) < least or not any(map(str.isdigit, value)):
        return False
    if COUNTED.match(text, end) or (_TIME.fullmatch(value) and _is_time_said(text, end - len(value))):
        return False
    if least > 2:
        if _YEAR.fullmatch(value):
            return False
        count = _COUNT.match(text, end)
        if value.isdigit() and value[0] != "0" and count and count[1] not in _VERBS:
            return False
        head = value.split(maxsplit=1)[0]
        return not (head.isalpha() and is_ordinary(head.lower()))
    return True


def _is_time_said(text: str, start: int) -> bool:
    return text[max(0, start - 8) : start].lower().rstrip().endswith((" at", " by", " until", " around", " about"))


def _grouped_tier(value: str) -> Tier | None:
    """Return how sure a number alone is no count, date, score, range or share."""
    digits = sum(map(str.isdigit, value))
    if value.isdigit() or value[0] == "#":
        return "found"
    if _DATED.fullmatch(value) or _YEAR.fullmatch(value) or _TIME.fullmatch(value):
        return None
    parts = re.split(r"[-/ ]", value)
    if len(parts) > 2:
        return (
            "found" if (digits >= 6 and "/" not in value) or digits >= 7 else ("please_check" if digits >= 5 else None)
        )
    first, second = parts
    is_range = first[0] != "0" and second[0] != "0" and (len(first) == len(second) or len(second) == len(first) + 1)
    if is_range or digits < 5:
        return None
    if "/" in value and max(len(first), len(second)) < 4 and "0" not in (first[0], second[0]):
        return None  # "150/95"
    return "found" if " " not in value and digits >= 7 else "please_check"
