"""The identity check: what it points at, what it leaves alone, and that nothing makes it slow."""

import time
from collections.abc import Iterator

import pytest

from stories.privacy.identity import MOST, Find, find_details

CERTAIN = [
    ("Write to jo.b@example.org today", "jo.b@example.org", "an e-mail"),
    ("See https://intranet.example/rota?id=4 for it", "https://intranet.example/rota?id=4", "a web page"),
    ("It was on ourplace.co.uk all week", "ourplace.co.uk", "a web page"),
    ("Ring me on 020 7946 0958 after", "020 7946 0958", "a phone number"),
    ("Ring +44 7911 123456 after", "+44 7911 123456", "a phone number"),
    ("I told Mrs Adeyemi in the corridor", "Mrs Adeyemi", "someone I work with"),
    ("then Dr. O’Brien came", "Dr. O’Brien", "someone I work with"),
    ("the pool on Mill Lane, because", "Mill Lane", "a street near work"),
    ("we left St Mary's Hospital late", "St Mary's Hospital", "the place where I work"),
    ("back to Rowan Ward again", "Rowan Ward", "my ward"),
    ("then Hill Top School closed", "Hill Top School", "my school"),
    ("behind the Northgate Depot that day", "Northgate Depot", "a place near work"),
    ("then on ward 7 again", "ward 7", "my ward"),
    ("in room 12b with", "room 12b", "a room"),
    ("at till 4 all day", "till 4", "a place at work"),
    ("it was on 3 March 2026 and", "on 3 March 2026", "one day"),
    ("since March 3rd, 2026 it", "March 3rd, 2026", "one day"),
    ("back in June 2024 we", "in June 2024", "one day"),
    ("noted 2026-03-03 there", "2026-03-03", "one day"),
    ("noted 14/02/21 there", "14/02/21", "one day"),
    ("we worked on Christmas Day that year", "on Christmas Day", "one day"),
    ("it began in 2019 and", "in 2019", "some years ago"),
    ("One Thursday a boy said", "One Thursday", "One day"),
    ("and every Monday morning I", "every Monday morning", "some days"),
    ("he rang at 4 a.m. again", "at 4 a.m.", "in the night"),
    ("he rang at 9:15 again", "at 9:15", "in the morning"),
    ("he rang at 2pm again", "at 2pm", "in the afternoon"),
    ("he rang at 10:30 pm again", "at 10:30 pm", "in the evening"),
    ("he rang at 12 am again", "at 12 am", "in the night"),
    ("a 54-year-old man", "54-year-old", "middle-aged"),
    ("she was 12 years old", "12 years old", "young"),
    ("a man aged 23 came", "aged 23", "fairly young"),
    ("a woman aged 81 came", "aged 81", "older"),
    ("my badge AB1234 was", "AB1234", "a number"),
    ("case #4431 was", "#4431", "a number"),
    ("payroll 0047113 was", "0047113", "a number"),
]
DOUBTFUL = [
    ("I met Karen Holt by the lift", "Karen Holt", "someone"),
    ("that was Bob’s idea", "Bob", "someone"),
    ("we sent him to ICU after", "ICU", "my team"),
    ("I was the only male nurse there", "the only male nurse", "one of a few"),
]


@pytest.mark.parametrize(("text", "phrase", "suggestion"), CERTAIN)
def test_what_is_surely_a_detail_is_found(text: str, phrase: str, suggestion: str) -> None:
    found = [(find.phrase, find.suggestion, find.tier) for find in find_details(text)]

    assert found == [(phrase, suggestion, "found")]


@pytest.mark.parametrize(("text", "phrase", "suggestion"), DOUBTFUL)
def test_what_may_be_a_detail_is_pointed_at(text: str, phrase: str, suggestion: str) -> None:
    found = [(find.phrase, find.suggestion, find.tier) for find in find_details(text)]

    assert found == [(phrase, suggestion, "please_check")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I went home. Then I slept. “No,” she said. Yes!",
        "I’m fine and I’ve slept, but I’d rather not talk.",
        "Mum rang. My boss said it’s OK on Teams.",
        "it took two days and 3 hours, about 40 of us",
        "the only thing that helped was tea",
        "- First\n- Second\n• Third",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert find_details(text) == []


def test_a_find_knows_its_place_and_its_words_around() -> None:
    text = "I started there and was marking behind the pool near Mill Lane, because at home they could see it all."

    (find,) = find_details(text, "happened")

    assert text[find.start : find.end] == "Mill Lane"
    assert (find.before, find.after) == ("…was marking behind the pool near ", ", because at home they could see it…")
    assert (find.key, find.is_certain) == ("happened-53", True)
    assert str(find.reason) == "This could show where you work."


def test_overlaps_are_settled_and_order_is_the_texts() -> None:
    finds = find_details("At 4 a.m. on Ward 7 Dr Patel of St Mary's Hospital wrote to a@b.org")

    assert [find.phrase for find in finds] == ["At 4 a.m.", "Ward 7", "Dr Patel", "St Mary's Hospital", "a@b.org"]


def test_another_engine_plugs_in() -> None:
    class Staff:
        def finds(self, text: str) -> Iterator[Find]:
            start = text.index("karen")
            yield Find("karen", "On the staff list.", "a colleague", "found", start, start + 5)

    (find,) = find_details("so karen knew", engines=[Staff()])

    assert (find.phrase, find.before, find.after) == ("karen", "so ", " knew")


def test_never_more_finds_than_help() -> None:
    assert len(find_details("Mr Aa " * 900)) == MOST


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "Ab ", "a@", "a.", " ", "i ", "07 ", "a-", "Mr Aa ", "“", "0123 456 ", "+44", "1/1/", "The ", "A of "],
)
def test_no_text_makes_it_slow(piece: str) -> None:
    text = (piece * 6000)[:6000]

    began = time.perf_counter()
    find_details(text)

    assert time.perf_counter() - began < 1
