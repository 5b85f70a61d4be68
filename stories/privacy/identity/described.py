"""Names online that are told and not written: "grey heron, one word, the o a nought", "heron, like the bird, then a k".

Two signs together make one: something that says how a name is written, and near it something that says it is a name
online ("find me", "on the photo app"). What is pointed at is the clause, as nobody can say where such a name ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from stories.privacy.identity.finds import Find
from stories.privacy.identity.handles import NETWORK, NETWORKS
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue
from stories.privacy.identity.words import Reading, Word

_HOW_WORDS = cue("said_how")
_ABOUT_WORDS, _ABOUT_ME, _ME = (
    cue("about_a_name") | frozenset(NETWORKS),
    cue("about_me"),
    frozenset({"me", "us", "for"}),
)
# The second of two words, and what may stand before it: "on there", "same name", "I post".
_PAIRED = {
    "there": ("on", "i'm", "im", "name"),
    "here": ("on",),
    "name": ("same", "screen"),
    "by": ("go",),
    "post": ("i", "we"),
    "write": ("i", "we"),
    "stream": ("i", "we"),
    "posting": ("im", "i'm", "by"),
    "handle's": ("my", "our"),
    "find": ("and",),
    "young": ("the",),
}
_REACH = 110  # characters to each side in which a clause is looked for
# How a name is written; the first words say nothing else.
_SURE = re.compile(
    r"\bunder ?scores?\b|\ball one\b|\b(?:one|single) word\b|\bno (?:spaces?|gaps?|capitals?|caps|dots?|vowels"
    r"|hyphens?)\b"
    r"|\b(?:without|minus|take out|leave out|lose|drop|ignore|skip|no) (?:the |any )?(?:spaces?|gaps?|dots?|vowels"
    r"|hyphens?|dash(?:es)?|accents?)\b"
    r"|\b(?:lower|upper) ?case\b|\b(?:small|capital|big) (?:letters?|[a-z])\b|\bcapitals?\b|\ball (?:in )?(?:small"
    r"|lower|caps)\b"
    r"|\b(?:squash|squish|squeez|stuck|stick|join|jam|run|smush|push|glue|mash|typed|written|string|strung)(?:e?d|ing)?"
    r" (?:it |them |all |up )?(?:together|up|into one|as one)\b|\b(?:but|all) (?:joined|squashed|stuck)\b",
    re.IGNORECASE,
)
# These are said of other things too.
_PERHAPS = re.compile(
    r"\b(?:backwards?|reversed|back to front|spelt|spelled)\b|\bat[- ]?sign\b(?! (?:up|in|on|off|out)\b)"
    r"|\bswap(?:ped|s|ping)? (?:the |an? |each |every |all )?[a-z]\b|\b[a-z] (?:is )?swapped\b|\b(?:instead of"
    r"|in place of|in for) (?:the |an? |each |every )?[a-z]\b"
    r"|\b(?:with|but|and) (?:an? |the |two |three |each |every |its )?(?:[a-z]|zed|zee|\w+ [a-z][’']?s)(?: (?:is|are"
    r"|as|for|at|in|on|swapped|turned)\b|$|[.,;!)])"
    r"|\b(?:zero|nought|number|one|two|three|four|five|six|seven|eight|nine|\d) (?:for|instead of|as) (?:the|an?"
    r"|each|every) [a-z]\b"
    r"|\b(?:the|each|every|its|an?) [a-z](?:[’']s)? (?:is|are|as|being|was) (?:an? |the )?\w+"
    r"|\b(?:dots?|dashes|hyphens|lines?|underscores?|stops?|points?) (?:between|in between|for (?:the )?(?:gaps?"
    r"|spaces?)|instead|in the middle)\b"
    r"|\b(?:the )?(?:word|letters?|number|digit|bird|month|initials?) (?:\w+ )?(?:and )?then\b|\bthen (?:my|the"
    r"|an?) (?:\w+ ){0,2}"
    r"(?:word|letters?|number|digit|bird|month|initials?|year|age|dash|dot|hash)\b|\band the (?:number|letter|word"
    r"|year)\b"
    r"|\bfirst letters\b|\bhash,? \w+(?: \w+){0,3}$|\b(?:u|r|you) slash\b|\blike the (?:bird|month|animal|colour"
    r"|color|fish|tree|flower|month|river|saint)\b"
    r"|\b(?:double|triple|treble) (?:[a-z]|\w+)\b"
    r"|(?:^|[\w’'],? )(?:dash|dot|hyphen|period|full stop|stroke|hash|space|plus)(?:,? [\w’']|$)|\w (?:[.,-]|\.) \w"
    r"|\b\w_ \w"
    r"|\bthen \w+(?:[- ]\w+){0,2}$|(?<![\w’'])\w(?: \w){2,}(?![\w’'])|\bsearch (?:it|us|for it|me)\b|\blittle \w+$",
    re.IGNORECASE,
)
_APP = (
    r"(?:photo|bird|ghost|blue|green|usual|clock|dance|video|same|other|gram|purple|orange|picture|chat|work|music"
    r"|gaming|dating|running)"
)
_ABOUT = re.compile(
    rf"\b(?:{NETWORK}|handle(?: there)?(?:[’']?s| is|:)|user ?name|screen ?name|gamertag|nick(?:name)?|profile"
    rf"|online|(?:on|in|under) the app|forum|tweet|blog"
    rf"|(?:my|our) channel|the channel[’']s|account"
    rf"|(?:find|follow|message|dm|add|reach|ping|write|look|search|text|contact|hit)(?:ing)? (?:to |for )?(?:me"
    rf"|us)\b|(?:our|a) (?:\w+ )?(?:page|group)"
    rf"|look for|come and find|i go by|i post|we post|post(?:ing)? as|same name|on (?:here|there)|i[’']?m t?here as"
    rf"|follow (?!up|the|your|our|my|this|that|it)\w+|the usual|look up|the (?:{_APP})(?: \w+)? (?:app|one|site"
    rf"|thing|place)"
    rf"|(?:{_APP}) (?:app|one|site)|app with|dms?|where the young)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"(?<=[\w)”\"])[.!?](?=\s|$)|\n|[;:](?=\s)|[“”\"]|(?<=\w)\? ")
# What leads to the name inside its clause.
_LEAD = re.compile(
    rf"^(?:.{{0,80}}?\b(?:(?:look|search)(?:ing)? (?:for|up)|i[’']?m (?:on there|there|on here|only|just)? ?(?:as "
    rf"|at )?|i am (?:as )?|it[’']?s (?:called )?|its|is(?: called)?|as|called|named|under|go by"
    rf"|(?:at|on|in) (?:{NETWORK}|there|here|it)(?: (?:i[’']?m|it[’']?s|as|at))?|(?:me|us)(?: (?:at|as|on|under"
    rf"|up))?|{NETWORK}(?: name| handle)?(?: is| it[’']?s)?|(?:page|group|channel)(?: is| it[’']?s)?|handle[’']?s?"
    rf"|[a-z]+[’']s)(?:,| |$)\s*)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf",? (?:on|over on|at) (?:the (?:\w+ ){{1,3}}(?:app|one|site|forum|thing)|the usual|there|here"
    rf"|{NETWORK})(?:\W.{{0,40}})?$",
    re.IGNORECASE,
)
_LONGEST = 140  # characters of a name that is told; half as many where only other signs speak for it
_NEAR = 70  # characters around the clause in which something must say that it is a name online


def described(reading: Reading) -> Iterator[Find]:
    """Yield the clauses that tell how a name online is written."""
    text = reading.text
    done = 0
    online = [word.start for word in about_a_name(reading)]
    if not online:
        return
    for word in reading.of(_HOW_WORDS):
        place = bisect_left(online, word.start)
        is_near = any(abs(word.start - each) < 2 * _REACH for each in online[max(0, place - 1) : place + 1])
        if word.start < done or not is_near:
            continue
        start, end = _clause(text, word.start, word.end)
        done = end
        clause = text[start:end]
        around = text[max(0, start - _NEAR) : start].rpartition(". ")[2][-_NEAR:], text[end : end + _NEAR // 2]
        if not _ABOUT.search(" ".join((around[0], clause, around[1]))):
            continue
        is_sure = _SURE.search(clause)
        if not is_sure and not _PERHAPS.search(clause):
            continue
        first, last = _trimmed(clause, (is_sure or _PERHAPS.search(clause)))
        if 2 < last - first < (_LONGEST if is_sure else _LONGEST // 2):
            yield told("handle", text, start + first, start + last, tier="found" if is_sure else "please_check")


def about_a_name(reading: Reading) -> list[Word]:
    """Return the words that are said of names online: a network, "the app", "find me", "on there"."""
    words = reading.words
    places = set(reading.places_of(_ABOUT_WORDS))
    for place in reading.places_of(_ABOUT_ME):
        if not {word.plain for word in words[place + 1 : place + 3]}.isdisjoint(_ME):
            places.add(place)
    places.update(
        place
        for place in reading.places_of(_PAIRED)
        if place and words[place - 1].plain in _PAIRED.get(words[place].plain, ())
    )
    return [words[place] for place in sorted(places)]


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause that holds these characters begins and ends."""
    base = max(0, start - _REACH)
    begin = base
    for match in _CLAUSES.finditer(text, base, start):
        begin = match.end()
    stop = _CLAUSES.search(text, end, min(len(text), end + _REACH))
    return begin, stop.start() if stop else min(len(text), end + _REACH)


def _trimmed(clause: str, sign: re.Match[str] | None) -> tuple[int, int]:
    """Return where in its clause the name is told: without what leads to it, and without "on the photo app"."""
    first, last = len(clause) - len(clause.lstrip(" ,(")), len(clause.rstrip())
    lead = _LEAD.match(clause)
    if lead and sign and lead.end() <= sign.start() and lead.end() < last - 2:
        first = lead.end()
    tail = _TAIL.search(clause, first)
    if tail and tail.start() - first > 3:
        last = tail.start()
    return first, last
