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


def test_one_story_is_one() -> None:
    assert [story_count(number) for number in (0, 1, 2)] == ["0 stories", "1 story", "2 stories"]
