"""The order of results."""

import pytest

from kb.search.candidates import Candidate
from kb.search.ranking import ranked, rarity


def candidate(number: int, words: str, title: str = "", facets: str = "=kdstory") -> Candidate:
    return Candidate(number, "story", title, words, facets)


def order(found: list[Candidate], weights: dict[str, float]) -> list[int]:
    return [one.id for _score, one in ranked(found, weights)]


def test_a_rare_word_says_more_than_a_common_one() -> None:
    weights = {"work": rarity(900, 1000), "kettl": rarity(3, 1000)}

    assert order([candidate(2, "work on"), candidate(1, "kettl on")], weights) == [1, 2]


def test_a_word_in_the_title_counts_more() -> None:
    assert order([candidate(2, "kettl a b"), candidate(1, "a b c", "kettl")], {"kettl": 2.0}) == [1, 2]


def test_more_of_the_words_come_first() -> None:
    found = [candidate(3, "night night night"), candidate(2, "night sleep"), candidate(1, "other")]

    assert order(found, {"night": 1.0, "sleep": 1.0}) == [2, 3, 1]


def test_holding_every_word_counts_for_more_than_its_words_alone() -> None:
    found = [candidate(2, "night night night word"), candidate(1, "night word word so")]

    assert order(found, {"night": 1.0, "so": 0.3}) == [1, 2]


def test_a_short_text_about_it_comes_before_a_long_one() -> None:
    assert order([candidate(2, "night " + "word " * 500), candidate(1, "night word")], {"night": 1.0}) == [1, 2]


def test_being_about_the_topic_counts() -> None:
    found = [candidate(3, "x"), candidate(2, "x", facets="=kdstory =tp7"), candidate(1, "x", facets="=tp77")]

    assert order(found, {"=tp7": 2.0}) == [2, 3, 1]


def test_of_equals_the_newest_comes_first() -> None:
    assert order([candidate(1, "a"), candidate(2, "a")], {"a": 1.0}) == [2, 1]
    assert order([candidate(1, "a"), candidate(2, "b")], {}) == [2, 1]
    assert ranked([], {"a": 1.0}) == []
    assert order([candidate(1, "")], {"a": 1.0}) == [1]


@pytest.mark.parametrize(("documents", "every"), [(0, 0), (0, 1), (5, 3), (10, 10)])
def test_rarity_is_never_below_zero(documents: int, every: int) -> None:
    assert rarity(documents, every) >= 0
