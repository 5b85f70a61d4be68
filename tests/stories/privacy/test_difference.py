"""The difference between two texts, by words."""

import time

from hypothesis import given
from hypothesis import strategies as st

from stories.privacy.difference import Change, difference

texts = st.lists(st.sampled_from(["tea", "bus", "on", " ", "\n\n", "night,", ""]), max_size=25).map(" ".join)


def test_a_changed_word_is_taken_out_and_put_in() -> None:
    assert difference("I told Mrs Adeyemi at once", "I told my mentor at once") == [
        Change("same", "I told "),
        Change("removed", "Mrs Adeyemi "),
        Change("added", "my mentor "),
        Change("same", "at once"),
    ]


def test_equal_texts_have_one_run() -> None:
    assert difference("the same", "the same") == [Change("same", "the same")]


def test_empty_texts_have_none() -> None:
    assert difference("", "") == []


@given(texts, texts)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    changes = difference(before, after)

    assert "".join(change.text for change in changes if change.kind != "added") == before
    assert "".join(change.text for change in changes if change.kind != "removed") == after
    assert all(change.text for change in changes)


def test_two_long_texts_take_no_time() -> None:
    began = time.perf_counter()
    difference("a b " * 1500, "b a " * 1500)

    assert time.perf_counter() - began < 1
