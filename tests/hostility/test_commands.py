"""Files that are no stories, and key files that are none: one line that says why, and nothing of what is in them."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from stories.models import Story, Submission
from stories.privacy.keyfile import make_key_file, read_key_file
from tests.hostility.inputs import CANARY

pytestmark = pytest.mark.whole_site

FILES = {
    "nested.jsonl": b'{"happened":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "long.jsonl": b'{"happened":"zqcanary' + b"z" * 10_000_000 + b'"}',
    "long.csv": b"title,happened\nzqcanary," + b"z" * 10_000_000,
    "heading.csv": b"zqcanary" * 1_000_000,
    "open.csv": b'title,happened\n"zqcanary, never closed\nmore',
    "utf16.jsonl": f'{{"happened":"{CANARY}"}}'.encode("utf-16"),
    "latin.csv": f"title,happened\n{CANARY} \u00e9,x".encode("latin-1"),
    "empty.jsonl": b"",
    "empty.csv": b"",
    "blank.csv": b"\n\n\n",
    "list.jsonl": b'["zqcanary"]\n5\nnull\n"zqcanary"',
    "numbers.jsonl": b'{"happened": 5}\n{"happened": ["zqcanary"]}\n{"happened": {"zqcanary": 1}}',
    "topics.jsonl": b'{"happened": "ok", "topics": {"zqcanary": 1}}\n{"happened": "ok", "topics": [["zqcanary"]]}',
    "years.jsonl": b'{"happened": "ok", "year": -5}\n{"happened": "ok", "year": 1' + b"0" * 400 + b"}",
    "surrogate.jsonl": b'{"happened": "\\ud800"}',
    "zqcanary.txt": b"x",
}


def refusal(path: Path) -> str:
    """What the command says when it refuses a file."""
    said = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_stories", str(path), release=True, stdout=said, stderr=said)
    assert (Story.objects.count(), Submission.objects.count()) == (0, 0)
    return f"{error.value}{said.getvalue()}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_stories(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])

    assert CANARY not in refusal(tmp_path / name)


@pytest.mark.django_db
def test_a_path_that_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "nowhere.jsonl").symlink_to("gone")
    (tmp_path / "circle.jsonl").symlink_to("circle.jsonl")

    for name in ("folder", "nowhere", "circle", "missing"):
        assert refusal(tmp_path / f"{name}.jsonl").startswith("The file cannot be read")


@pytest.mark.django_db
def test_nulls_and_a_link_to_a_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "there.csv").write_bytes(b"ti\x00tle,happened\nOne,two\x00 three")
    (tmp_path / "link.csv").symlink_to("there.csv")

    call_command("import_stories", str(tmp_path / "link.csv"), release=True, stdout=StringIO())

    assert Story.objects.get().happened == "two three"


@pytest.mark.parametrize("content", [b"", b"cairn-key-file 1\n", b"\x00\xff" * 99, b"zqcanary", None])
def test_a_key_file_that_is_none(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "key"
    if content is None:
        make_key_file(path)
        content = path.read_bytes()[:70]
    path.write_bytes(content)

    with pytest.raises(ImproperlyConfigured) as error:
        read_key_file(path)

    assert CANARY not in str(error.value)
    assert str(error.value).endswith("Put the right one back; do not make a new one.")


def test_a_key_file_is_never_written_over(tmp_path: Path) -> None:
    os.symlink("gone", tmp_path / "link")
    for path in (tmp_path, tmp_path / "link"):
        with pytest.raises(CommandError, match="never replaced"):
            call_command("make_key_file", str(path))
