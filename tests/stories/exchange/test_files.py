"""Reading rows: both formats, and everything that a file can have wrong."""

from pathlib import Path

import pytest

from stories.exchange.files import LONGEST_LINE, FileError, RawRow, format_of, guarded, read_rows, unguarded


def rows_of(folder: Path, content: str | bytes, kind: str = "jsonl") -> list[RawRow]:
    path = folder / "stories"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_rows(path, kind))


@pytest.mark.parametrize(
    ("name", "named", "kind"),
    [("a.jsonl", "", "jsonl"), ("a.NDJSON", "", "jsonl"), ("a.csv", "", "csv"), ("a.txt", "csv", "csv")],
)
def test_the_name_or_the_option_says_the_format(name: str, named: str, kind: str) -> None:
    assert format_of(Path(name), named) == kind


def test_another_name_is_refused() -> None:
    with pytest.raises(FileError, match="--format"):
        format_of(Path("stories.xlsx"))


def test_json_lines_are_read_with_their_numbers(tmp_path: Path) -> None:
    assert rows_of(tmp_path, '\ufeff{"a": "é"}\n\n{"a": 2}') == [RawRow(1, {"a": "é"}), RawRow(3, {"a": 2})]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{secret", "is not JSON"),
        ("[" * 200_000, "is not JSON"),
        ('["secret"]', "is not a JSON object"),
        ('{"a": "' + "x" * 3 * LONGEST_LINE + '"}', "has more than 1,000,000 characters"),
    ],
)
def test_a_bad_line_of_json_is_told_and_passed_over(tmp_path: Path, line: str, error: str) -> None:
    assert rows_of(tmp_path, f'{line}\n{{"a": 1}}\n') == [RawRow(1, error=error), RawRow(2, {"a": 1})]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_by_its_heading(tmp_path: Path, separator: str) -> None:
    content = '\ufeffid,what happened\r\n1,"two\nlines, and ""quotes"""\r\n\r\n2,\'=short\r\n'.replace(
        ",what", f"{separator}what"
    )
    content = content.replace("1,", f"1{separator}").replace("2,", f"2{separator}")

    assert rows_of(tmp_path, content, "csv") == [
        RawRow(2, {"id": "1", "what happened": 'two\nlines, and "quotes"'}),
        RawRow(5, {"id": "2", "what happened": "=short"}),
    ]


def test_a_bad_row_of_csv_is_told_and_passed_over(tmp_path: Path) -> None:
    content = f"id,text\n1,a,b\n2,{'x' * 140_000}\n3,c\n4\n"

    assert rows_of(tmp_path, content, "csv") == [
        RawRow(2, error="has 3 cells, and the heading names 2"),
        RawRow(3, error="is not CSV"),
        RawRow(4, {"id": "3", "text": "c"}),
        RawRow(5, {"id": "4"}),
    ]


def test_an_open_quotation_mark_is_not_a_story(tmp_path: Path) -> None:
    assert rows_of(tmp_path, 'id,text\n1,"never closed\n2,b\n', "csv") == [RawRow(2, error="is not CSV")]


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (b'{"a": "\xe9"}', "jsonl", "not UTF-8"),
        ("id,text\n1,a\n".encode("utf-16"), "csv", "not UTF-8"),
        (b"", "csv", "no heading"),
        (b"a,a\n1,2\n", "csv", "Two columns have one name"),
        (b"a" * 200_000 + b",b\n1,2\n", "csv", "first line is not CSV"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, kind: str, message: str) -> None:
    with pytest.raises(FileError, match=message):
        rows_of(tmp_path, content, kind)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="No such file"):
        list(read_rows(tmp_path / "none.csv", "csv"))


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-they", "@sum", "'=x", "''-y", "\tx"])
def test_a_formula_is_made_harmless_and_comes_back_as_it_was(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "a = b", "'twas late", "’s"])
def test_other_cells_stay(cell: str) -> None:
    assert guarded(cell) == unguarded(cell) == cell
