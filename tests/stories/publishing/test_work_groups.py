"""A kind of work that has become too small: off the page at once, out of the rows at the next tick."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from kb.models import SearchDocument
from stories.models import PublicationState, Story, WorkGroup
from stories.publishing import work_groups
from stories.publishing.work_groups import coarsen_work_groups
from tests.factories import make_guide, make_story, make_submission, make_work_group

pytestmark = pytest.mark.django_db
QUOTE = "put the kettle on"


@pytest.fixture
def nights(db) -> WorkGroup:
    """A kind of work that is part of a broader one, and large enough."""
    return make_work_group("nights", name="Night nursing", head_count=12, parent=make_work_group())


def shrink(group: WorkGroup) -> None:
    WorkGroup.objects.filter(pk=group.pk).update(head_count=3)


def pages(client, story: Story, guide) -> dict[str, str]:
    """Return every page and file that says where the story is from."""
    addresses = {
        "list": "/stories/",
        "home": "/",
        "story": story.get_absolute_url(),
        "search": "/search/?q=kettle",
        "narrowed": "/search/?setting=patient-care",
        "filter": "/stories/?setting=patient-care",
        "guide": guide.get_absolute_url(),
    }
    found = {name: client.get(address).content.decode() for name, address in addresses.items()}
    out = StringIO()
    call_command("export_stories", stdout=out)
    return found | {"export": out.getvalue()}


def test_no_page_names_it_from_that_moment_on_and_the_broader_one_stands_there(client, nights) -> None:
    story = make_story("The bus home", work_group=nights)
    guide = make_guide(stories=(story,), quote=QUOTE)
    before = pages(client, story, guide)
    assert [name for name, page in before.items() if "ight nursing" not in page and '"nights"' not in page] == []

    shrink(nights)
    after = pages(client, story, guide)

    assert [name for name, page in after.items() if "ight nursing" in page or '"nights"' in page] == []
    assert [name for name, page in after.items() if "atient care" not in page and '"patient-care"' not in page] == []
    assert [name for name in after if "bus home" not in after[name]] == []
    assert "bus home" in client.get("/stories/?setting=nights").content.decode(), "no word of ours: the whole list"
    assert json.loads(after["export"])["setting"] == "patient-care"


def test_the_next_tick_writes_it_into_the_rows(nights) -> None:
    story, other = make_story(work_group=nights), make_story("Another", work_group=nights.parent)
    waiting = make_submission(work_group=nights)
    generation = PublicationState.objects.get().generation
    shrink(nights)

    assert coarsen_work_groups() == 1

    for row in (story, other, waiting):
        row.refresh_from_db()
    assert [row.work_group for row in (story, other, waiting)] == [nights.parent] * 3
    facets = SearchDocument.objects.get(kind="story", object_id=story.pk).facets
    assert (f"=wg{nights.parent_id}" in facets.split(), f"=wg{nights.pk}" in facets.split()) == (True, False)
    assert PublicationState.objects.get().generation == generation + 1
    assert call_command("rebuild_search", "--check", stdout=StringIO()) is None


def test_without_a_broader_one_there_is_none(nights) -> None:
    WorkGroup.objects.filter(pk=nights.pk).update(parent=None)
    story = make_story(work_group=nights)
    shrink(nights)

    coarsen_work_groups()

    story.refresh_from_db()
    assert story.work_group is None


def test_what_enough_people_share_stays_and_nothing_is_done_twice(nights) -> None:
    story, generation = make_story(work_group=nights), PublicationState.objects.get().generation

    assert coarsen_work_groups() == 0

    story.refresh_from_db()
    assert (story.work_group, PublicationState.objects.get().generation) == (nights, generation)
    shrink(nights)
    assert [coarsen_work_groups(), coarsen_work_groups()] == [1, 0]


def test_many_stories_take_several_ticks(monkeypatch, nights) -> None:
    monkeypatch.setattr(work_groups, "BATCH", 2)
    for number in range(3):
        make_story(f"Story {number}", work_group=nights)
    shrink(nights)

    left = []
    for _tick in range(3):
        coarsen_work_groups()
        left.append(Story.objects.filter(work_group=nights).count())
    assert left == [1, 0, 0]


def test_the_clock_says_how_many_kinds_of_work_and_not_how_many_stories(nights) -> None:
    for number in range(3):
        make_story(f"Story {number}", work_group=nights)
    shrink(nights)
    out = StringIO()

    call_command("tick", stdout=out)

    assert "kinds of work that too few share taken off stories: 1" in out.getvalue().splitlines()
