"""Writes the whole search anew from what is published, or compares the two. A batch at a time: memory stays flat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Model, QuerySet
from django.db.utils import DatabaseError

from kb.models import Checklist, Guide, HelpEntry, SearchDocument, SearchTerm
from kb.search.documents import (
    checklist_documents,
    guide_documents,
    help_documents,
    story_documents,
    topic_documents,
)
from kb.search.index import BATCH, forget_words, write
from kb.search.terms import terms_of
from stories.models import Story, Topic

Batches = Iterator[list[SearchDocument]]
Advance = Callable[[int], object]  # told how many things are done
_COMPARED = [field.attname for field in SearchDocument._meta.concrete_fields]


def sources() -> list[tuple[QuerySet[Any], Callable[[Any], list[SearchDocument]]]]:
    """Return everything that can be found, with what makes its documents."""
    return [
        (Story.objects.all(), story_documents),
        (Guide.objects.exclude(current=None).select_related("current"), guide_documents),
        (Checklist.objects.exclude(current=None).select_related("current"), checklist_documents),
        (Topic.objects.current(), topic_documents),
        (HelpEntry.objects.all(), help_documents),
    ]


def count_things() -> int:
    """Return how many things can be found."""
    return sum(things.count() for things, _make in sources())


@transaction.atomic
def rebuild(advance: Advance) -> None:
    """Write every document anew. One transaction: nobody searches half an index, and a failure leaves the old one."""
    SearchDocument.objects.all().delete()
    SearchTerm.objects.all().delete()
    for batch in _expected():
        write(batch)
        advance(len(batch))
    forget_words()


@transaction.atomic
def differences(advance: Advance) -> list[str]:
    """Return, in words without any of the content, how the search and what is published differ; [] when they agree."""
    found: Counter[str] = Counter()
    terms: Counter[str] = Counter()
    for batch in _expected():
        rows = SearchDocument.objects.in_bulk([document.pk for document in batch])
        for document in batch:
            found[_state(document, rows.get(document.pk))] += 1
            terms.update(terms_of(document))
        advance(len(batch))
    agreed = sum(found.values())
    left_over = SearchDocument.objects.count() - (agreed - found["missing"])
    report = [f"{count} {state}" for state, count in sorted(found.items()) if state != "as it should be"]
    report += [f"{left_over} of things that are gone"] if left_over else []
    report += [] if terms == _counted() else ["the counts of words are wrong"]
    return report + ([] if _index_is_whole() else ["the full-text index does not hold what the documents say"])


def _expected() -> Batches:
    for things, make in sources():
        for batch in _batches(things):
            yield make(batch)


def _batches(things: QuerySet[Any]) -> Iterator[list[Model]]:
    """Yield the rows by their keys, a batch at a time, without holding a cursor open over the writes between."""
    last = things.aggregate(last=Max("pk"))["last"]
    after = None
    while last is not None and after != last:
        rows = things.order_by("pk") if after is None else things.filter(pk__gt=after).order_by("pk")
        batch = list(rows[:BATCH])
        yield batch
        after = batch[-1].pk


def _state(document: SearchDocument, row: SearchDocument | None) -> str:
    if row is None:
        return "missing"
    same = all(getattr(document, name) == getattr(row, name) for name in _COMPARED)
    return "as it should be" if same else "out of date"


def _counted() -> Counter[str]:
    return Counter(dict(SearchTerm.objects.values_list("term", "documents").iterator()))


def _index_is_whole() -> bool:
    """Ask SQLite to compare its full-text index with the documents; PostgreSQL's column is made from the row itself."""
    if connection.vendor != "sqlite":
        return True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO kb_searchindex(kb_searchindex, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return False
    return True
