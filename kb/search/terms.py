"""Counts how many documents hold each word, in the transaction that writes or erases them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from kb.models import SearchDocument, SearchTerm

EVERY = ""  # stands for all documents

ADD = """
    INSERT INTO kb_searchterm (term, documents) VALUES (%s, %s)
    ON CONFLICT (term) DO UPDATE SET documents = kb_searchterm.documents + excluded.documents
"""
TAKE = "UPDATE kb_searchterm SET documents = documents - %s WHERE term = %s"


def terms_of(document: SearchDocument) -> set[str]:
    """Return the words that a document counts for, EVERY among them."""
    return {EVERY, *document.title_words.split(), *document.words.split()}


def count_change(*, gone: Iterable[SearchDocument], come: Iterable[SearchDocument]) -> None:
    """Take the old documents' words away and add the new ones'. Words that no document holds any more are erased."""
    change: Counter[str] = Counter()
    for document in come:
        change.update(terms_of(document))
    for document in gone:
        change.subtract(terms_of(document))
    # In the order of the alphabet, so that two writers never wait for each other in a circle.
    more = [(term, by) for term, by in sorted(change.items()) if by > 0]
    less = [(-by, term) for term, by in sorted(change.items()) if by < 0]
    with connection.cursor() as cursor:
        if more:
            cursor.executemany(ADD, more)
        if less:
            cursor.executemany(TAKE, less)
            SearchTerm.objects.filter(documents=0).delete()


def documents_with(terms: Iterable[str]) -> dict[str, int]:
    """Return how many documents hold each of these words; words that none holds are left out."""
    return dict(SearchTerm.objects.filter(term__in=set(terms)).values_list("term", "documents"))
