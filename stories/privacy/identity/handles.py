"""Names online: with a sign, beside the name of a network, or spelt out ("dave underscore k")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue, fold, is_ordinary
from stories.privacy.identity.words import Reading, Word

NETWORKS = (
    "insta", "instagram", "ig", "twitter", "snap", "snapchat", "tiktok", "tik", "facebook", "fb", "discord", "reddit",
    "telegram", "signal", "mastodon", "bluesky", "bsky", "threads", "linkedin", "twitch", "steam", "xbox", "psn", "kik",
    "whatsapp", "wechat", "weibo", "youtube", "tumblr", "messenger", "skype", "slack", "github", "gamertag", "strava",
    "vinted", "viber", "line",
)  # fmt: skip
NETWORK = rf"(?:tik ?tok|{'|'.join(NETWORKS[:-1])})"
_SIGNED = re.compile(
    r"(?<![\w@.])@(?=[\d.]{0,20}[^\W\d])(?!(?:here|channel|everyone|all|team|work|home)\b)\w[\w.]{1,40}\b_*"
    r"|(?<![\w/])/?[ur]/[\w-]{3,40}|(?<![\w#])[\w.]{2,32}#\d{4}\b"
)
# Two words tied by "_", or by a full stop without a space where the second is no sentence, as in "nokeys.maya".
_TIED = re.compile(
    r"(?<![\w@./])[a-z][a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){1,4}_?\b"
    r"|(?<![\w@./])[a-z]{2,30}\.(?-i:[a-z]{2,30})\d{0,4}\b(?![.@/])"
    r"|(?<![\w@./-])[a-z]{3,30}\d{2,6}\b(?![.@/-])",
    re.IGNORECASE,
)
_TIES = frozenset({"_", ".", "__"})
_SAID_BEFORE = re.compile(
    r"\b(?:i[’']?m|i am|as|by|under|me|handle|username|user ?name|screen ?name|gamertag|there)(?: is|[’']s| was"
    r"|:)? {1,2}$",
    re.IGNORECASE,
)
_NAME_WORDS = ("handle", "username", "user", "screenname", "gamertag", "screen")
_CUED = re.compile(
    rf"\b{NETWORK}(?:\s(?:is|as|at|name|handle|user|username|account|id|under|me"
    rf"|dm)){{0,3}}\s?[:=,]?\s{{1,2}}(?P<one>@?[\w.#-]{{3,40}})"
    r"|\b(?:handle|username|user name|screen ?name|gamertag|handle there)(?:[’']s|\sis|\swas"
    r"|:)\s{1,2}(?P<two>@?[\w.#-]{3,40})"
    rf"|(?P<three>\b[\w.#-]{{3,40}})\s(?:on|over on|@)\s(?:the\s)?{NETWORK}\b",
    re.IGNORECASE,
)
# A sign in words between words. "Underscore" is said of names alone; another sign has to stand after a comma, or come
# twice, or be near the name of a network.
_UNDERSCORE = re.compile(
    r"\b[\w']{1,40}(?:\s[\w']{1,40})?,?\s(?:(?:and|then|a|an)\s){0,2}underscore,?\s(?!(?:the|that|how|our|why"
    r"|this)\b)(?:(?:and|then"
    r"|a)\s){0,2}[\w']{1,40}"
    r"(?:,?\s(?:(?:and|then|a|an)\s){0,2}(?:underscore|dot|dash),?\s(?:then\s)?[\w']{1,40}){0,5}",
    re.IGNORECASE,
)
_SIGNS = ("underscore", "dash", "hyphen", "dot", "gap", "space", "tiret", "period", "stop")
_SIGN = rf"(?:{'|'.join(_SIGNS[:-1])}|full stop)"
_SPELT = re.compile(
    rf"\b[\w']{{1,40}}(?:\s[\w']{{1,40}}){{0,2}},\s(?:(?:and|then|a|an|the)\s){{0,3}}{_SIGN},\s(?:(?:and|then"
    rf"|a)\s){{0,2}}[\w']{{1,40}}"
    rf"(?:,?\s(?:(?:and|then|a|an|the)\s){{0,3}}{_SIGN},?\s(?:(?:and|then)\s)?[\w']{{1,40}}){{0,5}}"
    rf"|\b(?:[\w']{{1,40}}\s)?{_SIGN}\s[\w']{{1,40}}\s{_SIGN}\s[\w']{{1,40}}(?:\s{_SIGN}\s[\w']{{1,40}}){{0,4}}"
    rf"|\b[\w']{{1,40}}\s(?:dot|dash|hyphen)\s[\w']{{1,40}}(?=\s(?:on|over on)\s(?:the\s)?{NETWORK})",
    re.IGNORECASE,
)
# "tired (underscore) nurse", "k-a-r-e-n": nothing else is written so.
_BRACKETED = re.compile(
    r"\b[\w']{1,40}\s?[(\[{<*]\s?(?:underscore|dash|hyphen|dot|point|space|gap)\s?[)\]}>*]\s?[\w']{1,40}"
    r"(?:\s?[(\[{<*]\s?(?:underscore|dash|hyphen|dot|point|space|gap)\s?[)\]}>*]\s?[\w']{1,40}){0,4}",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"(?<![\w-])[A-Za-z](?:-[A-Za-z]){4,30}(?![\w-])|(?<![\w’'])[A-Za-z](?: [A-Za-z]){5,20}(?![\w’'])"
)
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_AT_SIGN = re.compile(r"\bat[- ]sign(?! (?:up|in|on|off|out)\b),? [\w']{1,40}(?: [\w']{1,40}){0,2}", re.IGNORECASE)
_SIGN_WORD = ("sign",)
_REACH_ME = re.compile(
    r"\b(?:message|dm|find|add|follow|reach|ping|text|look) me (?:up )?(?:at|as|on|under"
    r"|up as) (?P<it>[^.!?\n]{3,60}?)"
    rf"(?= on (?:there|here|it|that|the \w+(?: \w+)?|{NETWORK})[.!?,\n]| on (?:there|here)$)",
    re.IGNORECASE,
)
_NO_PART = re.compile(r"(?:(?:for|at|is|me|to|as|on|it|by|it[’']s|im|i[’']m|and|called|under)\s)+", re.IGNORECASE)
_ME = frozenset({"me"})
_ONLINE = re.compile(
    rf"\b(?:on the app|on there|on here|online|on the forum|on the site|{NETWORK}),?"
    r" (?:i[’']?m|i am|as|it[’']s) (?P<name>[\w.-]{4,40})",
    re.IGNORECASE,
)
_ONLINE_WORDS = cue("online") | frozenset(NETWORKS)


def handles(reading: Reading) -> Iterator[Find]:
    """Yield names online. One that is only tied like a name, without a cue, is pointed at."""
    text = reading.text
    for match in _SIGNED.finditer(text) if any(sign in text for sign in "@#/") else ():
        yield told("handle", text, match.start(), match.end())
    for match in reading.at(_TIED, _tied(reading)):
        said = _SAID_BEFORE.search(text, max(0, match.start() - 24), match.start())
        if _is_sentence(match[0]):
            continue
        if said or not match[0][-1].isdigit() or "_" in match[0]:
            yield told("handle", text, match.start(), match.end(), tier="found" if said else "please_check")
    for match in reading.near(_CUED, (*NETWORKS, *_NAME_WORDS)):
        name = match.lastgroup or ""
        phrase = match[name].rstrip(".,-")
        if _is_handle(phrase) or (name == "two" and not is_ordinary(fold(phrase))):
            yield told("handle", text, match.start(name), match.start(name) + len(phrase))
    yield from _spelt(reading)


def _tied(reading: Reading) -> list[Word]:
    """Return the words that a sign ties to the next one, and those with digits in them."""
    words = reading.words
    places = {place - 1 for place, word in enumerate(words) if place and word.gap in _TIES}
    return [words[place] for place in sorted(places.union(reading.number_places))]


def _is_sentence(phrase: str) -> bool:
    """Say whether it is two ordinary words with a full stop and no space between: "replaced.we"."""
    first, dot, second = phrase.partition(".")
    return bool(dot) and is_ordinary(fold(first)) and is_ordinary(fold(second))


def _spelt(reading: Reading) -> Iterator[Find]:
    text = reading.text
    for match in reading.near(_BRACKETED, (*_SIGNS, "point"), before=60, after=60):
        yield told("handle", text, match.start(), match.end())
    hyphened = [word for word in reading.words if len(word.text) > 8 and word.text[1] == "-"] if "-" in text else []
    for match in reading.at(_LETTERED, hyphened):
        yield told("handle", text, match.start(), match.end())
    for match in reading.near(_LETTERED, _LETTERS, then=_LETTERS, before=2, after=44):
        yield told("handle", text, match.start(), match.end())
    for pattern, triggers in ((_UNDERSCORE, _SIGNS[:1]), (_SPELT, _SIGNS), (_AT_SIGN, _SIGN_WORD)):
        for match in reading.near(pattern, triggers, before=90, after=120):
            before = _NO_PART.match(match[0])
            yield told("handle", text, match.start() + (before.end() if before else 0), match.end())
    yield from _said(reading)


def _said(reading: Reading) -> Iterator[Find]:
    """Yield names beside "find me as", "on the app I’m"."""
    text = reading.text
    for match in reading.near(_REACH_ME, cue("reaching"), then=_ME, before=5, after=100):
        yield told("handle", text, match.start("it"), match.end("it"))
    for match in reading.near(_ONLINE, _ONLINE_WORDS, then=cue("self"), before=12, after=60):
        if not is_ordinary(fold(match["name"])):
            yield told("handle", text, match.start("name"), match.end("name"))


def _is_handle(word: str) -> bool:
    """Say whether a word beside the name of a network can be nothing but a name there."""
    if re.fullmatch(r"\d{1,2}[ap]m", word, re.IGNORECASE):  # "what I can’t handle is 4pm"
        return False
    return bool(re.search(r"[\d_@#]|[a-z][.-][a-z]|[a-z][A-Z]", word))
