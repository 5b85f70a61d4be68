"""Guides and checklists, whose lines quote stories, told that a story is new, changed or taken back."""

from typing import NamedTuple

import pytest

from kb.catalogue.quoting import QuotingListener
from kb.checklists.listeners import CitationListener
from kb.guides.listeners import EvidenceListener
from kb.models import Checklist, Guide
from stories.models import Story
from tests.factories import make_checklist, make_guide, make_story

pytestmark = pytest.mark.django_db

QUOTE = "put the kettle on"


class Cited(NamedTuple):
    """A story, what quotes it, what quotes another one, and the listener of their kind."""

    story: Story
    quoting: Guide | Checklist
    other: Guide | Checklist
    listener: QuotingListener

    def stands(self) -> list[tuple[str, bool]]:
        """Return the quotation of each of the two, and whether readers are told that it is being checked."""
        found = []
        for each in (self.quoting, self.other):
            each.refresh_from_db()
            quotes = self.listener.citations.objects.filter(**{way_up(self.listener): each})
            found.append((",".join(quotes.values_list("quote", flat=True)), each.being_checked))
        return found


def way_up(listener: QuotingListener) -> str:
    """Return the way from a citation to what has it."""
    return {EvidenceListener: "claim__revision__guide", CitationListener: "item__version__checklist"}[type(listener)]


@pytest.fixture(params=["guide", "checklist"])
def cited(request: pytest.FixtureRequest) -> Cited:
    story, another = make_story(), make_story("Another")
    if request.param == "guide":
        guides = (
            make_guide("this", stories=(story,), quote=QUOTE),
            make_guide("other", stories=(another,), quote=QUOTE),
        )
        return Cited(story, *guides, EvidenceListener())
    lists = (make_checklist("this", stories=(story,)), make_checklist("other", stories=(another,)))
    CitationListener.citations.objects.update(quote=QUOTE)
    return Cited(story, *lists, CitationListener())


def test_a_new_story_changes_nothing(cited: Cited) -> None:
    cited.listener.published([make_story("A third")])

    assert cited.stands() == [(QUOTE, False), (QUOTE, False)]


@pytest.mark.parametrize(
    ("change", "left"),
    [({"title": "New"}, (QUOTE, False)), ({"helped": "Other."}, ("", True)), ({"quote_consent": "no"}, ("", True))],
)
def test_a_changed_story_keeps_only_the_quotation_that_stands(
    cited: Cited, change: dict[str, str], left: tuple[str, bool]
) -> None:
    Story.objects.filter(pk=cited.story.pk).update(**change)

    cited.listener.changed(Story.objects.get(pk=cited.story.pk))

    assert cited.stands() == [left, (QUOTE, False)]


def test_a_story_that_is_taken_back_takes_its_quotation_and_marks_what_quoted_it(cited: Cited) -> None:
    cited.listener.withdrawn(cited.story)

    assert cited.stands() == [("", True), (QUOTE, False)]
    assert cited.listener.citations.objects.count() == 1
