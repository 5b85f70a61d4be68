"""Numbers and codes said sign by sign: "oh seven seven, double nine", "0 7 7 0 0", "seven0seven", "K, stroke, two".

Seven digits or more are a telephone's. Fewer need a word such as "badge" before them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from stories.privacy.identity.digits import COUNTED, DIGIT, DIGITS, ELSEWHERE, ENGLISH, FILLERS, JOIN, LETTER, SPOKEN
from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue, fold, words
from stories.privacy.identity.words import Reading, Word

_SPELT = re.compile(rf"(?<![\w£$€-]){DIGIT}(?:{JOIN}{DIGIT}){{1,40}}\b", re.IGNORECASE)
_SPACED = re.compile(r"(?<![\w£$€])\+?\d(?:[ .,/_-]{1,3}\d){3,30}(?!\w)")
# "fourfoursevenone", "0seven7": words and digits without anything between.
_TOGETHER = re.compile(rf"(?<!\w)(?:(?:{ENGLISH})|\d){{3,24}}(?!\w)", re.IGNORECASE)
_PIECE = re.compile(rf"(?:{ENGLISH})(?=[^a-z]|$|{ENGLISH})|\d|[^\W\d_]+", re.IGNORECASE)
_VALUES = {"plus": 0, "treble": 2, "triple": 2, "ten": 2, "eleven": 2, "twelve": 2, "hundred": 2, "thousand": 3}
_NOUN = "|".join(sorted(words("numbered_things"), key=len, reverse=True)).replace("-", "[- ]?")
_CUE = re.compile(
    rf"\b(?:{_NOUN}|number|nmbr|id|code|ref|reference|no|ni|it[’']s|mine[’']?s|mine is|i[’']?m|ends?|starts?|is|dial"
    rf"|ring|call|text)"
    r"\b[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
_STRICT_CUE = re.compile(
    rf"\b(?:{_NOUN}|number|id|code|ref|reference|filed|logged|recorded|entered|know me as"
    rf"|known as)\b[^.!?\n;]{{0,50}}$",
    re.IGNORECASE,
)
_CUED_AFTER = re.compile(
    rf",? (?:(?:is|was|on|in|as|that[’']s|it[’']s) ){{1,2}}(?:my|the|his|her|our) (?:\w+ )?(?:{_NOUN}|number|id|ref"
    rf"|reference)\b",
    re.IGNORECASE,
)
# "starts 077, ends 918", "514 with 07700 900 in front".
_ENDS = re.compile(
    rf"\b(?:starts?|starting|begins?|beginning)(?: with| in)? (?:{DIGIT}{JOIN}){{1,8}}[\w ,]{{0,30}}"
    rf"\b(?:ends?|ending|finish(?:es|ing)?)(?: with| in)? {DIGIT}(?:{JOIN}{DIGIT}){{0,8}}\b"
    rf"|(?<!\w){DIGIT}(?:{JOIN}{DIGIT}){{1,9}},? (?:with|and) (?:the |an? )?{DIGIT}(?:{JOIN}{DIGIT}){{0,9}}"
    rf" (?:in front|at the front|before (?:it|that|them)|in between|at the end|behind)\b",
    re.IGNORECASE,
)
# "page sixty-one of the blue book": a number in words that only means something to those who have the book.
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ENTRY = re.compile(
    r"\b(?:page|entry|line|item|file|folder|case|box|locker|route|ticket|job|row|docket|badge|tag|card|peg|key"
    r"|number|no|van|table|till)(?:[’']s)?"
    r" (?:number |no\.? |is |starts |says )?"
    rf"(?P<it>{_TENS}(?:[- ]\w{{3,5}})?(?: of the \w+(?: \w+)?)?|(?:a|one|two|three|four|five|six|seven|eight|nine)"
    rf" hundred(?: and \w+(?:[- ]\w+)?)?)|\b(?P<two>one (?:more|less) than \d{{3,6}})",
    re.IGNORECASE,
)
# "my padlock is number one four, red": two digits, and a colour as locks and keys have one.
_COLOUR = r"(?:red|blue|green|yellow|black|white|orange|pink|purple|grey|brass|silver)"
_NUMBER = re.compile(
    rf"\b(?:mine|it|{_NOUN}|padlock|bike|cubby|stall|mug|tray|pod|kit)(?:[’']s| is| was|:|,)? "
    rf"(?P<it>number (?:(?:{_COLOUR}),? )?(?:{ENGLISH})(?:[ ,-]{{1,2}}(?:{ENGLISH})){{1,4}}\b"
    rf"(?:,? (?:the )?{_COLOUR}\b)?)",
    re.IGNORECASE,
)
_CARDINAL = re.compile(
    r"\w+ (?:hundred|thousand)(?:,? (?:and )?\w+(?:[- ]\w+)?)?", re.IGNORECASE
)  # "six hundred and two"
_HOUR = re.compile(r"\b(?:at|by|until|till|around|past|to|after|before) $", re.IGNORECASE)
_ITEM = rf"(?:{LETTER}|{DIGIT})"
# Letters and digits said one by one: "m h a v, underscore, zero zero two", "B for bravo, six, nine".
_CODE = re.compile(rf"(?<![\w’'-]){_ITEM}(?:{JOIN}{_ITEM}){{2,24}}(?![\w’'])", re.IGNORECASE)
_BEGINS = frozenset({"oh", "o", "zero", "nought", "naught", "double", "treble", "triple"})
_STROKE = re.compile(r"\b(?:stroke|slash|dash|hyphen|oblique)\b", re.IGNORECASE)
# Dates, clock times, and spans of them: "01/20/2004", "0430-0500", "11:30".
_MOMENT = re.compile(
    r"\d{1,2}/\d{1,2}/\d{2}|\d/\d{4}|\d{1,2}[:.]\d\d ?[ap]\b|\d{1,2}:\d\d|\b[0-2]\d[0-5]\d ?- ?[0-2]\d[0-5]\d\b"
)
_WORDS_FOR_I = frozenset({"i", "a", "o"})
_SAID = DIGITS | ELSEWHERE | SPOKEN | frozenset("bcdefghjklmnopqrstuvwxyz")
_FIRST = {word[:3] for word in DIGITS} | {f"{digit}{word[:2]}" for digit in range(10) for word in DIGITS}
_END_WORDS = cue("ends_of_numbers")


def spelt(reading: Reading) -> Iterator[Find]:
    """Yield spelt and spaced out numbers, and codes of letters and digits."""
    said = _close(reading)
    yield from _spaced(reading)
    yield from _in_words(reading, said)
    yield from _in_one(reading)
    yield from _told(reading, said)
    for match in reading.at(_CODE, said):
        if _is_code(reading.text, match):
            yield told("number", reading.text, match.start(), match.end())


def _spaced(reading: Reading) -> Iterator[Find]:
    """Yield "0 7 7 0 0"."""
    for match in reading.near(_SPACED, numbers=True, before=10, after=40):
        if kind := _kind_of_spaced(reading.text, match):
            yield told(kind, reading.text, match.start(), match.end())


def _in_words(reading: Reading, said: list[Word]) -> Iterator[Find]:
    """Yield "oh seven seven, double nine"."""
    text = reading.text
    for match in reading.at(_SPELT, said):
        if kind := _kind_of(text, match):
            yield told(kind, text, match.start(), match.end())
        elif _is_long(text, match):
            yield told("number", text, match.start(), match.end(), tier="please_check")


def _in_one(reading: Reading) -> Iterator[Find]:
    """Yield "fourfoursevenone"."""
    for word in reading.words:
        if len(word.plain) > 6 and word.plain[:3] in _FIRST and _TOGETHER.fullmatch(word.plain):
            pieces = _PIECE.findall(word.plain)
            if sum(len(piece) > 2 for piece in pieces) > 1:
                kind = "phone" if sum(map(_digits_of, pieces)) >= 7 else "number"
                yield told(kind, reading.text, word.start, word.end)


def _told(reading: Reading, said: list[Word]) -> Iterator[Find]:
    """Yield numbers that are told round a corner: "starts 077, ends 918", "page sixty-one of the blue book"."""
    text = reading.text
    ends = [word for word in reading.of(_END_WORDS) if _is_near(said, word)]
    for match in reading.around(_ENDS, ends, before=80, after=110):
        yield told("phone", text, match.start(), match.end())
    for match in reading.near(_NUMBER, ("number",), then=DIGITS, before=30, after=60):
        if not COUNTED.match(text, match.end()):
            yield told("number", text, match.start("it"), match.end("it"), tier="please_check")
    for match in reading.near(_ENTRY, cue("tens") | {"hundred", "more", "less"}, before=30, after=40):
        if not COUNTED.match(text, match.end()):
            name = match.lastgroup or "it"
            yield told("number", text, match.start(name), match.end(name), tier="please_check")


def _is_near(said: list[Word], word: Word) -> bool:
    """Say whether a digit that is said stands at most eighty characters from a word."""
    place = bisect_left(said, word.start, key=lambda each: each.start)
    return any(abs(each.start - word.start) < 80 for each in said[max(0, place - 1) : place + 1])


def _close(reading: Reading) -> list[Word]:
    """Return the digits and letters said one by one that have another one at most four words away."""
    places = reading.places_of(_SAID)
    if reading.numbers:
        places = sorted({*places, *reading.number_places})
    found, before = [], -9
    for number, place in enumerate(places):
        after = places[number + 1] if number + 1 < len(places) else place + 9
        word = reading.words[place]
        if after - place <= 4 or place - before <= 4 or "-" in word.plain:
            found.append(word)
        before = place
    return found


def _kind_of_spaced(text: str, match: re.Match[str]) -> str:
    digits = sum(map(str.isdigit, match[0]))
    if digits >= 7:
        return "phone"
    is_list = "," in match[0]  # "1,2,3,4,5"
    is_cued = _STRICT_CUE.search(text, max(0, match.start() - 50), match.start()) is not None
    if (digits >= 5 and not is_list) or (is_cued and (digits >= 5 or not is_list)):
        return "number"
    return ""


def _kind_of(text: str, match: re.Match[str]) -> str:
    """Return whether a spelt number is a telephone's or some id; empty for digits that are a list, or a count."""
    if not any(map(str.isalpha, match[0])):  # "channels 4, 5, 7", and "077, 00, 900, 123"
        return "phone" if _is_bare_phone(text, match) else ""
    pieces = _PIECE.findall(fold(match[0]))
    digits = sum(map(_digits_of, pieces))
    if digits < 3 or _MOMENT.search(match[0]):
        return ""
    if not _has_word(pieces):  # "channels 4, 5 and 7", and "4 then 4 then 7"
        return "number" if "then" in pieces and _is_cued(text, match, _STRICT_CUE) else ""
    if digits >= 7:  # "15119, and 15149. Two things"
        return "phone" if sum(map(_is_word, pieces)) > 1 or pieces[0] in _BEGINS else ""
    if _HOUR.search(text, max(0, match.start() - 8), match.start()) and digits <= 4:
        return ""
    is_short = sum(map(bool, map(_digits_of, pieces))) <= 2 or _CARDINAL.fullmatch(match[0]) is not None
    is_cued = _is_cued(text, match, _STRICT_CUE) or (not is_short and _is_cued(text, match, _CUE))
    return "number" if is_cued else ""


def _is_bare_phone(text: str, match: re.Match[str]) -> bool:
    """Say whether digits alone, in groups with signs between, can be a telephone's: "07700, 900, 123"."""
    phrase = match[0]
    if phrase[0] != "0" or phrase.replace(" ", "").isdigit() or sum(map(str.isdigit, phrase)) < 9:
        return False
    return not (_MOMENT.search(phrase) or ("-" in phrase and _is_cued(text, match, _STRICT_CUE)))


def _is_long(text: str, match: re.Match[str]) -> bool:
    """Say whether it is too long to be a count, and no counting up: "one, two, three"."""
    if not any(map(str.isalpha, match[0])):
        return False
    said = [piece for piece in _PIECE.findall(fold(match[0])) if _digits_of(piece)]
    if len(said) >= 4 and said[0] in _BEGINS and not COUNTED.match(text, match.end()):
        return True
    return (
        len(said) >= 4
        and sum(map(str.isalpha, said)) >= 3
        and sum(map(_digits_of, said)) >= 5
        and "one two three" not in " ".join(said)
        and not COUNTED.match(text, match.end())
    )


def _has_word(pieces: list[str]) -> bool:
    return any(map(_is_word, pieces))


def _is_word(piece: str) -> bool:
    return piece.isalpha() and piece not in FILLERS and len(piece) > 1


def _digits_of(piece: str) -> int:
    """Return how many digits a piece of a spelt number stands for."""
    if piece in FILLERS or (piece.isalpha() and piece not in DIGITS and piece not in ELSEWHERE):
        return 0
    return 2 if piece.endswith("teen") else _VALUES.get(piece, 1)


def _is_cued(text: str, match: re.Match[str], cues: re.Pattern[str]) -> bool:
    """Say whether a word such as "number" or "badge" stands before or after, and nothing that is counted after."""
    if COUNTED.match(text, match.end()):
        return False
    return bool(cues.search(text, max(0, match.start() - 70), match.start()) or _CUED_AFTER.match(text, match.end()))


def _is_code(text: str, match: re.Match[str]) -> bool:
    """Say whether signs said one by one have both letters and digits, and are more than a list of things."""
    pieces = [piece for piece in _PIECE.findall(fold(match[0])) if piece not in FILLERS]
    digits = sum(map(_digits_of, pieces))
    letters = sum((len(piece) == 1 and piece.isalpha()) or piece in SPOKEN for piece in pieces)
    if not letters or not digits or _MOMENT.search(match[0]) or COUNTED.match(text, match.end()):
        return False
    is_cued = _is_cued(text, match, _STRICT_CUE)
    if pieces[-1] in _WORDS_FOR_I and not (is_cued and match[0][-1].isupper() and len(pieces[-2]) == 1):  # "then Z Q I"
        return False
    if is_cued:
        return digits + letters >= 3
    if digits >= 3 and _STROKE.search(match[0]):
        return True
    return (
        pieces[0] not in _WORDS_FOR_I
        and pieces[0] not in DIGITS
        and digits >= 3
        and (letters > 1 or match[0][0].isupper())
    )
