"""Places and organisations on no list: by what they end in ("Mill Lane", "Pendle & Sons"), or after a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.around import AT, IN, Around
from stories.privacy.identity.beside import FIRST, ROLES
from stories.privacy.identity.capitals import GENERAL, is_general
from stories.privacy.identity.finds import Find, Tier
from stories.privacy.identity.kinds import told
from stories.privacy.identity.listed import COUNTRIES, ENDINGS
from stories.privacy.identity.lists import cue, fold, is_ordinary, words
from stories.privacy.identity.words import Reading, Word

_DEPARTMENTS = words("departments")
_COMPANY, _NO_PART, _STREETS = words("company_endings"), words("before_places"), cue("streets")
_ROADS, _ON = frozenset({"lane", "street", "road"}), frozenset({"on", "at", "off", "in", "near"})
_BETWEEN = frozenset({" ", " & ", "-", "’ ", "' "})
_SAINT = frozenset({"st", "saint", "sts"})
_AT_OR_IN = IN | AT
_FORMS = frozenset({"ltd", "limited", "plc", "inc", "llc", "llp", "gmbh", "co", "sons", "bros", "corp"})
_TRADES = cue("trades")  # after a capital and with one: "Penhallow Electrical", not "electrical"
_FIRMS, _LEADS, _STATIONS = cue("firms"), cue("leads_to_place"), frozenset({"fm", "am", "radio"})
_LONGEST = 4  # words before the ending
# How English and some other places end, as people write them without a capital: "in thornaby".
_SUFFIX = re.compile(
    r"\w{2,}(?:ton|ham|ford|bury|chester|caster|burgh|borough|mouth|pool|worth|wick|shire|field|stead|minster"
    r"|combe|thorpe|dale|moor|mere|ley|by|gate|wood|ville|burg|stadt|grad|polis)"
)
_SURE_SUFFIX = re.compile(
    r"\w{2,}(?:\wham|\w\wton|\wford|bury|chester|caster|burgh|borough|mouth|pool|worth|wick|shire|stead|minster"
    r"|combe|thorpe"
    r"|thwaite|hurst|aby|erby|\wville|stadt|grad|polis)"
)
# "Camp Calloway", "Mount Isa", "the MV Grey Heron": what comes first says that it is a place or a ship.
_LED = re.compile(
    r"\b(?:Camp|Mount|Mt\.?|Fort|Lake|Loch|Lough|Port|Cape|Isle of|HMS|MV|MS|SS|RFA|FV"
    r"|USS) [A-Z][\w’'-]{2,20}(?: [A-Z][\w’'-]{2,20})?"
)
_RADIO = re.compile(r"\b(?:[A-Z][\w’'-]{1,20} ){1,2}\d{2,3}(?:\.\d)? ?(?:FM|AM)\b|\bRadio [A-Z][\w’'-]{2,20}\b")
# "the Soda Fire", "the Star Mountain Incident": what happened, by the name it has.
_EVENT = re.compile(
    r"\b(?:(?!The |An? |Type |Wild)[A-Z][\w’'-]{1,20} ){1,3}(?:[Ff]ire|Incident|Complex|Inquiry|Disaster|Crash)\b"
)
_EVENTS = cue("events")
_PUB = re.compile(
    r"\b[Tt]he (?P<one>[A-Z][\w’'-]{2,20}) and (?P<two>[A-Z][\w’'-]{2,20})\b(?! [A-Z])"
)  # "The Fox and Hounds"
_FLOOR = re.compile(  # "Marram House, third floor"
    r",? (?:on the )?(?:(?:top|ground|first|second|third|fourth|fifth|sixth|\d{1,2}(?:st|nd|rd|th)) (?:floor|landing"
    r"|gate|level)|row [A-Z]\b"
    r"|(?:floor|level|room|bay|gate|row) \w{1,4})\b",
    re.IGNORECASE,
)
# "I drive the 42", "the 42 route".
_ROUTE = re.compile(
    r"\b(?:drive|drives|drove|driving|ride|take|took|on|work|does?|did"
    r"|run) (?P<it>the (?![MAB]\d)[A-Z]?\d{1,3}[A-Z]?)\b"
    r"(?=[.,;!?]| (?:bus|route|tram|line|to|from|past|through|and|at|up|every|all)\b)"
    r"|\bthe (?P<two>\d{1,3}[A-Z]? (?:bus|route|tram))\b",
    re.IGNORECASE,
)
# "the app zoomato express", "a firm called Drumlin", "the agency, PeopleStream".
_FIRM = re.compile(
    r"\b(?:the|this|an?|my|our|their|some) (?:\w+ )?(?P<what>app|firm|company|agency|chain|employer|charity|bank"
    r"|studio|restaurant|cafe"
    r"|contractor|outfit|start-?up|supplier|brand|takeaway|pub|hotel|club|gym|salon|franchise|business)(?P<sign>,"
    r"| is| was|[’']s)?"
    r"(?P<called> called| named| known as"
    r"| by the name of)? [“‘\"']?(?P<it>\w[\w’'-]{2,24}(?: (?-i:[A-Z])[\w’'-]{1,20}| [a-z][\w’'-]{2,20}(?=[.,;!?]"
    r"| (?:banned|sacked|fired|pays?|paid|says|said|is|was|has)\b))?)",
    re.IGNORECASE,
)
_PAIRED = re.compile(r"\b(?:[Tt]he )?[A-Z][\w’'-]{2,20} & [A-Z][\w’'-]{2,20}\b")  # "Plough & Anchor"


def unlisted(reading: Reading) -> Iterator[Find]:
    """Yield the places and organisations of a text that can be told from how they are written."""
    for match in _PAIRED.finditer(reading.text):
        yield told("organisation", reading.text, match.start(), match.end())
    yield from _led(reading)
    yield from _Unlisted(reading).finds()


def _led(reading: Reading) -> Iterator[Find]:
    """Yield what the words before say to be a place, a route or a firm."""
    text = reading.text
    for match in reading.at(_LED, reading.of(_LEADS)):
        yield told("place", text, match.start(), match.end())
    for match in reading.near(_RADIO, _STATIONS, before=50, after=24):
        yield told("organisation", text, match.start(), match.end())
    yield from _looking_like_names(reading)
    for match in reading.near(_ROUTE, numbers=True, before=30, after=12):
        name = match.lastgroup or "it"
        yield told("place", text, match.start(name), match.end(name), tier="please_check")
    for match in reading.near(_FIRM, _FIRMS, before=30, after=60):
        is_led = match["sign"] or match["called"] or match["what"].casefold() in {"app", "firm", "agency", "company"}
        if _is_name(match["it"]) and (match["it"][0].isupper() or is_led):
            yield told("organisation", text, match.start("it"), match.end("it"), tier="please_check")


def _looking_like_names(reading: Reading) -> Iterator[Find]:
    """Yield what capitals make look like the name of something that happened, or of a pub."""
    text = reading.text
    for match in reading.near(_EVENT, _EVENTS, before=50, after=2):
        yield told("place", text, match.start(), match.end(), tier="please_check")
    for match in _PUB.finditer(text):
        if not {match["one"].casefold(), match["two"].casefold()} & GENERAL:
            yield told("organisation", text, match.start(), match.end(), tier="please_check")


def _is_name(phrase: str) -> bool:
    """Say whether a word after "the firm" is no ordinary one."""
    first = fold(phrase.split(maxsplit=1)[0])
    if phrase[0].isupper():
        return first not in GENERAL
    return not is_ordinary(first) and first not in FIRST


class _Unlisted(Around):
    def finds(self) -> Iterator[Find]:
        """Yield them in the order of the text."""
        for number, word in enumerate(self.words):
            if word.plain in ENDINGS or word.plain in _COMPANY or (word.is_capital and word.plain in _TRADES):
                yield from self._by_ending(number)
            if word.plain in _SAINT:
                yield from self._saint(number)
            if self._could_be_unknown(word):
                yield from self._after_cue(number)

    def _by_ending(self, number: int) -> Iterator[Find]:
        """Yield a place or an organisation that ends with this word: "Rowan Ward", "on mill lane", "tallis & co"."""
        ending = self.words[number]
        first = number
        while (
            first and number - first < _LONGEST and self.plain(first) not in _SAINT and self._belongs(first - 1, number)
        ):
            first -= 1
        while first < number and self._only_opens(first, ending):
            first += 1
        if first == number:
            return
        kind = "organisation" if ending.plain in _COMPANY or ending.plain in _TRADES else "place"
        tier = self._capital_tier(first, number) if self.words[first].is_capital else self._small_tier(first, number)
        if tier:
            floor = _FLOOR.match(self.text, ending.end)
            yield told(kind, self.text, self.words[first].start, floor.end() if floor else ending.end, tier=tier)

    def _only_opens(self, number: int, ending: Word) -> bool:
        """Say whether a word is no part of the name: "the", or one with a capital only as a sentence begins there."""
        word = self.words[number]
        is_lead = word.opens and not ending.is_capital and is_general(word)
        return word.plain in _NO_PART or is_lead

    def _capital_tier(self, first: int, number: int) -> Tier | None:
        ending, names = self.words[number], self.words[first:number]
        telling = [word for word in names if not is_general(word) and len(word.text) > 1]  # "B road"
        if not telling and ending.plain in _TRADES and ending.plain not in ENDINGS:
            return None
        if any(not word.opens for word in telling) or (ending.is_capital and (telling or ending.plain in _STREETS)):
            return "found"
        return "please_check" if telling or ending.is_capital else None

    def _small_tier(self, first: int, number: int) -> Tier | None:
        telling = [word for word in self.words[first:number] if not is_general(word)]
        is_telling = bool(telling)
        if is_telling and self.follows(first, _AT_OR_IN):  # "at the seaside clinic" is no name; "pendleton clinic" is
            is_name = self.words[number].plain in _FORMS or any(_SURE_SUFFIX.fullmatch(word.plain) for word in telling)
            return "found" if is_name else "please_check"
        is_road = self.words[number].plain in _ROADS and self.plain(first - 1) in _ON
        return ("found" if is_telling else "please_check") if is_road else None

    def _belongs(self, number: int, ending: int) -> bool:
        """Say whether a word belongs to the name that the next one is of, and that ends there."""
        word, after = self.words[number], self.words[number + 1]
        if after.gap not in _BETWEEN or word.text[0].isdigit():
            return False
        if word.is_capital:
            return word.plain not in {"i", "i'm"}
        if after.is_capital:
            is_link = word.plain in {"and", "of", "the", "upon"} and word.gap == " "
            return is_link and number > 0 and self.words[number - 1].is_capital
        return word.plain not in _NO_PART and (number + 1 == ending or not is_ordinary(word.plain))

    def _saint(self, number: int) -> Iterator[Find]:
        """Yield "St Mary's", "st oswins hospital": nearly always a hospital, a school or a church."""
        after = self.at(number + 1)
        if after is None or after.gap.strip(" .") or after.plain in ROLES:
            return
        if after.is_capital or self.follows(number, _AT_OR_IN):
            last = number + 1
            if self.touches(last + 1) and self.plain(last + 1) in ENDINGS:
                last += 1
            yield told("place", self.text, self.words[number].start, self.words[last].end)

    def _is_unknown_name(self, word: Word) -> bool:
        return word.is_capital and not is_ordinary(word.plain)

    def _could_be_unknown(self, word: Word) -> bool:
        if word.opens or len(word.plain) < 3 or word.text[0].isdigit() or word.plain in _DEPARTMENTS:
            return False
        if is_ordinary(word.plain) and not (word.is_capital and word.plain not in ROLES):
            return False
        if "-" in word.plain and all(map(is_ordinary, word.plain.split("-"))):
            return False
        return word.plain not in GENERAL and word.plain not in COUNTRIES and word.plain not in FIRST

    def _after_cue(self, number: int) -> Iterator[Find]:
        """Yield an unknown name after "work at", and one that ends like a place after "in"."""
        word = self.words[number]
        tier: Tier = "found" if word.is_capital else "please_check"
        if self.follows_work(number) if self._is_unknown_name(word) else self.follows_employment(number):
            last = number
            while last - number < _LONGEST and self._goes_on(last + 1):
                last += 1
            yield told("organisation", self.text, word.start, self.words[last].end, tier=tier)
        elif (
            not is_ordinary(word.plain)
            and self.follows(number, IN)
            and (_SUFFIX if word.is_capital else _SURE_SUFFIX).fullmatch(word.plain)
        ):
            yield told("town", self.text, word.start, word.end, tier=tier)

    def _goes_on(self, number: int) -> bool:
        word = self.at(number)
        return word is not None and word.is_capital and word.gap in {" ", " & "}
