"""The file of help: whole, or as if it were not there."""

from datetime import date

import pytest

from kb.frame import help_file
from kb.frame.help_file import Entry, Help, Peer


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    """The help file of no other test."""
    settings.DATA_DIR = tmp_path


def test_what_is_saved_is_read() -> None:
    kept = Help(
        [Entry(kind="talk_now", name="Zoë’s line", last_verified=date(2026, 3, 3))], [Peer("Marram", "x", 1, 2)]
    )

    help_file.save(kept)

    assert help_file.read() == kept
    assert [path.name for path in help_file.path().parent.iterdir()] == ["help.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"entries": [{}], "peers": []}',
        '{"entries": [{"kind": "x", "name": "y", "last_verified": "soon"}], "peers": []}',
        '{"entries": [{"kind": "x", "name": "y", "last_verified": null, "of a later version": 1}], "peers": []}',
    ],
)
def test_a_torn_or_strange_file_counts_as_empty(text) -> None:
    help_file.path().write_text(text)

    assert help_file.read() == Help([], [])


def test_bytes_that_are_no_text_count_as_empty() -> None:
    help_file.path().write_bytes(b"\xff\xfe\x00")

    assert help_file.read() == Help([], [])


def test_no_file_is_infinitely_old() -> None:
    assert help_file.age() == float("inf")


def test_a_folder_that_cannot_be_written_stops_nothing(settings, tmp_path, caplog) -> None:
    settings.DATA_DIR = tmp_path / "nowhere"

    help_file.save(Help([Entry(kind="talk_now", name="A line")], []))

    assert help_file.read() == Help([], [])
    assert [record.getMessage() for record in caplog.records] == ["the help file was not written: FileNotFoundError"]


def test_facts_are_sentences() -> None:
    entry = Entry(kind="talk_now", name="x", about="They listen.", hours="Day and night", cost=" ", confidentiality="")

    assert entry.facts == "They listen. Day and night."
    assert entry.when == "Day and night."


def test_an_example_is_never_checked() -> None:
    assert Entry(kind="x", name="y", last_verified=date(2026, 1, 1)).is_checked
    assert not Entry(kind="x", name="y", last_verified=date(2026, 1, 1), is_example=True).is_checked
    assert not Entry(kind="x", name="y").is_checked


def test_whoever_reads_while_it_is_written_anew_reads_the_whole_of_the_old_one() -> None:
    help_file.save(Help([Entry(kind="talk_now", name="A line")], []))

    with help_file.path().open(encoding="utf-8") as begun:
        help_file.save(Help([Entry(kind="talk_now", name="Another line, with a longer name")], []))
        old = begun.read()

    assert '"A line"' in old
    assert [path.name for path in help_file.path().parent.iterdir()] == ["help.json"]
