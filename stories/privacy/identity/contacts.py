"""E-mail addresses and links: as they are typed, and as people spell them out to hide them.

The plain forms follow RFC 5321 (addresses) and RFC 3986 (links) as far as people use them. Each repetition is bounded,
so that no text takes more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.words import Reading

_ENDING = (
    r"(?:com|org|net|edu|gov|info|biz|app|dev|io|me|tv|uk|ie|eu|de|fr|es|it|pl|nl|be|at|ch|se|no|dk|fi|pt|ro|bg|cz|us"
    r"|ca|au|nz|in|za|ng|ke|jp|cn|br|mx|scot|wales|example|test|local|nhs)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}[@＠](?:[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}|[A-Za-z][\w-]{2,62})")
_LINK = re.compile(
    r"\b(?:h[tx]{2}ps?://|www\.)[^\s<>”’]{1,2000}"
    rf"|(?<![\w.@-])[a-z0-9-]{{2,63}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.{_ENDING}\b(?!\.\w)(?:/[^\s<>”’]{{0,500}})?",
    re.IGNORECASE,
)
# "at" and "dot" as a word apart, in brackets of any kind or between signs: (at), [dot], *at*, -dot-, {at}.
_L, _R = r"[\s(\[{<*_~/|\"“‘'-]{1,3}", r"[\s)\]}>*_~/|\"”’'-]{1,3}"
_SAID = r"(?:(?:and |then |followed by )?(?:the |an? )?)"
_AT_SIGN = (
    r"(?:(?:at|@) (?:the |d )?rate(?: of)?(?: sign)?"
    r"|at[- ]?(?:sign|symbol|thing)|at|@|a t|(?:little |curly )?a in a (?:circle|ring|curl)|squiggly a|curly a|snail"
    r"|et|at, \w{2,6}|arobase|arroba|chiocciola|klammeraffe|ma[lł]pa|chez|ät|aet)"
)
_DOT_SIGN = r"(?:dot|punkt|point|punto|ponto|kropka|period|full stop|stop|d0t|d o t)"
_AT = rf"(?:,?{_L}{_SAID}{_AT_SIGN},?{_R}(?:then )?|\s?[(\[{{<]\s?(?:a|ä|@|at)\s?[)\]}}>]\s?)"
_DOT = (
    rf"(?:,?{_L}{_SAID}{_DOT_SIGN},?{_R}|\s?[.]\s?|,\s?{_DOT_SIGN},\s?"
    r"|\s?[(\[{<]\s?(?:\.|d|dot|punkt|point)\s?[)\]}>]\s?|, (?:then )?\.)"
)
DOTS = ("dot", "punkt", "point", "punto", "ponto", "kropka", "period", "stop", "d0t")
PROVIDERS = (
    "gmail", "googlemail", "hotmail", "outlook", "yahoo", "icloud", "protonmail", "proton", "posteo", "gmx", "aol",
    "btinternet", "ymail", "mailbox", "fastmail", "zoho", "tutanota",
)  # fmt: skip
_PROVIDER = "|".join((*PROVIDERS, "g[ -]mail", "hot[ -]mail", "out[ -]look", "proton[ -]mail"))
_SPELT_EMAIL = re.compile(
    rf"(?:{_AT}|\s?[@＠]\s?)"
    rf"(?:(?=[\w-]*[a-z])[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,4}}{_DOT}{_ENDING}\b"
    rf"|(?:{_PROVIDER})\b(?!\s+(?:rate|time)\b))",
    re.IGNORECASE,
)
_GLUED = re.compile(r"\b[\w.-]{2,40}AT[a-z][\w-]{1,40}(?:(?:DOT|\.)[a-z]{2,20}){1,3}\b")  # "joATexampleDOTorg"
_ENDINGS = ("com", "org", "net", "uk", "ie", "de", "fr", "edu", "gov", "info", "example", "eu", "io")
_SPELT_LINK = re.compile(
    rf"\b[a-z0-9-]{{2,63}}(?:{_L}dot{_R}[a-z0-9-]{{1,63}}){{0,4}}{_L}(?:dot|\.){_R}{_ENDING}\b", re.IGNORECASE
)
# Endings that are English words too ("at this point in time") count only after a dot that can be nothing else.
_WORDS_TOO = re.compile(r"(?:in|at|be|it|me|no|us|es|is|io|test|local)", re.IGNORECASE)
_PLAIN_DOT = re.compile(r"(?:\.|\b(?:dot|d0t|punkt|punto|ponto|kropka|full stop))\W*\w+$", re.IGNORECASE)
# What stands before a spelt "at": the last words that could be a name in an address, joined by spelt signs, or a whole
# clause that says how to join it ("milk in the oven, no spaces").
_SPELT_NAME = re.compile(
    r"(?:[\w+.-]{1,64}[\s(\[{*_-]{1,3}(?:dot|underscore|dash|hyphen|punkt|point|tiret|minus|slash|plus)"
    r"[\s)\]}*_-]{1,3}){0,5}[\w+.'-]{1,64}[)\]}]?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[:;,(]\s*([^:;,()!?\n]{1,60})$")
_NO_SPACES = re.compile(
    r"(?<![\w'-])[\w'-]+(?:\s[\w'-]+){0,7},?\s(?:no|with|without|all|joined|run)\s[\w ]{3,25},?\s*$"
)

# The domain without an ending, or before the name: "heron 44, gmail", "heron.44 over at the google one".
_SHORT = re.compile(
    rf"\b(?:it[’']?s|i[’']?m|is|e?-?mail(?:s|ed)?(?: me| us)?(?: at| on)?|address|box|or|reach me|(?:write|mail"
    rf"|send \w+|\w+) to)"
    rf"(?: at| on|:|,)? (?P<it>[\w.+’'-]{{2,30}}(?:,? [\w.+’'-]{{1,20}}){{0,5}}?(?:,| on| over at| over on| at"
    rf"| with)+ (?:the )?"
    rf"(?:{_PROVIDER}|google (?:one|mail)|microsoft one|apple one)\b)"
    r"|\b(?P<two>(?:com|org|net|edu|uk|ie|de"
    r"|fr) dot [\w-]{2,30}(?: dot [\w-]{2,30})? at [\w-]{2,30}(?: [\w-]{2,30}){0,3})",
    re.IGNORECASE,
)
_LOOKED = re.compile(r"\b(?:look|looks|looked|looking|work|works|worked|working|glanced?|stared?)$", re.IGNORECASE)
_SHORT_WORDS = (*PROVIDERS, "google", "mail", "mails", "dot", "microsoft", "apple")
# "…, but heron spelt with a three for the e", "minus the spaces".
_THEN_HOW = re.compile(
    r",? \(?(?:but|where|with|without|minus|no|only|take out|and the)\b[^.!?\n;)]{0,40}"
    r"\b(?:spelt|spelled|for|instead|swap|zero|nought|letters?|spaces?|gaps?|dots?|is an?|backwards|ending"
    r"|country)\b[^.!?\n,;)]{0,30}",
    re.IGNORECASE,
)


def emails(reading: Reading) -> Iterator[Find]:
    """Yield e-mail addresses, typed or spelt out."""
    text = reading.text
    for match in _GLUED.finditer(text) if "AT" in text else ():
        yield told("email", text, match.start(), match.end())
    if "@" in text or "＠" in text:
        for match in _EMAIL.finditer(text):
            yield told("email", text, match.start(), match.end())
        spelt = [_SPELT_EMAIL.finditer(text)]
    else:
        triggers = (*DOTS, *PROVIDERS, *_ENDINGS)
        spelt = [reading.near(_SPELT_EMAIL, triggers, before=130, after=70)]
    for match in (match for matches in spelt for match in matches if _is_domain(match[0])):
        start = _before_at(text, match.start())
        if start < match.start() and not _LOOKED.search(text, start, match.start()):
            how = _THEN_HOW.match(text, match.end())
            yield told("email", text, start, how.end() if how else match.end())
    for match in reading.near(_SHORT, _SHORT_WORDS, before=90, after=90):
        name = match.lastgroup or "it"
        yield told("email", text, match.start(name), match.end(name))


def _is_domain(phrase: str) -> bool:
    """Say whether what follows the "at" can only be a domain."""
    last = phrase.rsplit(maxsplit=1)[-1].rpartition(".")[2]
    is_spaced = re.search(r"\.\s", phrase) is not None  # the end of a sentence
    return not (_WORDS_TOO.fullmatch(last) and (is_spaced or not _PLAIN_DOT.search(phrase)))


def _before_at(text: str, end: int) -> int:
    """Return where the name before a spelt "at" begins; `end` when there is none."""
    base = max(0, end - 120)
    before = text[base:end]
    if match := _NO_SPACES.search(before):
        return base + match.start()
    if match := _CLAUSE.search(before):
        return base + match.start(1)
    match = _SPELT_NAME.search(before)
    return base + match.start() if match else end


def links(reading: Reading) -> Iterator[Find]:
    """Yield links, typed or spelt out."""
    text = reading.text
    spelt = reading.near(_SPELT_LINK, ("dot",), before=70, after=70)
    for match in (*_LINK.finditer(text), *spelt):
        yield told("link", text, match.start(), match.start() + len(match[0].rstrip(".,;:!?)")))
