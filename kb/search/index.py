"""Writes the search's documents and erases them: the only code that does. The database's index follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from kb.models import SearchDocument
from kb.search.terms import count_change

Kind = SearchDocument.Kind

# Stories have the keys 1 up, by their place in the order of release; the other kinds stand in rooms above them.
ABOVE_STORIES = 2**60
_ROOM = 2**50
_ROOMS = {Kind.GUIDE: 0, Kind.CHECKLIST: 1, Kind.TOPIC: 2, Kind.HELP: 3}
BATCH = 500
_WRITTEN = [field.attname for field in SearchDocument._meta.concrete_fields if not field.primary_key]


def key_of(kind: str, object_id: int, position: int = 0) -> int:
    """Return the key of a thing's document: a story's place in the order of release, or a number above all stories."""
    if kind == Kind.STORY:
        return position
    return ABOVE_STORIES + _ROOMS[Kind(kind)] * _ROOM + object_id


@transaction.atomic
def write(documents: Sequence[SearchDocument]) -> None:
    """Write these documents, in place of those that stood for the same things."""
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        gone = list(SearchDocument.objects.filter(pk__in=[document.pk for document in batch]))
        SearchDocument.objects.bulk_create(batch, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN)
        count_change(gone=gone, come=batch)


@transaction.atomic
def erase(kind: str, object_ids: Iterable[int]) -> None:
    """Erase the documents of these things, their words in the index and the counts. Unknown ones are no error."""
    rows = SearchDocument.objects.filter(kind=kind, object_id__in=list(object_ids))
    gone = list(rows)
    rows.delete()
    count_change(gone=gone, come=[])
    if gone:
        forget_words()


def forget_words() -> None:
    """Make SQLite's full-text index drop the words of what was erased: until its segments are merged they stay there.

    In the same transaction, so that no crash can come between. PostgreSQL's index forgets with VACUUM, as tables do.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO kb_searchindex(kb_searchindex) VALUES ('optimize')")
