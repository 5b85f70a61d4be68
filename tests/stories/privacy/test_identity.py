"""The identity check as a whole: places, overlaps, parts, engines that fail, and that nothing makes it slow."""

import logging
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured

from stories.privacy.identity import MOST, Find, IdentityEngine, find_details, find_in_parts
from stories.privacy.identity.check import BETWEEN, LONGEST, engines_in_use, made
from stories.privacy.identity.patterns import PatternEngine

OURS = [PatternEngine()]


class Finds:
    """An engine that finds what it was told to find, wherever it stands."""

    def __init__(self, phrase: str, tier: str = "found", kind: str = "") -> None:
        self.phrase, self.tier, self.kind = phrase, tier, kind
        self.calls = 0

    def finds(self, text: str) -> Iterator[Find]:
        self.calls += 1
        start = text.find(self.phrase)
        while start >= 0:
            end = start + len(self.phrase)
            yield Find(self.phrase, "On a list.", "someone", self.tier, start, end, kind=self.kind)
            start = text.find(self.phrase, end)


class Breaks:
    """An engine that finds one thing and then fails, with the text in its message."""

    def finds(self, text: str) -> Iterator[Find]:
        yield from Finds("karen").finds(text)
        raise RuntimeError(text)


def test_a_find_knows_its_place_and_its_words_around() -> None:
    text = "I started there and was marking behind the pool near Mill Lane, because at home they could see it all."

    (find,) = find_details(text, "happened", engines=OURS)

    assert text[find.start : find.end] == "Mill Lane"
    assert (find.before, find.after) == ("…was marking behind the pool near ", ", because at home they could see it…")
    assert (find.key, find.is_certain) == ("happened-53", True)
    assert find.reason == "This could show where you work."


def test_overlaps_are_settled_and_order_is_the_texts() -> None:
    finds = find_details("At 4 a.m. on Ward 7 Dr Patel of St Mary's Hospital wrote to a@b.org", engines=OURS)

    assert [find.phrase for find in finds] == ["At 4 a.m.", "Ward 7", "Dr Patel", "St Mary's Hospital", "a@b.org"]


def test_a_certain_find_comes_before_a_longer_doubtful_one() -> None:
    finds = find_details("so big karen knew", engines=[Finds("big karen", "please_check"), Finds("karen")])

    assert [(find.phrase, find.tier) for find in finds] == [("karen", "found")]


def test_of_two_alike_the_engine_named_first_is_heard() -> None:
    (find,) = find_details("so karen knew", engines=[Finds("karen", kind="one"), Finds("karen", kind="two")])

    assert find.kind == "one"


def test_a_name_around_a_certain_one_lends_it_its_length() -> None:
    engines = [Finds("Karen", kind="directory"), Finds("Karen Holt", "please_check", "name")]

    (find,) = find_details("so Karen Holt knew", engines=engines)

    assert (find.phrase, find.tier, find.kind) == ("Karen Holt", "found", "directory")


def test_a_name_that_only_touches_a_certain_one_does_not() -> None:
    engines = [Finds("Karen H", kind="directory"), Finds("aren Holt", "please_check", "name")]

    (find,) = find_details("so Karen Holt knew", engines=engines)

    assert find.phrase == "Karen H"


def test_parts_are_looked_at_together_and_told_apart() -> None:
    engine = Finds("karen")

    finds = find_in_parts({"title": "karen", "happened": "", "felt": "so karen knew"}, engines=[engine])

    assert [(find.part, find.start, find.end, find.before) for find in finds] == [
        ("title", 0, 5, ""), ("felt", 3, 8, "so "),
    ]  # fmt: skip
    assert engine.calls == 1


def test_nothing_is_found_across_two_parts() -> None:
    finds = find_in_parts({"title": "ka", "felt": "ren"}, engines=[Finds(f"ka{BETWEEN}ren")])

    assert finds == []


def test_an_engine_that_fails_keeps_what_it_found_and_takes_nothing_down(caplog) -> None:
    with caplog.at_level(logging.INFO):
        finds = find_details("so karen told bob of canary", engines=[Breaks(), Finds("bob")])

    assert [find.phrase for find in finds] == ["karen", "bob"]
    assert [record.getMessage() for record in caplog.records] == ["Breaks failed: RuntimeError"]
    assert "canary" not in caplog.text


def test_a_find_outside_the_text_is_left_out() -> None:
    class Wild:
        def finds(self, text: str) -> Iterator[Find]:
            yield Find("x", "", "", "found", 5, 9)
            yield Find("x", "", "", "found", 2, 2)
            yield Find("x", "", "", "found", -1, 1)

    assert find_details("seven", engines=[Wild()]) == []


def test_the_setting_names_the_engines(settings) -> None:
    settings.CAIRN_IDENTITY_ENGINES = [f"{PatternEngine.__module__}.PatternEngine"]

    (find,) = find_details("write to a@b.org")

    assert [type(engine) for engine in engines_in_use()] == [PatternEngine]
    assert find.phrase == "a@b.org"


def test_an_engine_that_cannot_be_made_is_left_out_and_logged(settings, caplog) -> None:
    settings.CAIRN_IDENTITY_ENGINES = ["nowhere.canary.Engine", f"{PatternEngine.__module__}.PatternEngine"]

    (find,) = find_details("write to a@b.org")

    assert find.phrase == "a@b.org"
    assert [record.getMessage() for record in caplog.records] == [
        "An engine of the identity check cannot be made: ModuleNotFoundError"
    ]


def test_an_engine_is_made_once() -> None:
    path = f"{PatternEngine.__module__}.PatternEngine"

    assert made(path) is made(path)


def test_any_object_with_the_method_is_an_engine() -> None:
    engine: IdentityEngine = Finds("karen")

    assert [find.suggestion for find in find_details("karen", engines=[engine])] == ["someone"]


def test_never_more_finds_than_help_and_the_certain_ones_first() -> None:
    finds = find_details("karen bob " * 60, engines=[Finds("bob", "please_check"), Finds("karen")])

    assert [find.phrase for find in finds] == ["karen"] * MOST


def test_each_part_has_its_own_limit() -> None:
    finds = find_in_parts({"happened": "karen " * 60, "felt": "karen " * 3}, engines=[Finds("karen")])

    assert [find.part for find in finds] == ["happened"] * MOST + ["felt"] * 3


def test_what_is_longer_than_any_story_is_not_looked_at() -> None:
    text = "x" * LONGEST + " karen"

    assert find_details(text, engines=[Finds("karen")]) == []


def test_no_key_file_takes_nothing_but_the_directory(monkeypatch, caplog, db) -> None:
    def gone() -> bytes:
        raise ImproperlyConfigured("canary")

    monkeypatch.setattr("stories.privacy.identity.directory.engine.directory_key", gone)

    (find,) = find_details("karen of a@b.org wrote", engines=[*engines_in_use()[1:2], Finds("a@b.org")])

    assert find.phrase == "a@b.org"
    assert [record.getMessage() for record in caplog.records] == ["DirectoryEngine failed: ImproperlyConfigured"]


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "Ab ", "a@", "a.", " ", "i ", "07 ", "a-", "Mr Aa ", "“", "0123 456 ", "+44", "1/1/", "The ", "A of ",
     "one two ", "at a dot ", "my boss x, ", "the only one ", "st st ", "x_y ", "in Reading ", "number 1 ", "J. ",
     "Mr Aa & ", "May ", "double ", "underscore a "],
)  # fmt: skip
def test_twice_the_text_takes_about_twice_the_steps(piece: str) -> None:
    """Steps, not seconds: how often Python enters one of our functions, whatever the machine does beside it."""
    half, whole = (_steps((piece * LONGEST)[:size]) for size in (6_000, 12_000))

    assert whole < 3 * half + 2_000


def _steps(text: str) -> int:
    import sys

    count = 0

    def step(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        find_details(text, engines=OURS)
    finally:
        sys.setprofile(before)
    return count
