"""Imports a file of stories: first all of it is checked, then it is written in batches, each whole or not at all."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from django.db import reset_queries, transaction

from stories.exchange.files import RawRow
from stories.exchange.labels import Vocabulary
from stories.exchange.rows import Candidate, RowError, RowReader
from stories.models import ImportedRow
from stories.models.story import Consent
from stories.privacy.crisis import risk_phrases
from stories.privacy.keyfile import keys
from stories.privacy.wrapping import derived
from stories.publishing.actions import NewStory, publish_stories
from stories.publishing.vocabulary import topics_changed
from stories.submission.actions import Draft, Parts, receive_story

BATCH = 500
ERRORS_TOLD = 20

Tick = Callable[[int], object]


@dataclass
class Findings:
    """What the first reading of a file found."""

    good: int = 0
    bad: int = 0
    errors: list[str] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    lost_settings: int = 0


@dataclass
class Outcome:
    """What the second reading wrote."""

    added: int = 0
    here_already: int = 0


def check(rows: Iterable[RawRow], reader: RowReader, tick: Tick = lambda _rows: None) -> Findings:
    """Read every row, write nothing, and return what was found: no more than the first errors, and no text."""
    found = Findings()
    for row in rows:
        found.columns.update(row.cells)
        try:
            candidate = _candidate(row, reader)
        except RowError as error:
            found.bad += 1
            if len(found.errors) < ERRORS_TOLD:
                found.errors.append(f"line {row.line}: {error}")
        else:
            found.good += 1
            found.lost_settings += candidate.lost_setting
        tick(1)
    return found


def write(
    rows: Iterable[RawRow], reader: RowReader, *, publish: bool, source: str = "", tick: Tick = lambda _rows: None
) -> Outcome:
    """Import the good rows, a batch a transaction, and return how many were added.

    `publish` releases them at once; else they wait to be read as if they had been sent. `source` names the system that
    gave the rows their ids. Rows that were imported before are passed over, so a broken-off import can be run again.
    """
    outcome = Outcome()
    good = _good(rows, reader)
    while batch := list(islice(good, BATCH)):
        _write_batch(batch, reader.words, publish, source, outcome)
        # In development Django remembers each query with all its words.
        reset_queries()
        tick(len(batch))
    return outcome


def digest_of(candidate: Candidate, source: str) -> str:
    """Return what is remembered of a row: HMAC-SHA256 under the pepper, of its id, or of its words when it has none."""
    known_by = ["id", source, candidate.source_id]
    if not candidate.source_id:
        known_by = ["words", source, candidate.title, *candidate.parts.values()]
    secret = derived("imported row", keys().pepper)
    return hmac.new(secret, "\x1f".join(known_by).encode(), sha256).hexdigest()


def _candidate(row: RawRow, reader: RowReader) -> Candidate:
    if row.error:
        raise RowError(row.error)
    return reader.read(row.cells)


def _good(rows: Iterable[RawRow], reader: RowReader) -> Iterator[Candidate]:
    for row in rows:
        try:
            yield _candidate(row, reader)
        except RowError:
            continue


@transaction.atomic
def _write_batch(batch: Sequence[Candidate], words: Vocabulary, publish: bool, source: str, outcome: Outcome) -> None:
    by_digest = {digest_of(candidate, source): candidate for candidate in batch}
    known = set(ImportedRow.objects.filter(digest__in=by_digest).values_list("digest", flat=True))
    new = {digest: candidate for digest, candidate in by_digest.items() if digest not in known}
    ImportedRow.objects.bulk_create(ImportedRow(digest=digest) for digest in new)
    if publish:
        publish_stories([_new_story(candidate, words) for candidate in new.values()])
    else:
        for candidate in new.values():
            receive_story(draft=_draft(candidate, words))
    if words.just_made:
        topics_changed(topics=words.just_made)
        words.just_made.clear()
    outcome.added += len(new)
    outcome.here_already += len(batch) - len(new)


def _new_story(candidate: Candidate, words: Vocabulary) -> NewStory:
    return NewStory(
        title=candidate.title, quarter=candidate.quarter, quote_consent=candidate.quote_consent,
        work_group=candidate.work_group, topics=words.made(candidate.topics), notes=candidate.notes, **candidate.parts,
    )  # fmt: skip


def _draft(candidate: Candidate, words: Vocabulary) -> Draft:
    return Draft(
        parts=Parts(title=candidate.title, **candidate.parts), publish_consent=Consent.YES,
        quote_consent=candidate.quote_consent, work_group=candidate.work_group, topics=words.made(candidate.topics),
        notes=candidate.notes, quarter=candidate.quarter,
        needs_reading_first=bool(risk_phrases("\n".join(candidate.parts.values()))),
    )  # fmt: skip
