"""People's words are text, and drawings are hidden from screen readers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.frame.drawings import DRAWINGS
from kb.frame.templatetags.frame import drawing, voice

TAGS = re.compile(r"</?(?:p|br|span)(?: class=\"changed\")?>")


def test_words_become_paragraphs_and_lines() -> None:
    assert voice("One.\nTwo.\n\nThree.\n\n  \n\n") == "<p>One.<br>Two.</p>\n<p>Three.</p>"


def test_what_a_moderator_changed_is_set_apart() -> None:
    assert voice("On [detail changed to protect someone] I left. [detail changed]") == (
        '<p>On <span class="changed">[detail changed to protect someone]</span> I left. '
        '<span class="changed">[detail changed]</span></p>'
    )


def test_a_bracket_that_never_closes_is_text() -> None:
    assert voice("[detail changed to") == "<p>[detail changed to</p>"


@given(st.text())
def test_nothing_typed_is_ever_markup(text) -> None:
    assert not re.search("[<>\"']", TAGS.sub("", voice(text)))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_hidden_from_screen_readers(name) -> None:
    assert drawing(name, "spot").startswith('<svg class="art spot" viewBox="0 0 ')
    assert 'aria-hidden="true" focusable="false"' in drawing(name)
