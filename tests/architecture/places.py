"""Where the project's own files are, for the tests that read them as text."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "stories", "kb")


def python_files(*rooms: str) -> Iterator[Path]:
    """Yield every Python file of these folders, or of the three rooms."""
    for room in rooms or ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def template_files(*suffixes: str) -> list[Path]:
    """Return the templates with these endings, wherever the project keeps some."""
    folders = [ROOT / "templates", *(ROOT / room for room in ROOMS)]
    found = {path for folder in folders for suffix in suffixes for path in folder.rglob(f"*{suffix}")}
    return sorted(path for path in found if "templates" in path.parts)


def shown(path: Path) -> str:
    """Return the path as a person would write it."""
    return str(path.relative_to(ROOT))
