"""The index that each database keeps over the search's documents, in step with them in the same transaction.

SQLite: a full-text table without a copy of the text, filled by triggers. A full-text table has to be handed the old
words when a row goes; a trigger has them always, also when a queryset deletes many rows, and code can forget.
Whoever alters kb_searchdocument in a later migration makes these triggers again: SQLite drops them with the old table.

PostgreSQL: a generated column that holds stems and facets as they are (the stems are made in Python, so no text-search
configuration of the server has a say), and a GIN index. A facet begins with "=", which no word does.
"""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE kb_searchindex USING fts5(
        title_words, words, facets, content='kb_searchdocument', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0'
    )""",
    "INSERT INTO kb_searchindex(kb_searchindex, rank) VALUES ('rank', 'bm25(3.0, 1.0, 1.0)')",
    """CREATE TRIGGER kb_searchdocument_added AFTER INSERT ON kb_searchdocument BEGIN
        INSERT INTO kb_searchindex(rowid, title_words, words, facets)
        VALUES (new.id, new.title_words, new.words, new.facets);
    END""",
    """CREATE TRIGGER kb_searchdocument_gone AFTER DELETE ON kb_searchdocument BEGIN
        INSERT INTO kb_searchindex(kb_searchindex, rowid, title_words, words, facets)
        VALUES ('delete', old.id, old.title_words, old.words, old.facets);
    END""",
    """CREATE TRIGGER kb_searchdocument_changed AFTER UPDATE ON kb_searchdocument BEGIN
        INSERT INTO kb_searchindex(kb_searchindex, rowid, title_words, words, facets)
        VALUES ('delete', old.id, old.title_words, old.words, old.facets);
        INSERT INTO kb_searchindex(rowid, title_words, words, facets)
        VALUES (new.id, new.title_words, new.words, new.facets);
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER kb_searchdocument_added",
    "DROP TRIGGER kb_searchdocument_gone",
    "DROP TRIGGER kb_searchdocument_changed",
    "DROP TABLE kb_searchindex",
]
POSTGRESQL = [
    """ALTER TABLE kb_searchdocument ADD COLUMN indexed tsvector GENERATED ALWAYS AS (
        array_to_tsvector(array_remove(string_to_array(title_words || ' ' || words || ' ' || facets, ' '), ''))
    ) STORED""",
    "CREATE INDEX kb_searchdocument_indexed ON kb_searchdocument USING gin (indexed)",
]
POSTGRESQL_BACK = ["ALTER TABLE kb_searchdocument DROP COLUMN indexed"]


def _run(sqlite, postgresql):
    def run(apps, schema_editor):
        for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("kb", "0001_initial")]
    operations = [migrations.RunPython(_run(SQLITE, POSTGRESQL), _run(SQLITE_BACK, POSTGRESQL_BACK))]
