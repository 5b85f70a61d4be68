"""Names online and addresses that are told in words, and ordinary sentences with the same words in them."""

import pytest

from stories.privacy.identity import find_details
from stories.privacy.identity.patterns import PatternEngine

HANDLES = [
    ("Find me on insta: grey heron, one word, then a two.", "grey heron, one word, then a two", "found"),
    ("Our page is no more nights, but each o is a nought.", "no more nights, but each o is a nought", "please_check"),
    ("On Discord it's the old grey heron.", "old grey heron", "please_check"),
    ("I write as the grey heron.", "the grey heron", "please_check"),
    ("We have a page called herons of the north.", "herons of the north", "please_check"),
    ("Add me, heron (underscore) grey.", "heron (underscore) grey", "found"),
    ("DM me: n i g h t h e r o n.", "n i g h t h e r o n", "found"),
    ("DM me, n-i-g-h-t-h-e-r-o-n please", "n-i-g-h-t-h-e-r-o-n", "found"),
]
EMAILS = [
    ("write: grey heron (a) mailbox (dot) example", "grey heron (a) mailbox (dot) example", "found"),
    ("write: greyheronATexampleDOTorg", "greyheronATexampleDOTorg", "found"),
    ("it's heron 44, gmail", "heron 44, gmail", "found"),
    ("write: org dot example at grey heron", "org dot example at grey heron", "found"),
    (
        "write: heron at example dot com but spelt with a three",
        "heron at example dot com but spelt with a three",
        "found",
    ),
    ("Contact: owl, you know the sign, gmail", "owl, you know the sign, gmail", "please_check"),
]
LEFT_ALONE = [
    "My handle on things is going. I follow the rules, all in lower case.",
    "I spelt it out on the board: no holidays, one word at a time.",
    "The app is slow, then fast, then slow. I swapped with a friend.",
    "I looked at gmail once, for example. Mail is at the desk.",
    "In the group chat nobody types. I left it.",
    "They clap at sign up. It was in 2025Q1 on the app.",
]


def finds(text: str, kind: str) -> list[tuple[str, str]]:
    return [(find.phrase, find.tier) for find in find_details(text, engines=[PatternEngine()]) if find.kind == kind]


@pytest.mark.parametrize(("text", "phrase", "tier"), HANDLES)
def test_names_online_that_are_told(text: str, phrase: str, tier: str) -> None:
    assert finds(text, "handle") == [(phrase, tier)]


@pytest.mark.parametrize(("text", "phrase", "tier"), EMAILS)
def test_addresses_that_are_told(text: str, phrase: str, tier: str) -> None:
    assert finds(text, "email") == [(phrase, tier)]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_the_same_words_in_ordinary_sentences(text: str) -> None:
    assert finds(text, "handle") + finds(text, "email") == []


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("I told Lesley from Control so", "Lesley from Control", "person"),
        ("then Dougie the fitter came", "Dougie the fitter", "person"),
        ("we slept at Camp Kurrajong then", "Camp Kurrajong", "place"),
        ("in Marram House, third floor, it", "Marram House, third floor", "place"),
        ("I drive the 42 to work", "the 42", "place"),
        ("after the Star Mountain Incident we", "Star Mountain Incident", "place"),
        ("the app zoomato express banned me", "zoomato express", "organisation"),
        ("at the Fox and Hounds then", "the Fox and Hounds", "organisation"),
        ("on Pulse 97 FM all day", "Pulse 97 FM", "organisation"),
        ("at 11:08 on the wall clock it", "at 11:08 on the wall clock", "time"),
        ("filed 6-29-09 there", "6-29-09", "date"),
        ("it began on 9 May last year", "on 9 May last year", "date"),
    ],
)
def test_where_and_when_come_whole(text: str, phrase: str, kind: str) -> None:
    assert [(find.phrase, find.kind) for find in find_details(text, engines=[PatternEngine()])] == [(phrase, kind)]


def test_a_name_told_in_many_words_is_one_find_though_one_word_of_it_is_certain() -> None:
    assert finds("I’m on Strava as heron slow runner, dots between.", "handle") == [
        ("heron slow runner, dots between", "found")
    ]
