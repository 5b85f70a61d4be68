"""Calls that run at the same moment, each in a thread and on a connection of its own: for PostgreSQL alone."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from stories.models.transitions import NotAllowed
from stories.moderation.actions.claims import HasAnother
from stories.moderation.actions.door import Gone, NotYours
from stories.moderation.actions.several import Moved
from stories.submission.actions import Stale

REFUSALS = (Gone, HasAnother, Moved, NotAllowed, NotYours, Stale)


def at_the_same_moment(*calls: Callable[[], Any]) -> list[str]:
    """Call all of these in threads of their own, and return how it went, as refusals by name, in alphabetical order."""
    barrier = threading.Barrier(len(calls))

    def go(call: Callable[[], Any]) -> str:
        barrier.wait()
        try:
            call()
        except REFUSALS as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(go, calls))
