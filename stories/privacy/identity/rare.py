"""What few people are: "the only deaf driver", "the first girl they ever had", jobs of which a place has one.

After k-anonymity (Sweeney 2002): no name is needed to pick out somebody whom few others are like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.privacy.identity.finds import Find
from stories.privacy.identity.kinds import told
from stories.privacy.identity.lists import cue, words
from stories.privacy.identity.words import Reading

_REST = r"(?:(?! and | but | so |, )[\w’' -]){0,60}"
# "the only thing", "the only way": nobody. "The only night off" neither, but "the only night porter" is somebody.
_THING = (
    r"(?:thing|way|reason|time|place|problem|difference|part|bit|sound|light|noise|option|choice|chance|question"
    r"|answer|word|words"
    r"|good|real|other|news|hope|comfort|break|(?:day|night)(?! (?:shift )?(?:{roles})s?\b)"
    r"|one that (?:works|helped)|one i (?:had|have|could|know)"
    r"|one who (?:asked|listened|said|noticed|helped|knew|saw|"
    r"cared|believed|came)|people who|person who (?:asked|listened|said|noticed|helped|knew|cared|came|believed)"
    r"|person i|people i)"
)
_PERSON = (
    r"(?:[\w’'-]{1,20} ){0,4}?(?:m[ae]n|wom[ae]n|person|people|girl|boy|lad|lass|bloke|guy|mum|mother|dad|father"
    r"|parent|one|ones|two|three|{roles})s?"
)
_TRAIT = (
    r"(?:male|female|black|white|asian|brown|gay|lesbian|bisexual|trans|non-?binary|deaf|blind|disabled|autistic"
    r"|dyslexic|pregnant|muslim|"
    r"jewish|sikh|hindu|christian|polish|romanian|nigerian|ghanaian|indian|pakistani|filipino|filipina|irish"
    r"|welsh|scottish|english|"
    r"foreign|foreigner|immigrant|refugee|wheelchair|veteran|widowed?|non-driver|vegan|hijabi?|turban|older"
    r"|youngest|oldest)"
)


# What few wear, use or have.
_MARK = (
    r"(?:stammer|stutter|limp|stick|cane|crutch(?:es)?|wheelchair|guide dog|hearing aids?|implant|prosthetic"
    r"|prosthesis|turban|hijab|headscarf|niqab"
    r"|kippah|dreads|dreadlocks|glass eye|eye patch|stoma|insulin pump|tattoos?|scar|birthmark|accent|red hair"
    r"|beard|piercing|baby bump|bump|walker|frame)"
)


def _patterns() -> tuple[re.Pattern[str], ...]:
    roles = "|".join(sorted((role for role in words("roles") if len(role) > 2), key=len, reverse=True))
    person, thing = _PERSON.replace("{roles}", roles), _THING.replace("{roles}", roles)
    return (
        re.compile(
            rf"\b(?:the|their|our|its) (?:only|sole|lone|one and only)(?! {thing}\b) (?:{person}|{_TRAIT})\b{_REST}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:the|their) (?:first|last|youngest|oldest|longest[- ]serving|newest"
            rf"|tallest)(?: ever)? (?!one (?:in|out|to leave)\b)(?:{person}|{_TRAIT}(?: \w+)?) (?:they|to|on|in"
            rf"|at|ever|here|there|left|of|who)\b{_REST}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:i[’']?m|i am|i was|being|as|she[’']?s|he[’']?s|she was"
            rf"|he was) (?:\w+ ){{0,2}}?(?P<it>the (?:only|sole|first|last|youngest|oldest|newest|shortest)"
            rf"(?! {thing}\b)(?! (?:to|in|out|at|on|of|for)\b) [\w’'-]+{_REST})"
            rf"|\bthere[’']?s? (?:is |are )?(?:only|just) (?:one|two|the one|the two"
            rf"|three)(?: of us)?(?: {person}|(?= of us))\b{_REST}"
            rf"|\bno other (?:{person}|{_TRAIT})\b{_REST}|\bthe one (?:who|with|in) (?:the|a|an|my) {_MARK}\b{_REST}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:the|a) one {_TRAIT}(?: \w+)?\b|\b(?:the )?only (?:{_TRAIT}) \w+\b|\bone of (?:only )?(?:two"
            rf"|three|2|3) (?:{person}|{_TRAIT}(?: \w+)?)\b{_REST}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\bnobody else (?:here|there|on|in|at|who|with|has|speaks|can)\b{_REST}|\b(?:i[’']?m"
            rf"|i am) the only\b(?! {thing}\b){_REST}",
            re.IGNORECASE,
        ),
    )


# "the one who was on the local news", "the barista that came third in the finals": others know of it.
_FAMOUS = re.compile(
    r"\bthe (?:[\w’'-]{1,20} ){1,3}(?:who|that|whose) [^.!?;\n]{0,60}?\b(?:in the (?:local )?(?:papers?|news)"
    r"|on the (?:local )?(?:news|radio|telly|tv)(?: (?:in|at|on|for|every|each|during) \w+)?"
    r"|(?:finals|championships?|olympics|world cup|talent show)|on (?:telly|tv|youtube)|went viral)\b[^.!?;,\n]{0,40}",
    re.IGNORECASE,
)
_FAME = cue("fame")
_PATTERNS = _patterns()
_TRIGGERS = cue("rarely")
_SENIOR = re.compile(
    r"\b(?:i am|i[’']m|im) (?:the|our|your) (?P<it>(?:chief [\w ]{3,25}|head (?:of \w+(?: \w+)?|teacher|chef"
    r"|porter|gardener|keeper|nurse)|headteacher"
    r"|director(?: of [\w ]{3,20})?|chaplain|ceo|principal|matron|caretaker|registrar|bursar|coroner"
    r"|harbour ?master|stationmaster|site manager"
    r"|general manager|mayor|undertaker|vicar|imam|rabbi|company secretary|deputy head|school nurse|town clerk"
    r"|lighthouse keeper))\b",
    re.IGNORECASE,
)


def rarities(reading: Reading) -> Iterator[Find]:
    """Yield what only one or few people there are, and jobs of which a place has one."""
    text = reading.text
    for pattern in _PATTERNS:
        for match in reading.near(pattern, _TRIGGERS, before=40, after=110):
            name = match.lastgroup or 0
            yield told("rare", text, match.start(name), match.start(name) + len(match[name].rstrip(" -’'")))
    for match in reading.near(_FAMOUS, _FAME, before=110, after=45):
        yield told("rare", text, match.start(), match.end())
    for match in reading.near(_SENIOR, ("the", "our", "your"), before=8, after=40):
        yield told("role", text, match.start("it"), match.end("it"))
