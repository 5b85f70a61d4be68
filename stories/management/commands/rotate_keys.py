"""Changes the master key of the key file: `manage.py rotate_keys`, and some weeks later `rotate_keys --retire`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from stories.privacy.rotation import AnotherRotation, count_keys, retire, rotate
from stories.privacy.wrapping import CannotOpen


class Command(BaseCommand):
    """`manage.py rotate_keys [--retire]`."""

    help = (
        "Puts a new master key into the key file and wraps the key of every waiting story under it. Can be stopped and "
        "run again. The pepper of the receipts is never changed: without the receipts nobody could find their story."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask which half."""
        parser.add_argument("--retire", action="store_true", help="take old master keys that open nothing out for good")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what to do with the file now. Raises CommandError, with a sentence, when it cannot be done."""
        try:
            said = self._retired() if options["retire"] else self._rotated()
        except AnotherRotation:
            raise CommandError("Another rotate_keys is at work. Wait for it to end.") from None
        except CannotOpen:
            raise CommandError(
                "A waiting story's key was wrapped by a master key that the file does not hold."
            ) from None
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{settings.CAIRN_KEY_FILE} cannot be written: {error.strerror}.") from None
        self.stdout.write(said)

    def _rotated(self) -> str:
        with tqdm(total=count_keys(), desc="Wrapping anew", unit=" keys", disable=None) as bar:
            number, is_new = rotate(bar.update)
        began = "is new" if is_new else "was new at an earlier run, which is now complete"
        return (
            f"Master key {number} {began}, and everything that waits is wrapped by it.\n"
            f"Keep a copy of {settings.CAIRN_KEY_FILE} where the old copy is: that one opens nothing new.\n"
            f"The old master keys still open backups. When all of those are deleted ({settings.CAIRN_DAYS_BACKUPS} "
            "days), run this command with --retire, and destroy the old copies of the file."
        )

    def _retired(self) -> str:
        numbers = sorted(retire())
        if not numbers:
            return "Every master key in the file is needed: nothing was taken out."
        named = ", ".join(str(number) for number in numbers)
        return (
            f"Taken out of the key file for good: master key {named}.\n"
            "What waited in backups made before the rotation can no longer be opened with this file.\n"
            "Destroy the old copies of the file."
        )
