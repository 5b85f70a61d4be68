"""Numbers and codes told in pieces with words between: "one nine one, then L for Limerick as they say, then four".

`spelt` takes a run of signs without a break. Here a few other words may stand between them; so there must be more of
them, something that says how they are put together ("in front", "hash", "ending"), and a word for what has a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.digits import COUNTED, DIGITS, ELSEWHERE, FILLERS, SPOKEN
from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue, words
from stories.privacy.identity.words import Reading, Word

_NUMBERS = DIGITS | ELSEWHERE
_PIECES = _NUMBERS | SPOKEN | frozenset("bcdefghjklmnopqrstuvwxyz")
_JOINING = cue("joining_pieces")
_THINGS = {thing for thing in cue("number_words") | cue("told_numbers") | words("numbered_things") if len(thing) > 1}
_FREE = FILLERS | _JOINING | {"for", "as", "like", "in", "at", "on", "twice", "with", "but", "my"}
_BREAK = re.compile(r"[.!?]\s|[.!?]$|\n|;")
_TELLS = re.compile(
    r"\b[A-Z] (?:for|as in|like|like in) \w+|\b(?:letters?|capitals?|suffix|prefix|initials?) [A-Z]\b"
    r"|\b(?:hash|stroke|slash|oblique|dash|hyphen)\b"
    r"|\b(?:in front|in the middle|(?:at|on|to) the (?:end|front|start|back|beginning|finish|tail))\b"
    r"|\b(?:first|last|next|middle|second|other) (?:bit|part|half|lot|two|three|four|digits?|figures?|letters?)\b"
    r"|\b(?:ends|ending|starts|starting|begins|beginning|finishes|finishing)\b"
    r"|\b(?:backwards?|reversed|back to front|other way round|drop|twice|repeated|repeat|take away|minus"
    r"|doubled|same again|same as)\b"
    r"|\b(?:left|right) to\b|\b(?:sticker|label|plate|tag|stamp) says\b|\b(?:double|treble|triple)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r",? (?:(?:then |and )?(?:the )?same (?:again|as the \w+)"
    r"|(?:all )?(?:in front|in the middle|(?:at|on|to) the (?:end|front|start|back|beginning))"
    r"|(?:but |and |then |only )?(?:drop|swap|take|turn|leave|reverse|read)\b[^.!?;\n]{1,40}|backwards|reversed"
    r"|back to front|twice|(?:for|as in|like) [A-Z]\w{2,12})(?=\W|$)"
)
_APART = 7  # words from one piece to the next
_BEFORE = 80  # characters before the first piece in which the thing is named
_MOST = 40  # pieces


def pieces(reading: Reading) -> Iterator[Find]:
    """Yield numbers told in pieces; all of them only to look at."""
    for group in _groups(reading):
        digits = [word for word in group if not _is_letter(word)]
        start, end = group[0].start, group[-1].end
        before = max(reading.text.rfind(". ", 0, start), start - _BEFORE)
        told_how = _TELLS.findall(reading.text, max(0, start - 24), end + 30)
        letters = len(group) - len(digits)
        if not digits or len(group) < 3 or not (told_how or letters):
            continue
        if len(group) < 8 and not _is_named(reading, max(0, before), end):
            continue
        if len(digits) < 3 and not (told_how and letters):
            continue
        tail = _TAIL.match(reading.text, end)
        kind = "phone" if len(digits) >= 7 and not letters else "number"
        yield told(kind, reading.text, start, tail.end() if tail else end, tier="please_check")


def _groups(reading: Reading) -> Iterator[list[Word]]:
    """Yield the pieces of numbers that stand together, in groups of three or more."""
    places = sorted({*reading.places_of(_PIECES), *reading.number_places})
    group: list[Word] = []
    last = -9
    for place in places:
        word = reading.words[place]
        if not (_is_letter(word) or _is_free(reading, place)):
            continue
        between = reading.words[last + 1 : place + 1] if place - last <= _APART else ()
        if not between or len(group) >= _MOST or any(_BREAK.search(each.gap) for each in between):
            if len(group) > 2:
                yield group
            group = []
        group.append(word)
        last = place
    if len(group) > 2:
        yield group


def _is_letter(word: Word) -> bool:
    """Say whether it is a capital letter alone, or a word that stands for one ("bravo")."""
    return (len(word.text) == 1 and word.text.isupper() and word.plain not in {"a", "i"}) or (
        word.plain in SPOKEN and word.plain not in _NUMBERS
    )


def _is_free(reading: Reading, place: int) -> bool:
    """Say whether a digit counts nothing: no word that could be counted follows."""
    word = reading.words[place]
    if word.text.isalpha() and len(word.text) == 1 and word.plain != "o":
        return False
    after = reading.words[place + 1] if place + 1 < len(reading.words) else None
    goes_on = (
        after is None
        or after.gap != " "
        or after.plain in _FREE
        or after.plain in _NUMBERS
        or after.plain in SPOKEN
        or (len(after.text) == 1 and (after.text.isupper() or after.plain == "o"))
        or after.text[0].isdigit()
        or not {*after.plain.split("-")}.isdisjoint(_NUMBERS)
    )
    return goes_on and not COUNTED.match(reading.text, word.end)


def _is_named(reading: Reading, start: int, end: int) -> bool:
    """Say whether a word for what has a number stands here."""
    return any(not {word.plain, *word.plain.split("-")}.isdisjoint(_THINGS) for word in reading.between(start, end + 1))
