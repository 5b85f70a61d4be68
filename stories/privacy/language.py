"""In which language a story is written, among those that enough people at work write in; of the others nothing is said.

What a moderator needs is "can I read this?". What nobody must learn is that the one person who writes Welsh has sent a
story. So the site names its languages with how many people write in them (CAIRN_STORY_LANGUAGES), one that fewer share
than the smallest group is never kept, and the site's own language is kept no more than one that was not known.

Small words give a language away: each text is full of them, and few are another language's too. It is one of the ways
that Grothe, De Luca and Nürnberger compare ("A Comparative Study on Language Identification Methods", LREC 2008); the
words and the thresholds are our own.
"""

from __future__ import annotations

import re

from django.conf import settings

from stories.privacy.small_numbers import smallest_group

# The commonest small words, without most of those that two of these languages share.
SMALL_WORDS = {
    code: frozenset(words.split())
    for code, words in {
        "cy": "yn yr ac mae oedd roedd wedi fy ei gan am ond fel bod dim nid oedden roeddwn gyda ar bob iawn hynny",
        "de": "und der die das ich nicht ist war ein eine mit auf dass mir mich wir sie aber den dem zu wenn noch nach",
        "en": "the and was i my to of it that had they with for but not me were he she have at this when nobody we you",
        "es": "el la y que los las una pero muy mi me yo con por para estaba cuando más había nadie lo del al fue",
        "fr": "le les et je ne pas une des dans était mais avec pour sur qui mon ma nous elle il au plus quand ce c",
        "it": "il che di non gli una sono era mi mio mia con per ma della nel ho anche più quando abbiamo nessuno ero",
        "nl": "het een en ik niet was dat op mijn met voor maar van ze we hij als nog naar toen waren ook mij geen",
        "pl": "się nie że na to było jest jak ale był była mnie mi do po czy już tylko mój moja nikt kiedy tak z i w",
        "pt": "não que uma um eu os as com mas minha meu para era muito quando estava foi mais no na do da ninguém ao",
        "ro": "și nu în că la pe cu am era mi mă din dar pentru foarte când mai nimeni fost este sunt care după a",
        "uk": "і не що на я це було мені мене як але був була до з у вже тільки мій моя ніхто коли так та після ми",
    }.items()
}
LEAST_FOUND = 6  # in fewer small words chance has its say
CLEARLY = 1.5  # so many times what the next language has
_WORD = re.compile(r"[^\W\d_]+")


def shared_languages() -> tuple[str, ...]:
    """Return the languages, beside the site's own, that a story's row may name: those that enough people share."""
    own, asked = settings.LANGUAGE_CODE.partition("-")[0], settings.CAIRN_STORY_LANGUAGES
    known = [code for code in asked if code in SMALL_WORDS and code != own]
    return tuple(code for code in known if asked[code] >= smallest_group())


def language_to_keep(text: str) -> str:
    """Return the code of the text's language where a row may name it, or "".

    "" is the site's own language, one that too few people share, and one that was not clear, all alike.
    """
    shared = shared_languages()
    if not shared:
        return ""
    words = _WORD.findall(text.lower())
    found = sorted(((sum(word in small for word in words), code) for code, small in SMALL_WORDS.items()), reverse=True)
    (most, code), (second, _next) = found[:2]
    return code if code in shared and most >= LEAST_FOUND and most >= CLEARLY * second else ""
