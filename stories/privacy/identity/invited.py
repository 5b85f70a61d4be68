"""What follows an invitation: "on Discord I’m …", "our page is called …", "contact owlnights at, well, gmail".

Here nothing has to be written in a way that gives it away: who says "find me on" goes on with a name. So it is only
pointed at, clause by clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.described import about_a_name
from stories.privacy.identity.finds import Find
from stories.privacy.identity.handles import NETWORK
from stories.privacy.identity.kinds import told
from stories.privacy.identity.words import Reading

_IT = r"(?P<it>[^.!?\n;:]{3,70})"
_APP = r"(?:photo|bird|ghost|blue|green|clock|dance|video|picture|chat|gaming) (?:app|one|site)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "On insta it’s …", "on the bird app I’m …"
        rf"\bon (?:the )?(?:{NETWORK}|{_APP})(?: it[’']?s| i[’']?m| we[’']re| as|,? look for)(?: the)? {_IT}",
        # "my handle is …", "our channel’s …", "My name there is …"
        rf"\b(?:my|our) (?:{NETWORK}|handle|tag|user ?name|profile|channel|nick|name (?:on )?t?here)(?: name"
        rf"| handle)?(?:[’']s| is|:),? {_IT}",
        # "a page called …", "the group, …"
        rf"\b(?:page|group|channel|account|blog)(?:,? (?:it[’']?s|is|that[’']s))? called {_IT}",
        # "I write as …", "we post under …"
        rf"\b(?:i|we) (?:write|post|tweet|stream|blog|sign)(?: there| on there)? (?:as|under|by) {_IT}",
        # "follow … on insta", and what stands after "find us" or the sign for "at"
        rf"\b(?:message|dm|follow|add|find|tag) (?!me|us|it|them|him|her|out){_IT}(?= on (?:{NETWORK}|{_APP})\b)",
        r"\b(?:find|follow|dm|add) (?:me|us): (?P<it>[^.!?\n;:]{3,70})|(?:^|\W)@ (?:me"
        r"|us)[.:,] (?:it[’']?s )?(?P<two>[^.!?\n;:]{3,70})",
    )
)
_WRITTEN = re.compile(r"\S*(?:[@#_\d]|\w\.\w)")  # a name as it is typed has a detector of its own
# A domain said as a word, and an "at" before it: "owlnights at example (no com, it’s org)".
_DOMAINS = frozenset(
    {"com", "org", "net", "gmail", "hotmail", "yahoo", "icloud", "proton", "protonmail", "posteo", "gmx", "example"}
)
_MAIL = re.compile(
    r"(?:[:(]|\b(?:e?-?mails?|address|inbox|line|contact|write|letters?|ours|mine|i[’']?m|it[’']?s|is|to|me"
    r"|us)\b)[,:]? ?"
    r"(?P<it>[^.!?\n;:]{2,60}?(?:\b(?:at|et|sign|arobase|ät|around)\b|@)[^!?\n;:]{1,40}?\b(?:com|org|net|gmail"
    r"|hotmail|yahoo|icloud"
    r"|proton|protonmail|posteo|gmx|(?<!for )example)\b\)?)",
    re.IGNORECASE,
)


def invited(reading: Reading) -> Iterator[Find]:
    """Yield what stands where a name online or an address would, however it is written; all of it only to look at."""
    text = reading.text
    online = about_a_name(reading)
    for pattern in _PATTERNS if online else ():
        for match in reading.around(pattern, online, before=24, after=100):
            name = match.lastgroup or "it"
            if not _WRITTEN.match(match[name]):
                yield told("handle", text, match.start(name), match.end(name), tier="please_check")
    for match in reading.near(_MAIL, _DOMAINS, before=110, after=6):
        if "@" not in match["it"]:
            yield told("email", text, match.start("it"), match.end("it"), tier="please_check")
