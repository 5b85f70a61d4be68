"""The search written anew, and compared with what is published."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kb.models import HelpEntry, SearchDocument, SearchTerm
from kb.search import rebuild
from kb.search.documents import index_checklist, index_guide, index_help, index_topic
from tests.factories import make_checklist, make_guide, make_note, make_story, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything() -> None:
    topic = make_topic(aliases=("rota",))
    guide = make_guide()
    guide.topics.add(topic)
    index_guide(guide)
    index_checklist(make_checklist())
    index_help(HelpEntry.objects.create(kind="talk_now", name="A line"))
    index_topic(topic)
    for number in range(5):
        make_story(f"Story {number}", topics=[topic], notes=[make_note()])


def snapshot() -> tuple[list[tuple], list[tuple]]:
    documents = SearchDocument.objects.order_by("pk").values_list()
    return list(documents), list(SearchTerm.objects.order_by("term").values_list())


def check() -> str:
    """Return what the check says."""
    out = StringIO()
    call_command("rebuild_search", check=True, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.usefixtures("everything")
def test_what_the_rooms_wrote_is_what_a_rebuild_writes(monkeypatch) -> None:
    monkeypatch.setattr(rebuild, "BATCH", 2)
    before = snapshot()
    assert check() == "The search is in step.\n"

    for _again in range(2):
        out = StringIO()
        call_command("rebuild_search", stdout=out, stderr=StringIO())
        assert (snapshot(), out.getvalue()) == (before, "The search is written.\n")


@pytest.mark.usefixtures("everything")
def test_a_rebuild_mends_what_is_missing_wrong_or_left_over() -> None:
    before = snapshot()
    SearchDocument.objects.filter(title__in=("Story 1", "Story 2")).delete()
    SearchDocument.objects.filter(title="Story 3").update(title="Other")
    SearchDocument.objects.create(id=2**59, kind="story", object_id=1, title="Gone", facets="=kdstory")
    SearchTerm.objects.filter(term="kettl").update(documents=99)

    with pytest.raises(CommandError) as complaint:
        check()

    assert str(complaint.value) == (
        "The search is not in step: 2 missing; 1 out of date; 1 of things that are gone; the counts of words are "
        "wrong. Run manage.py rebuild_search."
    )

    call_command("rebuild_search", verbosity=0)

    assert snapshot() == before


def test_an_empty_site_is_in_step() -> None:
    assert check() == "The search is in step.\n"


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("everything")
def test_an_index_without_its_words_is_noticed() -> None:
    row = SearchDocument.objects.filter(kind="story").first()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kb_searchindex(kb_searchindex, rowid, title_words, words, facets)"
            " VALUES ('delete', %s, %s, %s, %s)",
            [row.pk, row.title_words, row.words, row.facets],
        )

    with pytest.raises(CommandError, match="the full-text index does not hold what the documents say"):
        check()
