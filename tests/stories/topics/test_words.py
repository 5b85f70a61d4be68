"""Text becomes the same words however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.topics.words import LONGEST, fold, stems, words_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Night shifts", ["night", "shift"]),
        ("café, CAFÉ, cafe\u0301", ["cafe", "cafe", "cafe"]),
        ("I don’t, I don't", ["i", "dont", "i", "dont"]),
        ("the manager’s rota", ["the", "manag", "rota"]),
        ("snake_case and 24/7", ["snake", "case", "and", "24", "7"]),
        ("…!? 🙂 — ''", []),
        ("ٱلسلام", ["ٱلسلام"]),
        ("", []),
    ],
)
def test_stems(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


def test_words_know_their_place() -> None:
    assert [("Too tired"[word.start : word.end], word.folded) for word in words_in("Too tired")] == [
        ("Too", "too"),
        ("tired", "tired"),
    ]


def test_a_word_without_end_is_cut() -> None:
    assert fold("a" * 5000) == "a" * LONGEST


@given(st.text())
def test_stems_are_letters_and_digits(text: str) -> None:
    found = stems(text)

    assert all(stem and stem.isalnum() for stem in found)
