"""The ways in which a person of the staff list may be named, and their digests."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stories.models.directory import DirectoryToken
from stories.privacy.identity.lists import fold, nicknames
from stories.privacy.keyfile import keys
from stories.privacy.wrapping import derived

Kind = DirectoryToken.Kind
# Where one token is several things, the surer kind is kept.
SURENESS = (Kind.FULL, Kind.FIRST, Kind.LAST, Kind.SITE, Kind.TITLE, Kind.INITIALS)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALLEST = 2  # letters of a name that stands alone


@dataclass(frozen=True, repr=False)
class Person:
    """One row of the staff list. Has no repr, so that no log shows it."""

    first: str = ""
    last: str = ""
    known_as: str = ""
    email: str = ""
    title: str = ""
    site: str = ""


def plain_words(text: str) -> list[str]:
    """Return the words of a name as they are compared: folded, without apostrophes, hyphens as spaces."""
    return [fold(word).replace("'", "") for word in _WORD.findall(text)]


def digest_of(secret: bytes, words: Iterable[str]) -> str:
    """Return what is remembered of some words: half an HMAC-SHA256 in hex (RFC 2104; 128 bits are enough, RFC 4868)."""
    return hmac.digest(secret, " ".join(words).encode(), "sha256").hex()[:32]


def directory_key() -> bytes:
    """Return the key of the directory's digests. Raises ImproperlyConfigured when there is no key file."""
    return derived("staff directory", keys().pepper)


def named(person: Person) -> Iterator[tuple[DirectoryToken.Kind, tuple[str, ...]]]:
    """Yield each way to name this person, as plain words, with its kind."""
    firsts = _first_names(person)
    last = plain_words(person.last)
    for first in firsts:
        if len("".join(first)) >= _SMALLEST:
            yield Kind.FIRST, first
        if last:
            yield Kind.FULL, (*first, *last)
            yield Kind.FULL, (*last, *first)
    yield from _last_names(last)
    if last:
        for letter in {first[0][0] for first in firsts}:
            yield Kind.FULL, (letter, *last)
            yield Kind.FULL, (*last, letter)
            yield Kind.INITIALS, (letter + last[0][0],)
            yield Kind.INITIALS, (letter + "".join(part[0] for part in last),)
    yield from _address(person.email)
    if site := plain_words(person.site):
        yield Kind.SITE, tuple(site)


def _first_names(person: Person) -> list[tuple[str, ...]]:
    """Return the first names, what the person is known as, and the nick-names of each."""
    found: dict[tuple[str, ...], None] = {}
    for name in (person.first, person.known_as):
        parts = plain_words(name)
        if not parts:
            continue
        found |= {tuple(parts): None, (parts[0],): None, ("".join(parts),): None}
        for part in parts[:1]:
            found |= {(nick,): None for nick in sorted(nicknames().get(part, ()))}
    return list(found)


def _last_names(last: list[str]) -> Iterator[tuple[DirectoryToken.Kind, tuple[str, ...]]]:
    if not last:
        return
    yield Kind.LAST, tuple(last)
    if len(last) > 1:
        yield Kind.LAST, ("".join(last),)
        for part in last:
            if len(part) > 3:  # not "de", "van", "al"
                yield Kind.LAST, (part,)


def _address(email: str) -> Iterator[tuple[DirectoryToken.Kind, tuple[str, ...]]]:
    name = email.partition("@")[0].strip()
    if parts := plain_words(name):
        yield Kind.FULL, tuple(parts)
        if len(parts) > 1:
            yield Kind.FULL, ("".join(parts),)
