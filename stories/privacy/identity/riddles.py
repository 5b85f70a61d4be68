"""Names online and addresses told as riddles: "still wet, no gap, then a nought", "swirly a, the usual dot".

`described` asks for a word that says it is a name online. Who tells two things about how it is written, after "it’s"
or "set me up as", tells a name too. All of it is only to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.contacts import DOTS, PROVIDERS
from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue
from stories.privacy.identity.words import Reading

_NUMBER = (
    r"(?:number(?! of)|figure|digit|nought|zero|oh|double|treble|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|year|age|letters?|\d{1,4})"
)
# Ways to say how something is written. Two of different kinds make a name.
_HOW = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:one|single|all one|as one|1) word\b|\ball one\b|\bas one\b|\b(?:no|without|minus|lose|drop|skip|remove) "
        r"(?:the |any |a )?(?:gaps?|spaces?|spacing|breaks?)\b|\b(?:all )?together\b|\bnothing (?:in )?between\b"
        r"|\b(?:squashed|joined|stuck|run|squished|glued|pushed|jammed) (?:up|together|into one)\b",
        r"\b(?:underscores?|underlines?|under ?lines?|low lines?|tilde|hyphens?|dash(?:es)?|slash(?:es)?)\b"
        r"|\b(?:dots?|full stops?|points?|stops?|lines?|bars?) (?:in between|between|where|for|instead|after|before"
        r"|in the (?:gaps?|middle))\b|\b(?:then|with|and) (?:a|an|the) (?:dot|full stop|hash|stroke|star|plus)\b",
        rf"\b(?:then|followed by|and then|plus|with) (?:(?:a|an|the|my|our|two|three|number) ){{0,2}}{_NUMBER}\b"
        rf"|\b{_NUMBER} (?:\w+ )?(?:at|on) the (?:end|front|start|back|beginning)\b",
        r"\b(?:backwards|back to front|reversed|vowels|mirrored|the wrong way round|upside down)\b"
        r"|\bthe \w+ (?:back|backwards|in reverse)\b",
        rf"\b(?:a|an|each|every|the|its|both) (?:[a-z]|[a-z][’']?s|\w+ [a-z]) (?:is|are|being|as|was|becomes|turned)\b"
        rf"|\b(?:with|but|and) (?:a|an|the) {_NUMBER} (?:for|instead|where|as|in place)\b"
        r"|\bwrite \w+ as\b|\b(?:[a-z]|zed|zee) not (?:an? )?[a-z]\b"
        r"|\b(?:instead of|in place of|where) (?:the|an?|each|every) [a-z]\b|\bswap\w*\b",
        r"\b(?:lower|upper) ?case\b|\b(?:no|all|small|big) (?:caps|capitals)\b|\bcapitals?\b|\ball small\b",
        r"\b(?:spelt|spelled) (?:like|as|with|the|out)\b|\blike the (?:bird|month|animal|colour|color|tree|fish"
        r"|flower|river)\b|\bthe word \w+\b|\bfirst letters?\b|\binitials?\b|\bwith an? [a-z]\b",
    )
)
_HOW_WORDS = cue("riddle_words")
_STOP = re.compile(r"[.!?:](?=\s|$)|\n|;")
_SENTENCE = re.compile(r"[.!?](?=\s|$)|\n|;")
# What leads to a name: the last of these before the first thing said about it.
_LEAD = re.compile(
    r"(?:.*[\s,(“\"]|)(?:(?:look for|find|add|follow|search for) (?:me|us)(?: up)?"
    r"(?: (?:on|at|in) (?:the )?[\w ]{2,20})?"
    r"|it[’']?s|its|it is|i[’']?m|i am|we[’']?re|we are|(?:me|us) (?:up )?as|as|under|called|named"
    r"|(?:name|handle|account|page|tag|login|user)(?:[’']s| is)?|mine(?:[’']s| is)|ours is|look for|search(?: for)?"
    r"|:),?:? (?P<it>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_LINE = re.compile(
    r"\b(?:chat|app|online|internet|computer|site|web|account|profile|page|name|user ?name|login|tag|feed|forum|post"
    r"|posts|group|channel|socials?|follow|find|add|message|dm|search|look for|set (?:me|us|it) up|game|stream|media"
    r"|insta\w*|snap\w*|tik ?tok|discord|reddit|telegram|signal|whatsapp|mastodon|bluesky|twitter|threads|youtube"
    r"|facebook|twitch|strava|steam|xbox|linkedin|tumblr|pinterest)\b",
    re.IGNORECASE,
)
_REACH = 150
_AT = (
    r"(?:(?:swirly|curly|squiggly|round|circled|ringed|curled|twirly|wiggly|funny|twisty|loopy|spiral|fancy|whirly) ?"
    r"(?:little )?a\b|a (?:in|with|inside) (?:a|the|its) (?:own )?(?:circle|ring|curl|tail|loop|swirl"
    r"|whirl|hoop|bubble)"
    r"|at[- ]?(?:sign|symbol|mark|thing)|monkey(?:[’']?s)?(?: tail)?|snail|strudel"
    r"|(?:usual|you know the|swirly|curly|round) (?:sign|symbol|squiggle|swirl|thing)|ay[ -]tee)\b"
)
_END = (
    r"(?:(?:dot|full stop|point|stop|period|punkt|dee oh tee)(?:,| and| then| is){0,2} ?"
    r"(?:com|org|net|example|uk|ie|co|info|edu|me|de|fr)\b"
    rf"|(?:{'|'.join(PROVIDERS)}|google(?:[’']s)? (?:mail|one)|microsoft(?:[’']s)? (?:mail|one)|the big g)\b"
    r"|the usual (?:dot )?(?:\w+ )?(?:ending|end|dot)|(?:ends|ending) (?:in|with) (?:dot )?(?:com|org|net|example|uk)\b"
    r"|\b(?:com|org|net|example)\b)"
)
# "at gee mail", "at the outlook one".
_WITH = re.compile(
    rf"(?:,| at| on| with| over at| over on){{1,2}} (?:the |my )?"
    rf"(?:(?:{'|'.join(PROVIDERS)}) (?:one|place|address|lot)|gee[ -]?mail|hot mail)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(rf"{_AT}", re.IGNORECASE)
_REST = re.compile(
    rf"[^.!?\n;]{{1,60}}?{_END}"
    rf"(?:,? (?:dot|and|the|then|usual|as|full|stop|co|com|org|net|uk|example|ending)\b){{0,4}}",
    re.IGNORECASE,
)
_WRITE = re.compile(
    r".*(?::|\b(?:e?-?mails?|address|inbox|write|mail|contact|reach|messages?|send|it[’']?s|i[’']?m|is|me|us|ours|mine"
    r"|home|to|at|on)\b)[,:]? ?(?P<it>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_SIGN_WORDS = cue("signs_for_at")
_ENDS = frozenset(
    {*DOTS, *PROVIDERS, "point", "gee", "google", "microsoft", "ending", "ends", "big", "com", "org", "net", "tee"}
)


def riddles(reading: Reading) -> Iterator[Find]:
    """Yield names online and addresses whose writing is described."""
    yield from _names(reading)
    yield from _addresses(reading)


def _names(reading: Reading) -> Iterator[Find]:
    text, done = reading.text, 0
    for word in reading.of(_HOW_WORDS):
        if word.start < done:
            continue
        start, end = _sentence(text, word.start, word.end)
        done = end
        if not _LINE.search(text, max(0, start - 60), end):
            continue
        clause = text[start:end]
        signs = [list(how.finditer(clause)) for how in _HOW]
        first, last = (
            min((each[0].start() for each in signs if each), default=0),
            max((each[-1].end() for each in signs if each), default=0),
        )
        if sum(map(bool, signs)) < 2:
            continue
        if lead := _LEAD.match(clause[:first]):
            comma = clause.find(",", last)
            told_to = comma if comma >= 0 else len(clause.rstrip())
            yield told("handle", text, start + lead.start("it"), start + told_to, tier="please_check")


def _addresses(reading: Reading) -> Iterator[Find]:
    text = reading.text
    if not reading.of(_ENDS):
        return
    for match in reading.near(_SIGN, _SIGN_WORDS, before=16, after=24):
        if rest := _REST.match(text, match.end()):
            yield from _led(text, match.start(), rest.end())
    for match in reading.near(_WITH, {*PROVIDERS, "gee", "hot"}, before=20, after=16):
        yield from _led(text, match.start(), match.end())


def _led(text: str, start: int, end: int) -> Iterator[Find]:
    """Yield the address whose sign stands at `start`, from what leads to it in its sentence to `end`."""
    begin = max(0, start - 90)
    for match in _SENTENCE.finditer(text, begin, start):
        begin = match.end()
    lead = _WRITE.match(text[begin:start])
    first = begin + (lead.start("it") if lead else len(text[begin:start]) - len(text[begin:start].lstrip()))
    if first < start:
        yield told("email", text, first, end, tier="please_check")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence, or as much of it as counts, begins and ends around these characters."""
    begin = max(0, start - _REACH)
    for match in _SENTENCE.finditer(text, begin, start):
        begin = match.end()
    stop = _STOP.search(text, end, min(len(text), end + _REACH))
    return begin, stop.start() if stop else min(len(text), end + _REACH)
