"""Makes the key file of a new site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stories.privacy.keyfile import make_key_file


class Command(BaseCommand):
    """`manage.py make_key_file PATH`."""

    help = "Makes the key file that unlocks stories not yet published. Never writes over another file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the path."""
        parser.add_argument("path", type=Path, help="where the new file is to be, outside the database's folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the file, and say what to do with it."""
        path: Path = options["path"].absolute()
        try:
            make_key_file(path)
        except FileExistsError:
            raise CommandError(f"There is a file at {path} already. A key file is never replaced.") from None
        except OSError as error:
            raise CommandError(f"The file cannot be made at {path}: {error.strerror}.") from None
        self.stdout.write(
            f"Made {path}.\n"
            f"Set CAIRN_KEY_FILE={path}.\n"
            "Keep a copy of this file somewhere safe, and never in the same place as the database's backups: both\n"
            "together open what waits to be published; without it those stories and all receipts are lost for good."
        )
