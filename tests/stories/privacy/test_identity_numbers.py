"""Numbers of people, things and cases, however they are grouped, spelt or told, and what is none of them."""

import pytest

from stories.privacy.identity import find_details
from stories.privacy.identity.patterns import PatternEngine

NUMBERS = [
    # Beside a word for what has a number, before it or behind.
    ("locker 214B is mine", "214B"),
    ("the number on my hi-vis, 417, is all they see", "417"),
    ("4417 on my badge, and no name", "4417"),
    ("I am 48213 on the rota", "48213"),
    ("my badge starts 22-0641 and ends there", "22-0641"),
    # Letters and digits in any grouping.
    ("look at account 4b-77e-90c1 please", "4b-77e-90c1"),
    ("logged under MOR 25/0447 by us", "MOR 25/0447"),
    ("his van, M-KX 4417, was there", "M-KX 4417"),
    ("a fine, PCN 8830 1194 7, came", "PCN 8830 1194 7"),
    ("the paper 7F3-22K-9 was lost", "7F3-22K-9"),
    ("GH-417-ZK stood outside", "GH-417-ZK"),
    ("the plate 7KLD 442 again", "7KLD 442"),
    # Said sign by sign.
    ("my badge is double eight, two, one, three now", "double eight, two, one, three"),
    ("the case is K, stroke, nineteen, stroke, two two oh seven now", "K, stroke, nineteen, stroke, two two oh seven"),
    ("my id is fourfoursevenone now", "fourfoursevenone"),
    ("my badge is 4 then 4 then 7 then 1 now", "4 then 4 then 7 then 1"),
    ("ring oh-seven-seven-hundred, nine hundred, four-four-two now",
     "oh-seven-seven-hundred, nine hundred, four-four-two"),
    ("ring null eins sieben sechs, vier null vier, sechs neun null now",
     "null eins sieben sechs, vier null vier, sechs neun null"),
    ("it starts 077, then 00 900, ends 918 so", "starts 077, then 00 900, ends 918"),
]  # fmt: skip
PERHAPS = [
    ("the form ICS-214 again", "ICS-214"),
    ("peg 83 is where my coat is", "83"),
    ("grievance 17 of this year", "17"),
    ("they say oh four seven oh and laugh", "oh four seven oh"),
    ("entry forty-one of the green book says it", "forty-one of the green book"),
    ("one more than 4470 they call me", "one more than 4470"),
]
NONE = [
    "channels 4, 5 and 7 were dead, and so were 1,2,3,4,5 and 6",
    "I counted one, two, three, four, five, and opened the door",
    "it was 150/95, then 7-2, then 5-a-side, from 1000-1200",
    "a 20mg dose on an A4 sheet at 166.6125MHz, version 5.6.0a, on the M25",
    "it is on three hundred and ninety pounds, and six hundred of us know",
    "in 2019/20 we ran 1200 tests",
    "the wind was NE 25-30 and then S 10-15",
    "404 and I are old friends",
    "my number one reason, the badge of honour, the case for tea",
]


def found(text: str) -> list[tuple[str, str]]:
    kinds = {"number", "phone", "plate", "year", "room"}
    return [(find.phrase, find.tier) for find in find_details(text, engines=[PatternEngine()]) if find.kind in kinds]


@pytest.mark.parametrize(("text", "phrase"), NUMBERS)
def test_numbers_of_people_and_things_are_found(text: str, phrase: str) -> None:
    assert found(text) == [(phrase, "found")]


@pytest.mark.parametrize(("text", "phrase"), PERHAPS)
def test_short_ones_and_those_told_round_a_corner_are_pointed_at(text: str, phrase: str) -> None:
    assert found(text) == [(phrase, "please_check")]


@pytest.mark.parametrize("text", NONE)
def test_counts_sizes_dates_and_scores_are_no_such_numbers(text: str) -> None:
    assert [find for find in found(text) if "19" not in find[0]] == []


@pytest.mark.parametrize("number", ["07700 900123", "01632 960123", "(312) 555-0142", "020 7946 0958"])
def test_numbers_kept_for_films_are_found_like_others(number: str) -> None:
    assert found(f"ring {number} after six") == [(number, "found")]


@pytest.mark.parametrize("text", ["ticket # 090527-001844 was sent", "serial 0721021 is mine", "my ref 090520-000991"])
def test_a_number_beside_ticket_is_no_telephone(text: str) -> None:
    assert [find.kind for find in find_details(text, engines=[PatternEngine()])] == ["number"]
