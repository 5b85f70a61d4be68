"""Numbers, names online and addresses that are told in pieces or as a riddle, and sentences with the same words."""

import pytest

from stories.privacy.identity import find_details
from stories.privacy.identity.patterns import PatternEngine

NUMBERS = [
    ("The van was three one four, then T for Thurso as we say, then six double-oh nine, if asked.",
     "three one four, then T for Thurso as we say, then six double-oh nine", "found"),
    ("The entry is page three hundred and five, number twelve, letters G N K in front.",
     "three hundred and five, number twelve, letters G N K in front", "found"),
    ("My padlock opens left to nineteen, right to six, left to forty.",
     "nineteen, right to six, left to forty", "please_check"),
    ("On the door I am porter hash twenty-six, R D at the end.", "twenty-six, R D at the end", "found"),
    ("The machine is the one ending oh three oh, sticker says D as in delta.",
     "one ending oh three oh, sticker says D as in delta", "found"),
    ("My clock card is eight eight one, then the same again.", "eight eight one, then the same again", "found"),
    ("Ring the hotline, 1-555-0184, extension 7, after six.", "1-555-0184, extension 7", "found"),
    ("My phone is zero seven seven double zero, nine double zero, then my age twice, 44 44, but drop the last one.",
     "zero seven seven double zero, nine double zero, then my age twice, 44 44, but drop the last one", "found"),
]  # fmt: skip
HANDLES = [
    ("There is a chat, I am blaukraut, then underline, then walks, you write it together, or ask me.",
     "blaukraut, then underline, then walks, you write it together"),
    ("On the computer my lad set me up as dry again, no gap, followed by a nought and a six.",
     "dry again, no gap, followed by a nought and a six"),
    ("The young ones prefer to chat, so it’s winch then the number 62, the word out, with dots in between.",
     "winch then the number 62, the word out, with dots in between"),
]  # fmt: skip
EMAILS = [
    ("You get me at home, bread and salt, with the and as a plus, swirly a, pearmail, then the dot and example.",
     "bread and salt, with the and as a plus, swirly a, pearmail, then the dot and example"),
    ("Write to us: first reading, a in a circle, the word pigeonhole, dot example.",
     "first reading, a in a circle, the word pigeonhole, dot example"),
    ("Mail me: sore feet, no space, at gee mail.", "sore feet, no space, at gee mail"),
]  # fmt: skip
LEFT_ALONE = [
    "I have two kids, one dog and three cats, and then four goats turned up at the end.",
    "In the first half we lost two, in the second half three, and at the end one of us called the police.",
    "We started at six, ended at nine, then started again at ten and ended at five.",
    "The code on the door changed three times, then twice more, and we stood outside with two cakes.",
    "The form has letters to tick, one, then two, and what you add up at the end is your score.",
    "The chat was mean, so I left it, then joined another one and swapped shifts with a friend.",
    "It is small. I am the new one, so I write things down, then someone with a pen crosses them out.",
    "The manager drew a round a on the board and wrote stop under it, it is the point of the meeting.",
    "I post the letters at the end of the day, then I find my bus.",
    "My mail was full, at the point of no return, and it’s the end of the usual.",
]


def finds(text: str, kinds: set[str]) -> list[tuple[str, str]]:
    return [(find.phrase, find.tier) for find in find_details(text, engines=[PatternEngine()]) if find.kind in kinds]


@pytest.mark.parametrize(("text", "phrase", "tier"), NUMBERS)
def test_a_number_told_in_pieces_is_one_find(text: str, phrase: str, tier: str) -> None:
    assert finds(text, {"number", "phone"}) == [(phrase, tier)]


@pytest.mark.parametrize(("text", "phrase"), HANDLES)
def test_a_name_online_of_which_two_things_are_told_is_pointed_at(text: str, phrase: str) -> None:
    assert [find[0] for find in finds(text, {"handle", "number"})] == [phrase]


@pytest.mark.parametrize(("text", "phrase"), EMAILS)
def test_an_address_whose_sign_is_described_is_pointed_at(text: str, phrase: str) -> None:
    assert [find[0] for find in finds(text, {"email", "handle"})] == [phrase]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_sentences_with_the_same_words_are_left_alone(text: str) -> None:
    assert finds(text, {"number", "phone", "handle", "email"}) == []


def test_letters_without_a_word_for_what_has_a_number_are_left_alone() -> None:
    assert finds("We tried plan B, then three of plan C, then D, and that was it.", {"number", "phone"}) == []
