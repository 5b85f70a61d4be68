import pytest

from kb.guides.listeners import EvidenceListener
from kb.models import Evidence, Guide
from stories.models import Story
from tests.factories import make_guide, make_story

QUOTE = "put the kettle on"


@pytest.mark.django_db
def test_a_new_story_changes_no_guide() -> None:
    guide = make_guide(stories=(make_story(),), quote=QUOTE)

    EvidenceListener().published([make_story("Another")])

    guide.refresh_from_db()
    assert (guide.being_checked, Evidence.objects.get().quote) == (False, QUOTE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "quote", "being_checked"),
    [({"title": "New"}, QUOTE, False), ({"helped": "Other."}, "", True), ({"quote_consent": "no"}, "", True)],
)
def test_a_changed_story_keeps_only_the_quotation_that_stands(
    change: dict[str, str], quote: str, being_checked: bool
) -> None:
    story = make_story()
    guide = make_guide(stories=(story,), quote=QUOTE)
    other = make_guide("other")
    Story.objects.filter(pk=story.pk).update(**change)

    EvidenceListener().changed(Story.objects.get())

    guide.refresh_from_db()
    assert (Evidence.objects.get().quote, guide.being_checked) == (quote, being_checked)
    assert Guide.objects.get(pk=other.pk).being_checked is False
