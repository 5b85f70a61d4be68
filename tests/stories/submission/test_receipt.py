"""Receipts: what is handed out, what is read again, and what counts as a slip of the pen."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stories.models.keys import ALPHABET
from stories.submission.receipt import digest_of, grouped, holds_receipt, read_receipt, receipt_for

receipts = st.integers(min_value=0, max_value=2**95 - 1).map(lambda number: receipt_for(str(number), ""))


def test_a_receipt_has_twenty_letters_and_reads_as_itself() -> None:
    receipt = receipt_for("a form", "its words")

    assert (len(receipt), set(receipt) <= set(ALPHABET), read_receipt(receipt)) == (20, True, receipt)


def test_receipts_differ() -> None:
    assert len({receipt_for(str(number), "the same words") for number in range(200)}) == 200


def test_grouped_gives_five_groups_of_four() -> None:
    assert grouped("7KQM3HTWX2RD9FPN4VBC") == ["7KQM", "3HTW", "X2RD", "9FPN", "4VBC"]


@given(receipts, st.integers(0, 19), st.sampled_from(ALPHABET))
def test_any_one_wrong_letter_is_noticed(receipt: str, place: int, letter: str) -> None:
    assume(receipt[place] != letter)

    assert read_receipt(receipt[:place] + letter + receipt[place + 1 :]) is None


@given(receipts, st.integers(0, 19), st.integers(0, 19))
def test_any_two_swapped_letters_are_noticed(receipt: str, one: int, other: int) -> None:
    letters = list(receipt)
    assume(letters[one] != letters[other])
    letters[one], letters[other] = letters[other], letters[one]

    assert read_receipt("".join(letters)) is None


@given(receipts)
def test_case_spaces_dashes_and_lookalikes_do_not_matter(receipt: str) -> None:
    typed = " – ".join(grouped(receipt)).lower().replace("0", "o").replace("1", "l")

    assert read_receipt(typed) == receipt


@pytest.mark.parametrize("typed", ["", "    ", "7KQM", "U" * 20, "é" * 20, "\x00" * 20, "7" * 21, "🙂" * 20])
def test_what_cannot_be_a_receipt_is_none(typed: str) -> None:
    assert read_receipt(typed) is None


def test_receipt_of_the_same_form_and_words_is_the_same() -> None:
    assert receipt_for("nonce", "words") == receipt_for("nonce", "words")
    assert receipt_for("nonce", "words") != receipt_for("nonce", "other words")
    assert receipt_for("nonce", "words") != receipt_for("other nonce", "words")


def test_digest_does_not_hold_the_receipt() -> None:
    receipt = receipt_for("a form", "its words")

    assert len(digest_of(receipt)) == 64
    assert receipt.lower() not in digest_of(receipt)


@given(receipts, st.sampled_from(["", " ", "-", " – ", "\n"]))
def test_a_receipt_in_a_text_is_noticed(receipt: str, between: str) -> None:
    assume(any(letter.isdigit() for letter in receipt))

    assert holds_receipt(f"My code, I wrote down: {between.join(grouped(receipt)).lower()}, is this.")


def test_ordinary_words_of_four_letters_are_no_receipt() -> None:
    words = ["they", "were", "sent", "back", "home", "then", "when", "that", "rain", "came", "down", "hard"]
    texts = [" ".join(words[start:] + words[:start]) for start in range(len(words))]

    assert [text for text in texts if holds_receipt(text)] == []
