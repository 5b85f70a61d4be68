"""Plain text, as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.privacy.text import plain_line, plain_text, word_count


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("  one  ", "one"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\u2028b\u2029c", "a\nb\n\nc"),
        ("a\x00b\x07c\x1b[0m\x9f", "abc[0m"),
        ("\ud83d lone \udc00", "lone"),
        ("pay \u202etxt.exe\u202c now", "pay txt.exe now"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\u0301", "é"),
        ("tab\tstays", "tab\tstays"),
        ("family 👩\u200d👧 stays", "family 👩\u200d👧 stays"),
        ("<b>bold</b> & *this* '; DROP TABLE", "<b>bold</b> & *this* '; DROP TABLE"),
    ],
)
def test_plain_text_keeps_what_people_type(typed: str, plain: str) -> None:
    assert plain_text(typed) == plain


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)


@given(st.text(alphabet=st.characters()))
def test_cleaned_text_can_be_stored_anywhere(text: str) -> None:
    assert "\x00" not in plain_text(text).encode().decode()


def test_plain_line_is_one_line() -> None:
    assert plain_line(" a\n\n b\tc ") == "a b c"


def test_words_are_counted_over_all_parts() -> None:
    assert word_count("one two", "", " three\nfour ") == 4
