import pytest

from kb.catalogue.sentences import listed, lowered, story_count


@pytest.mark.parametrize(
    ("name", "inside"), [("Night shifts", "night shifts"), ("PTSD", "PTSD"), ("A habit", "a habit"), ("", "")]
)
def test_lowered_keeps_abbreviations(name: str, inside: str) -> None:
    assert lowered(name) == inside


@pytest.mark.parametrize(
    ("names", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listed_reads_as_a_sentence(names: list[str], sentence: str) -> None:
    assert listed(names) == sentence


def test_stories_are_told_in_fives_and_under_five_not_at_all() -> None:
    assert [story_count(number) for number in (0, 1, 4, 5, 14, 15)] == [
        "no stories yet", "a few stories", "a few stories", "5+ stories", "10+ stories", "15+ stories",
    ]  # fmt: skip


def test_a_higher_smallest_group_hides_no_more_stories_that_anybody_can_list(settings) -> None:
    settings.CAIRN_SMALLEST_GROUP = 50

    assert story_count(7) == "5+ stories"
