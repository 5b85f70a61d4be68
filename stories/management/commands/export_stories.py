"""Writes the published stories to a file."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from stories.exchange.export import export
from stories.exchange.files import FORMATS, FileError, format_of


class Command(BaseCommand):
    """Writes what readers see, and nothing that waits."""

    help = "Export the published stories as JSONL or CSV. The file can be imported elsewhere with import_stories."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("file", nargs="?", default="-", help="where to write; - or nothing for the screen")
        parser.add_argument("--format", choices=FORMATS, default="", help="when the name of the file does not say it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or stream to standard output. Raises CommandError."""
        if options["file"] == "-":
            self.stdout.ending = ""  # the rows bring their own
            for _one in export(self.stdout, options["format"] or "jsonl"):
                pass
            return
        path = Path(options["file"])
        try:
            count = _write_whole(path, format_of(path, options["format"]))
        except FileError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error.strerror}.") from None
        self.stdout.write(f"{count:,} stories written to {path}.")


def _write_whole(path: Path, kind: str) -> int:
    """Write beside the file and then put it in its place, so that nobody finds half of one; return how many."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            count = sum(tqdm(export(file, kind), desc="Exporting", unit=" stories", disable=None))
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return count
