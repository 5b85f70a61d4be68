"""Brings in stories that were collected elsewhere."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from stories.exchange.actions import Findings, check, write
from stories.exchange.columns import USUAL, ColumnError, columns_from
from stories.exchange.files import FORMATS, FileError, format_of, read_rows
from stories.exchange.labels import NEW_TOPICS_AT_MOST, vocabulary
from stories.exchange.rows import RowReader
from stories.models.story import Consent
from stories.models.times import QUARTER, this_quarter


class Command(BaseCommand):
    """Reads the file twice: once to check all of it, once to write it."""

    help = "Import stories from a JSONL or CSV file. Importing a file again adds nothing. See docs/importing.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parts = ", ".join(USUAL)
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=FORMATS, default="", help="when the name of the file does not say it")
        parser.add_argument(
            "--map", action="append", default=[], metavar="COLUMN=PART", help=f"which column holds which of {parts}"
        )
        parser.add_argument("--topics", default="", metavar="COLUMN,COLUMN", help="columns that hold topics")
        parser.add_argument(
            "--map-topic", action="append", default=[], metavar="LABEL=SLUG", help="which topic a label means"
        )
        parser.add_argument("--no-new-topics", action="store_true", help="a topic that is not here is an error")
        parser.add_argument("--release", action="store_true", help="publish at once; else they wait to be read")
        parser.add_argument("--quote", choices=Consent.values, default=Consent.NO, help="may they be quoted?")
        parser.add_argument("--quarter", default="", help="when a row says no time, as in 2026Q2; else this quarter")
        parser.add_argument("--source", default="", metavar="NAME", help="tells the ids of two systems apart")
        parser.add_argument("--skip-bad", action="store_true", help="import the good rows although others are bad")
        parser.add_argument("--dry-run", action="store_true", help="only check")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, then import, and say what was done. Raises CommandError; then nothing was written."""
        try:
            self.run(options)
        except (FileError, ColumnError) as error:
            raise CommandError(str(error)) from None

    def run(self, options: dict[str, Any]) -> None:
        """Do what the options say. Raises FileError, ColumnError or CommandError."""
        path, kind = options["file"], format_of(options["file"], options["format"])
        reader = _reader(options)
        with _bar("Checking") as bar:
            found = check(read_rows(path, kind), reader, bar.update)
        self.judge(found, reader, options["skip_bad"])
        if options["dry_run"]:
            self.stdout.write(f"Rows that could be imported: {found.good:,}. Nothing was written.")
            return
        with _bar("Importing", total=found.good) as bar:
            done = write(
                read_rows(path, kind), reader, publish=options["release"], source=options["source"], tick=bar.update
            )
        where = "published" if options["release"] else "waiting to be read"
        self.stdout.write(f"Stories added: {done.added:,}, {where}. Here already: {done.here_already:,}.")
        if done.added and reader.words.to_be_made:
            self.stdout.write(f"Topics made: {len(reader.words.to_be_made)}. Look through them in the admin.")

    def judge(self, found: Findings, reader: RowReader, skip_bad: bool) -> None:
        """Say what was found. Raises CommandError when the file must not be imported as it is."""
        for error in found.errors:
            self.stderr.write(error)
        if found.bad > len(found.errors):
            self.stderr.write(f"and {found.bad - len(found.errors):,} more")
        reason = _reason_to_stop(found, reader, skip_bad)
        if reason:
            raise CommandError(f"{reason} Nothing was written.")
        if found.bad:
            self.stdout.write(f"Bad rows left out: {found.bad:,}.")
        if found.lost_settings:
            self.stdout.write(
                f"Kinds of work not known here, or too small, and left out: in {found.lost_settings:,} rows."
            )


def _reader(options: dict[str, Any]) -> RowReader:
    quarter = options["quarter"]
    if quarter and (not QUARTER.fullmatch(quarter) or quarter > this_quarter()):
        raise CommandError("--quarter wants a quarter that has begun, as in 2026Q2.")
    return RowReader(
        columns=columns_from(options["map"], options["topics"]),
        words=vocabulary(options["map_topic"], may_grow=not options["no_new_topics"]),
        quote_consent=options["quote"],
        quarter=quarter,
    )


def _reason_to_stop(found: Findings, reader: RowReader, skip_bad: bool) -> str:
    """Return why this file must not be imported like this; empty when it may be."""
    if not found.good and not found.bad:
        return "The file holds no rows."
    missing = sorted(reader.columns.asked_for - found.columns)
    if missing:
        return f"No row has a column {', '.join(missing)}."
    if found.bad and not skip_bad:
        whole = found.bad + found.good
        return f"{found.bad:,} of {whole:,} rows are bad: mend them, or import the others with --skip-bad."
    if len(reader.words.to_be_made) > NEW_TOPICS_AT_MOST:
        return (
            f"It would make {len(reader.words.to_be_made):,} new topics: name the right columns with --topics, "
            "say what labels mean with --map-topic, or make none with --no-new-topics."
        )
    return ""


def _bar(name: str, total: int | None = None) -> Any:
    """Return a bar that shows on a terminal and nowhere else."""
    return tqdm(desc=name, total=total, unit=" rows", disable=None)
