"""The content files are checked, and an error says where and what."""

from datetime import date
from pathlib import Path

import pytest

from kb.demo.reading import ContentError, Entry, read


def entry(**table: object) -> Entry:
    return Entry("guides.toml, guide rest", table)


def read_all(folder: Path, content: str) -> list[Entry]:
    path = folder / "topics.toml"
    path.write_text(content)
    found = []
    for one in read(path, key="topic"):
        one.text("slug")
        found.append(one)
    return found


def test_each_kind_of_value_is_returned_checked() -> None:
    one = entry(title=" Rest ", kind="step", topics=["a"], minutes=3, help=True, due=date(2026, 9, 14), month="2026-09")

    assert one.text("title", most=4) == "Rest"
    assert one.choice("kind", ["step", "do"]) == "step"
    assert one.texts("topics") == ["a"]
    assert one.number("minutes") == 3
    assert one.flag("help") is True
    assert one.day("due") == date(2026, 9, 14)
    assert one.month("month") == date(2026, 9, 1)
    assert one.found("topics", ["a"], {"a": 1}) == [1]
    one.no_more()


def test_what_is_missing_has_a_default_where_it_may() -> None:
    one = entry()

    assert one.text("title", empty=True) == ""
    assert one.choice("art", ["stone"], default="stone") == "stone"
    assert one.texts("topics") == []
    assert one.number("minutes", default=2) == 2
    assert one.flag("help") is False
    assert one.entries("claim") == []


@pytest.mark.parametrize(
    ("table", "ask", "message"),
    [
        ({}, lambda e: e.text("title"), "title is missing or empty."),
        ({"title": "Rest"}, lambda e: e.text("title", most=3), "title has 4 characters, 3 at most."),
        ({"title": 3}, lambda e: e.text("title"), "title has to be written as str."),
        ({"kind": "x"}, lambda e: e.choice("kind", ["b", "a"]), "kind is 'x', and has to be one of a, b."),
        ({"topics": [1]}, lambda e: e.texts("topics"), "topics has to be a list of texts."),
        ({"minutes": 9}, lambda e: e.number("minutes", most=8), "minutes has to be a number from 0 to 8."),
        ({"minutes": True}, lambda e: e.number("minutes"), "minutes has to be a number from 0 to 10000."),
        ({}, lambda e: e.day("due"), "due is missing."),
        ({"month": "May"}, lambda e: e.month("month"), "month has to be a month such as 2026-09."),
        ({}, lambda e: e.found("topics", ["a", "b"], {"a": 1}), "topics names b, which does not exist."),
        ({"tilte": ""}, lambda e: e.no_more(), "tilte is not known here."),
    ],
)
def test_an_error_says_file_entry_key_and_what(table: dict, ask: object, message: str) -> None:
    with pytest.raises(ContentError) as raised:
        ask(entry(**table))

    assert str(raised.value) == f"guides.toml, guide rest: {message}"


def test_a_table_below_is_named_by_its_number() -> None:
    with pytest.raises(ContentError, match="claim 2: body is missing or empty"):
        entry(claim=[{"body": "x"}, {}]).entries("claim")[1].text("body")


def test_a_file_is_read_entry_by_entry(tmp_path: Path) -> None:
    found = read_all(tmp_path, '[[topic]]\nslug = "a"\n[[topic]]\nslug = "b"\n')

    assert [one.where for one in found] == ["topics.toml, topic a", "topics.toml, topic b"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[[topic]]\nslug = "a"\n[[topic]]\nslug = "a"\n', "topics.toml, topic a: slug is there twice."),
        ('[[topic]]\nslug = "a"\nnmae = "A"\n', "topics.toml, topic a: nmae is not known here."),
        ('[topic]\nslug = "a"\n', "topics.toml: topic has to be written as [[topic]]."),
        ("[[topic\n", "topics.toml cannot be read: "),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(ContentError) as raised:
        read_all(tmp_path, content)

    assert str(raised.value).startswith(message)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="is missing"):
        list(read(tmp_path / "topics.toml", key="topic"))
