"""Writes the search anew from what is published: after an import, a change of how words are cut, or a doubt."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from kb.search.rebuild import count_things, differences, rebuild


class Command(BaseCommand):
    """manage.py rebuild_search [--check]"""

    help = "Write the search anew from what is published. With --check, only compare the two; fail when they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --check."""
        parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when something differs")

    def handle(self, *args: Any, check: bool, verbosity: int, **options: Any) -> None:
        """Rebuild or compare, showing how far it is. Raises CommandError when a check finds a difference."""
        with tqdm(total=count_things(), unit=" documents", disable=verbosity < 1, file=self.stderr._out) as bar:
            found = differences(bar.update) if check else rebuild(bar.update)
        if found:
            raise CommandError("The search is not in step: " + "; ".join(found) + ". Run manage.py rebuild_search.")
        if verbosity:
            self.stdout.write("The search is in step." if check else "The search is written.")
