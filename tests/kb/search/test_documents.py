"""What the search knows of each kind of thing."""

from datetime import date

import pytest

from kb.models import Claim, HelpEntry, SearchDocument
from kb.search.documents import forget, index_checklist, index_guide, index_help, index_topic
from kb.search.engine import search
from kb.search.index import ABOVE_STORIES
from kb.search.question import Query
from stories.models import Topic
from stories.topics.vocabulary import load_vocabulary
from tests.factories import make_checklist, make_guide, make_story, make_topic

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """Return the titles of what is found."""
    results = search(Query(text), load_vocabulary())
    return [hit.title for hit in (*results.others, *results.stories)]


def test_a_guide_is_known_by_its_summary_and_claims_and_not_by_quotations() -> None:
    story = make_story(happened="Zanzibar, of all places.")
    topic = make_topic()
    guide = make_guide(stories=(story,), quote="Zanzibar, of all places.")
    guide.topics.add(topic)
    index_guide(guide)

    document = SearchDocument.objects.get(kind="guide")
    assert document.title == "The way home after nights"
    assert document.body == "The end of a night shift is a soft spot.\n\nStop before you leave\n\nTen minutes."
    assert document.facets == f"=kdguide =tp{topic.pk}"
    assert document.slug == "the-way-home"
    assert document.id > ABOVE_STORIES


def test_a_guide_is_known_by_what_is_read_of_its_markdown() -> None:
    guide = make_guide()
    Claim.objects.update(body="## Sit\n\nOn _the_ **bench**, or see [the map](https://maps.example.org/quay).")
    index_guide(guide)

    assert SearchDocument.objects.get().body.endswith("\n\nSit\n\nOn the bench, or see the map.")


def test_a_guide_written_again_is_found_by_its_new_words_alone() -> None:
    guide = make_guide()
    index_guide(guide)
    Claim.objects.update(heading="Sit on the bench")
    index_guide(type(guide).objects.get())

    assert (found("bench"), found("leave")) == (["The way home after nights"], [])


def test_a_guide_that_nobody_sees_is_not_found() -> None:
    guide = make_guide()
    index_guide(guide)
    guide.current = None
    guide.save()
    index_guide(guide)

    assert list(SearchDocument.objects.all()) == []


def test_a_checklist_is_known_by_its_lines_and_why() -> None:
    checklist = make_checklist()
    index_checklist(checklist)

    assert (
        SearchDocument.objects.get().body == "Lines to read before you go home.\n\nI missed my break.\n\nHunger hides."
    )
    assert found("hunger") == ["Just tired, or worn out?"]

    checklist.current = None
    index_checklist(checklist)

    assert list(SearchDocument.objects.all()) == []


def test_help_is_known_by_what_it_is_and_not_by_its_number() -> None:
    entry = HelpEntry.objects.create(
        kind="talk_now", name="The listening line", about="Somebody listens.", contact="0123 456", hours="At night",
        last_verified=date(2026, 1, 1),
    )  # fmt: skip
    index_help(entry)

    assert (found("listening"), found("0123")) == (["The listening line"], [])

    forget("help", entry.pk)

    assert found("listening") == []


def test_a_topic_is_known_by_its_definition_and_other_words_until_it_is_merged() -> None:
    topic = make_topic(aliases=("rota",))
    Topic.objects.update(description="Working while others sleep.")
    topic.refresh_from_db()
    index_topic(topic)

    assert SearchDocument.objects.get().body == "Working while others sleep.\n\nrota"
    assert SearchDocument.objects.get().facets == f"=kdtopic =tp{topic.pk}"

    topic.merged_into = make_topic("Other")
    topic.save()
    index_topic(topic)

    assert list(SearchDocument.objects.all()) == []


def test_forgetting_what_was_never_there_is_no_error() -> None:
    forget("guide", 12345)

    assert list(SearchDocument.objects.all()) == []
