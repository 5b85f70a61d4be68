"""Loads the staff list for the identity check: as digests, never as names."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from stories.privacy.identity.directory.actions import clear_directory, replace_directory
from stories.privacy.identity.directory.staff_file import FIELDS, Row, StaffFileError, read_staff

SHOWN = 20  # bad rows named one by one


class Command(BaseCommand):
    """Reads the whole file, then puts it in the place of what was loaded before, in one transaction."""

    help = "Load the staff list that the identity check compares stories with. See docs/identity-check.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, nargs="?", help="CSV with a heading")
        parser.add_argument(
            "--map", action="append", default=[], metavar="FIELD=COLUMN", help=f"which column holds {', '.join(FIELDS)}"
        )
        parser.add_argument("--encoding", default="", help="when it is neither UTF-8 nor what Windows writes")
        parser.add_argument("--skip-bad", action="store_true", help="load the good rows although others are bad")
        parser.add_argument("--clear", action="store_true", help="forget the list that was loaded before")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load or clear, and say what was done. Raises CommandError; then nothing was changed."""
        if options["clear"] == bool(options["file"]):
            raise CommandError("Name a file, or use --clear.")
        if options["clear"]:
            clear_directory()
            self.stdout.write("The staff list is forgotten.")
            return
        try:
            rows = list(read_staff(options["file"], mapping=_mapping(options["map"]), encoding=options["encoding"]))
        except StaffFileError as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        self.load(rows, skip_bad=options["skip_bad"])

    def load(self, rows: list[Row], *, skip_bad: bool) -> None:
        """Replace what was loaded before by these rows. Raises CommandError."""
        people = [row.person for row in rows if row.person]
        bad = [row for row in rows if row.error]
        for row in bad[:SHOWN]:
            self.stderr.write(f"line {row.line}: {row.error}")
        if len(bad) > SHOWN:
            self.stderr.write(f"and {len(bad) - SHOWN:,} more")
        if bad and not skip_bad:
            raise CommandError(
                f"{len(bad):,} of {len(rows):,} rows are bad: mend them, or load the others with --skip-bad. "
                "Nothing was changed."
            )
        if not people:
            raise CommandError("The file holds no people. Nothing was changed; --clear forgets the list.")
        with tqdm(desc="Loading", total=len(people), unit=" people", disable=None) as bar:
            loaded = replace_directory(people=people, tick=bar.update)
        if bad:
            self.stdout.write(f"Bad rows left out: {len(bad):,}.")
        self.stdout.write(f"People loaded: {loaded.people:,}, as {loaded.tokens:,} digests. No name is kept.")


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or field not in FIELDS or not column.strip():
            raise CommandError(f"--map wants FIELD=COLUMN, with a field of {', '.join(FIELDS)}.")
        mapping[field] = column
    return mapping
