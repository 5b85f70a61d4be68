import pytest

from kb.catalogue.standing import (
    Cited,
    Source,
    built_from,
    standing_on,
    stories_behind_checklists,
    stories_behind_guides,
)
from kb.models import Claim, Evidence
from stories.models import Story, WorkGroup
from stories.topics.work_groups import WorkGroups, load_work_groups
from tests.factories import make_checklist, make_guide, make_story, make_work_group

QUOTE = "put the kettle on"


@pytest.mark.django_db
def test_a_story_cited_twice_counts_once_and_keeps_its_quotation() -> None:
    story = make_story(work_group=make_work_group())
    guide = make_guide(stories=(story,))
    claim = Claim.objects.get(revision=guide.current)
    Evidence.objects.create(claim=claim, story=story, quote=QUOTE, position=2)
    Evidence.objects.create(claim=claim, source="A study", source_url="https://example.org/", position=3)
    Evidence.objects.create(claim=claim, source="A study", position=4)

    standing = standing_on(claim.evidence.all(), load_work_groups())

    assert standing.stories == [Cited(story, QUOTE, "Patient care")]
    assert standing.research == [Source("A study", "https://example.org/")]
    assert (standing.count, standing.quoted) == ("a few stories", standing.stories[0])


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"quote_consent": "no"}, {"quote_consent": "ask"}, {"helped": "Other words."}])
def test_a_quotation_that_no_longer_stands_is_not_shown(change: dict[str, str]) -> None:
    story = make_story()
    guide = make_guide(stories=(story,), quote=QUOTE)
    Story.objects.filter(pk=story.pk).update(**change)

    standing = standing_on(Evidence.objects.filter(claim__revision=guide.current), load_work_groups())

    assert [cited.quote for cited in standing.stories] == [""]
    assert standing.quoted is None


@pytest.mark.django_db
def test_a_group_that_few_people_share_is_not_named() -> None:
    story = make_story(work_group=make_work_group("chapel", name="Chapel", head_count=3))
    make_guide(stories=(story,), quote=QUOTE)

    assert [cited.whose for cited in standing_on(Evidence.objects.all(), load_work_groups()).stories] == [""]

    WorkGroup.objects.filter(slug="chapel").update(parent=make_work_group("care", name="Care"))

    assert [cited.whose for cited in standing_on(Evidence.objects.all(), load_work_groups()).stories] == ["Care"]


@pytest.mark.django_db
def test_an_address_that_is_not_the_web_s_is_not_followed() -> None:
    guide = make_guide()
    claim = Claim.objects.get(revision=guide.current)
    Evidence.objects.create(claim=claim, source="A study", source_url="javascript:alert(1)")

    assert standing_on(claim.evidence.all(), load_work_groups()).research == [Source("A study", "")]


def test_nothing_stands_on_nothing() -> None:
    assert not standing_on([], WorkGroups((), {}))


@pytest.mark.django_db
def test_stories_are_counted_once_a_guide(django_assert_num_queries) -> None:
    stories = tuple(make_story(f"Story {each}") for each in range(3))
    one, other = make_guide("one", stories=stories), make_guide("other")
    Evidence.objects.create(claim=Claim.objects.filter(revision=one.current).get(), story=stories[0])
    checklist = make_checklist(stories=stories)

    with django_assert_num_queries(2):
        assert stories_behind_guides([one, other]) == {one.pk: 3}
        assert stories_behind_checklists([checklist]) == {checklist.pk: 3}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "Not yet built from stories"),
        (1, "Built from a few stories"),
        (4, "Built from a few stories"),
        (5, "Built from 5+ stories"),
        (14, "Built from 10+ stories"),
    ],
)
def test_built_from_in_words(number: int, words: str) -> None:
    assert built_from(number) == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ('"Sit down first."', "Sit down first."),
        ("“Sit down first.”", "Sit down first."),
        ('"Sit down," she said, "first."', '"Sit down," she said, "first."'),
        ('She said, "Sit down."', 'She said, "Sit down."'),
        ('"', '"'),
    ],
)
def test_a_quotation_is_not_wrapped_in_marks_twice(quote: str, shown: str) -> None:
    guide = make_guide(stories=(make_story(helped=f"{quote} It helped."),), quote=quote)

    standing = standing_on(Evidence.objects.filter(claim__revision__guide=guide), load_work_groups())

    assert [cited.quote for cited in standing.stories] == [shown]
