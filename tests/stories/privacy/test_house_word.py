"""A word on the staff notice: forgiving about how it is typed, strict about which it is."""

import pytest

from stories.privacy.house_word import is_house_word

WORDS = ["Kettle-stone", "Café Süd"]


@pytest.mark.parametrize(
    "typed",
    ["Kettle-stone", "kettlestone", " KETTLE  STONE ", "kettle–stone.", "cafe sud", "CAFÉ-SÜD", "Cafe\u0301 Su\u0308d"],
)
def test_case_accents_spaces_and_hyphens_are_forgiven(typed: str) -> None:
    assert is_house_word(typed, WORDS)


@pytest.mark.parametrize(
    "typed", ["", " ", "-", "kettle", "kettlestones", "stone kettle", "caf sd", "\x00", "🙂", "\ud800"]
)
def test_another_word_is_wrong(typed: str) -> None:
    assert not is_house_word(typed, WORDS)


def test_words_without_a_letter_let_nobody_in() -> None:
    assert not is_house_word("", ["", "-", "🙂"])
    assert not is_house_word("🙂", ["🙂"])
