import pytest

from kb.checklists.listeners import CitationListener
from kb.models import Checklist, ItemCitation
from stories.models import Story
from tests.factories import make_checklist, make_story

QUOTE = "put the kettle on"


@pytest.mark.django_db
def test_a_new_story_changes_no_guide() -> None:
    checklist = make_checklist(stories=(make_story(),))
    ItemCitation.objects.update(quote=QUOTE)

    CitationListener().published([make_story("Another")])

    checklist.refresh_from_db()
    assert (checklist.being_checked, ItemCitation.objects.get().quote) == (False, QUOTE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "quote", "being_checked"),
    [({"title": "New"}, QUOTE, False), ({"helped": "Other."}, "", True), ({"quote_consent": "no"}, "", True)],
)
def test_a_changed_story_keeps_only_the_quotation_that_stands(
    change: dict[str, str], quote: str, being_checked: bool
) -> None:
    story = make_story()
    checklist = make_checklist(stories=(story,))
    ItemCitation.objects.update(quote=QUOTE)
    other = make_checklist("other")
    Story.objects.filter(pk=story.pk).update(**change)

    CitationListener().changed(Story.objects.get())

    checklist.refresh_from_db()
    assert (ItemCitation.objects.get().quote, checklist.being_checked) == (quote, being_checked)
    assert Checklist.objects.get(pk=other.pk).being_checked is False
