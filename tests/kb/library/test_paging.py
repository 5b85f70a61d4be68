import pytest
from django.http import QueryDict

from kb.library.paging import PAGE, page_of, read_mark
from stories.models import Story
from tests.factories import make_story


@pytest.fixture
def stories(db) -> list[Story]:
    """45 stories, the newest first."""
    return [make_story(f"Story {number}") for number in range(45)][::-1]


def turn(url: str) -> QueryDict:
    return QueryDict(url.removeprefix("?"))


def test_the_pages_follow_on_one_another_without_gap_or_overlap(stories: list[Story]) -> None:
    first = page_of(Story.objects.all(), QueryDict())
    second = page_of(Story.objects.all(), turn(first.older_url))
    third = page_of(Story.objects.all(), turn(second.older_url))

    assert first.stories + second.stories + third.stories == stories
    assert (len(first.stories), len(third.stories)) == (PAGE, 5)
    assert (first.newer_url, third.older_url) == ("", "")


def test_the_way_back_shows_the_page_before(stories: list[Story]) -> None:
    second = page_of(Story.objects.all(), turn(page_of(Story.objects.all(), QueryDict()).older_url))
    third = page_of(Story.objects.all(), turn(second.older_url))

    back = page_of(Story.objects.all(), turn(third.newer_url))

    assert back.stories == second.stories
    assert back.older_url == second.older_url


def test_the_way_back_to_the_beginning_is_the_first_page(stories: list[Story]) -> None:
    first = page_of(Story.objects.all(), QueryDict())
    second = page_of(Story.objects.all(), turn(first.older_url))

    assert page_of(Story.objects.all(), turn(second.newer_url)) == first


def test_the_addresses_keep_the_filters(stories: list[Story]) -> None:
    page = page_of(Story.objects.all(), QueryDict(), [("topic", "grief"), ("helped", "a b")])

    assert page.older_url.startswith("?topic=grief&helped=a+b&before=")


def test_before_the_oldest_there_is_nothing(stories: list[Story]) -> None:
    page = page_of(Story.objects.all(), QueryDict("before=0"))

    assert (page.stories, page.newer_url, page.older_url) == ([], "", "")


@pytest.mark.parametrize("text", ["", "!", "ZZZZZZZZZZZZZZ", "ZZZZZZZZZZZZZ", "ü", "1 2", "'; --", "\x00"])
def test_a_mark_that_is_not_ours_is_none(text: str) -> None:
    assert read_mark(text) is None


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["before", "after"])
def test_a_mark_that_is_not_ours_shows_the_first_page(way: str) -> None:
    story = make_story()

    assert page_of(Story.objects.all(), QueryDict(f"{way}=%00nonsense")).stories == [story]
