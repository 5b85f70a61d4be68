"""Replaces or clears what is remembered of the staff list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db import transaction

from stories.models.directory import DirectoryToken
from stories.privacy.identity.directory.tokens import (
    SURENESS,
    Kind,
    Person,
    digest_of,
    directory_key,
    named,
    plain_words,
)
from stories.privacy.identity.lists import is_ordinary

BATCH = 2_000  # rows written at once
LONGEST_PHRASE = 5  # words: no look-up asks for a longer one


@dataclass(frozen=True)
class Loaded:
    """How many people were loaded, and how many tokens stand for them."""

    people: int
    tokens: int


@transaction.atomic
def replace_directory(*, people: Iterable[Person], tick: Callable[[], object] = lambda: None) -> Loaded:
    """Put these people in the place of whoever was there, in one transaction. `tick` is called once a person.

    The rows are written in the order of their digests: neither the key nor the place on the disk says which of them
    belong to one person (a dump keeps the order of writing).
    """
    secret = directory_key()
    kinds: dict[str, DirectoryToken.Kind] = {}
    titles: Counter[tuple[str, ...]] = Counter()
    count = 0
    for person in people:
        count += 1
        titles[tuple(plain_words(person.title))] += 1
        for kind, words in named(person):
            if len(words) <= LONGEST_PHRASE:
                _keep_surest(kinds, digest_of(secret, words), kind)
        tick()
    for title in _rare(titles):
        _keep_surest(kinds, digest_of(secret, title), Kind.TITLE)
    clear_directory()
    rows = (DirectoryToken(digest=digest, kind=kinds[digest]) for digest in sorted(kinds))
    while batch := list(islice(rows, BATCH)):
        DirectoryToken.objects.bulk_create(batch)
    return Loaded(people=count, tokens=len(kinds))


@transaction.atomic
def clear_directory() -> int:
    """Forget the staff list; return how many tokens there were."""
    deleted, _by_model = DirectoryToken.objects.all().delete()
    return deleted


def _keep_surest(kinds: dict[str, DirectoryToken.Kind], digest: str, kind: DirectoryToken.Kind) -> None:
    known = kinds.get(digest)
    if known is None or SURENESS.index(kind) < SURENESS.index(known):
        kinds[digest] = kind


def _rare(titles: Counter[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the job titles that fewer people have than the smallest group that is ever shown.

    One ordinary word alone ("manager") is left out: everybody has one.
    """
    for title, people in titles.items():
        is_telling = len(title) > 1 or (len(title) == 1 and not is_ordinary(title[0]))
        if is_telling and len(title) <= LONGEST_PHRASE and people < settings.CAIRN_SMALLEST_GROUP:
            yield title
