"""Compares a text with the staff list: one query, however long the text and the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stories.models.directory import DirectoryToken
from stories.privacy.identity.capitals import GENERAL, is_general
from stories.privacy.identity.directory.tokens import Kind, digest_of, directory_key
from stories.privacy.identity.finds import Find, Tier
from stories.privacy.identity.kinds import KINDS
from stories.privacy.identity.lists import is_ordinary, words
from stories.privacy.identity.words import Word, words_of

LONGEST_PHRASE = 5
MOST_CANDIDATES = 20_000  # SQLite takes 32,766 values in a query (SQLITE_MAX_VARIABLE_NUMBER since 3.32)
EMPTY = words("little_words")
BOTH = words("names_that_are_words")
_NAMED = _("This name is on the staff list. It could show who someone is.")
# The reason as the desk reads it, what could stand there instead, and the reason as anybody may read it: no word of a
# list (stories.privacy.identity.unlisted).
_ADVICE: dict[str, tuple[Promise, Promise, str | Promise]] = {
    Kind.FULL: (_NAMED, _("someone I work with"), KINDS["name"].reason),
    Kind.FIRST: (_NAMED, _("someone I work with"), KINDS["name"].reason),
    Kind.LAST: (_NAMED, _("someone I work with"), KINDS["name"].reason),
    Kind.INITIALS: (
        _("Someone on the staff list has these initials."), _("someone I work with"), KINDS["initials"].reason,
    ),
    Kind.TITLE: (
        _("Few people here have this job. It could show who someone is."), _("someone at work"), KINDS["role"].reason,
    ),
    Kind.SITE: (
        _("This is one of our sites. It could show where you work."), _("my place of work"), KINDS["place"].reason,
    ),
}  # fmt: skip
Run = tuple[int, int]  # the first word and the one after the last


class DirectoryEngine:
    """Finds people, rare jobs and sites of the staff list. Knows nothing while none is loaded."""

    def finds(self, text: str) -> Iterator[Find]:
        """Yield what is on the list."""
        all_words = words_of(text)
        pieces = [piece for number, word in enumerate(all_words) for piece in _pieces(number, word)]
        runs = dict.fromkeys(_runs(all_words, pieces))
        if not runs:
            return
        secret = directory_key()
        by_digest: dict[str, list[Run]] = {}
        spelt: dict[tuple[str, ...], str] = {}
        for run, phrase in runs:
            digest = spelt.get(phrase) or spelt.setdefault(phrase, digest_of(secret, phrase))
            by_digest.setdefault(digest, []).append(run)
            if len(by_digest) >= MOST_CANDIDATES:
                break
        known = DirectoryToken.objects.filter(digest__in=by_digest).values_list("digest", "kind")
        for digest, kind in known.iterator():
            for first, after in by_digest[digest]:
                if tier := _tier(kind, all_words[first:after]):
                    yield _find(text, all_words[first], all_words[after - 1], kind, tier)


def _pieces(number: int, word: Word) -> list[tuple[int, str]]:
    """Return the words that one word is compared as: "Smith-Jones" is two."""
    return [(number, piece.replace("'", "")) for piece in word.plain.split("-") if piece]


def _runs(all_words: list[Word], pieces: list[tuple[int, str]]) -> Iterator[tuple[Run, tuple[str, ...]]]:
    """Yield each run of up to LONGEST_PHRASE words that could be on the list: where it stands, and its plain words."""
    for place, (first, piece) in enumerate(pieces):
        if piece in EMPTY and not (all_words[first].is_capital and not all_words[first].opens):
            continue
        for length in range(1, LONGEST_PHRASE + 1):
            run = pieces[place : place + length]
            if len(run) < length:
                break
            last = run[-1][0]
            if length > 1 and last != run[-2][0] and not _joined(all_words[last]):
                break
            if length == 1 and not _could_stand_alone(all_words[first]):
                continue
            if run[-1][1] not in EMPTY or length == 1:
                yield (first, last + 1), tuple(word for _number, word in run)


def _joined(word: Word) -> bool:
    return word.gap.strip(" ,.-_&’'") == "" and len(word.gap) <= 3


def _could_stand_alone(word: Word) -> bool:
    """Say whether one word can be asked about: not an ordinary one in small letters, as "will" for a Mr Will Young."""
    if word.is_capital:
        return word.plain not in GENERAL
    return not is_ordinary(word.plain) and word.plain not in BOTH


def _tier(kind: str, run: Iterable[Word]) -> Tier | None:
    """Return how sure a match is; None where an ordinary word only happens to be a name."""
    taken = list(run)
    word = taken[0]
    if kind == Kind.INITIALS:
        is_short = word.is_initial and len(word.text) > 1 and not is_general(word)
        return "please_check" if is_short else None
    if kind == Kind.TITLE:
        return "please_check"
    if len(taken) > 1 or kind in {Kind.FULL, Kind.SITE}:
        return "found" if any(each.is_capital or not is_ordinary(each.plain) for each in taken) else "please_check"
    is_word = is_ordinary(word.plain) or word.plain in BOTH
    if is_word:
        return "found" if word.is_capital and not word.opens else None
    return "found" if kind == Kind.FIRST or word.is_capital else "please_check"


def _find(text: str, first: Word, last: Word, kind: str, tier: Tier) -> Find:
    reason, suggestion, to_author = _ADVICE[kind]
    phrase = text[first.start : last.end]
    return Find(
        phrase, str(reason), str(suggestion), tier, first.start, last.end, kind="directory", to_author=str(to_author)
    )
