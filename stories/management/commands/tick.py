"""What the clock does, every ten minutes or so: `manage.py tick`. Doing it twice does no harm."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stories.moderation.actions import expire_unanswered, free_unclaimed, lapse_claims
from stories.moderation.digest.actions import send_digest
from stories.moderation.duty.actions import count_down_and_send
from stories.privacy.keycheck import remember
from stories.publishing.erasing import clean_at_night, forget
from stories.publishing.languages import forget_languages
from stories.publishing.purging import PURGES, Job
from stories.publishing.reordering import reorder_at_night
from stories.publishing.replies import release_replies
from stories.publishing.schedule import release_due
from stories.publishing.totals import count_weeks
from stories.publishing.work_groups import coarsen_work_groups

logger = logging.getLogger("cairn.tick")


def _release() -> int:
    return len(release_due())


JOBS: list[Job] = [
    ("the key file tried", remember),
    ("idle claims put back", lapse_claims),
    ("stories whose reader is gone put back", free_unclaimed),
    ("stories whose author did not answer settled", expire_unanswered),
    ("stories released", _release),
    ("replies released", release_replies),
    ("kinds of work that too few share taken off stories", coarsen_work_groups),
    ("languages that too few share taken off stories", forget_languages),
    ("the duty address told", count_down_and_send),
    ("moderators told that something waits", send_digest),
    ("weeks that are over counted", count_weeks),
    *PURGES,
    ("tables put in the order of their keys", reorder_at_night),
    ("tables cleaned of what was deleted", forget),
    ("tables and indexes written anew", clean_at_night),
]


class Command(BaseCommand):
    """Runs every job; one that fails does not stop the others."""

    help = "Put back idle claims, release what is due, and erase what is no longer kept. Run it every ten minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the jobs, say what was done, one line each. Raises CommandError at the end when one failed."""
        failed = [name for name, job in JOBS if not self._ran(name, job)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log has the kind of error.")

    def _ran(self, name: str, job: Callable[[], int]) -> bool:
        try:
            done = job()
        except Exception as error:  # noqa: BLE001 - whatever it is, the other jobs still have to run
            # The class alone: a trace could carry a story’s words.
            logger.error("%s: %s", name, type(error).__name__)
            return False
        if done:
            self.stdout.write(f"{name}: {done}")
        return True
