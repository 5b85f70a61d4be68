"""Fills a site with demonstration content, and says who can sign in to it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.demo.actions import demo_receipts, is_empty, load_demo
from kb.demo.people import PASSWORD, PEOPLE
from kb.demo.reading import ContentError


class Command(BaseCommand):
    """Loads invented stories, guides, checklists and accounts; what is there already stays as it is."""

    help = "Load the demonstration: invented stories, guides, checklists, waiting stories and accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing on a site that has stories")
        parser.add_argument("--sign-ins", action="store_true", help="load nothing: only say who can sign in")
        parser.add_argument(
            "--yes-in-production",
            action="store_true",
            help="load what readers see into a real site; accounts and waiting stories are left out there",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was added. Raises CommandError."""
        if settings.PRODUCTION and not options["yes_in_production"]:
            raise CommandError("This is a real site. Invented stories go in only with --yes-in-production.")
        if options["sign_ins"]:
            self.tell_sign_ins()
        elif options["if_empty"] and not is_empty():
            self.stdout.write("There are stories here already: nothing was added.")
        else:
            self.load()

    def load(self) -> None:
        """Load what is missing and say what it was."""
        try:
            added = load_demo(desk=not settings.PRODUCTION)
        except ContentError as error:
            raise CommandError(str(error)) from None
        if not any(added.values()):
            self.stdout.write("The demonstration was here already: nothing was added.")
            return
        self.stdout.write("Added " + ", ".join(f"{number} {name}" for name, number in added.items() if number) + ".")

    def tell_sign_ins(self) -> None:
        """Say who can sign in, and with what, and which receipts open a story."""
        if settings.PRODUCTION:
            raise CommandError("A real site has no demonstration accounts.")
        self.stdout.write(f"Sign in at /accounts/login/ with the password “{PASSWORD}” as")
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:<24} {person.role.label}: {person.shows}")
        if is_empty():
            return
        self.stdout.write("Receipts to try at /status/")
        for state, receipt in demo_receipts().items():
            self.stdout.write(f"  {receipt} {state}")
