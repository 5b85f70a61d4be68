"""How long the page of numbers takes on a site that has had 100,000 stories: it must not depend on how many."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median, quantiles
from time import perf_counter_ns

from bench.table import Figure

TITLE = "The page of numbers: totals of 100,000 stories in six years, 100 views"
STORIES, YEARS, VIEWS = 100_000, 6, 100


def figures() -> Iterator[Figure]:
    """Measure in a database made for this, and yield the median of a view, the slow ones, and the file."""
    from django.db import connection

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        _fill()
        yield from _measured()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _measured() -> Iterator[Figure]:
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    client = Client()
    for what, address in (("page", reverse("transparency:numbers")), ("file", reverse("transparency:csv"))):
        if client.get(address).status_code != 200:  # the first view reads the templates
            raise RuntimeError(f"The {what} is not served.")
        taken = []
        for _view in range(VIEWS):
            began = perf_counter_ns()
            client.get(address)
            taken.append((perf_counter_ns() - began) / 1e6)
        yield Figure(f"{what}: median", median(taken), "ms", limit=200, sense="at most")
        yield Figure(f"{what}: 95 of 100 within", quantiles(taken, n=20)[-1], "ms")


def _fill() -> None:
    from kb.models import IdentityRequests
    from kb.transparency.queries import quarters_before
    from stories.models import CountedWeek, DeclineReason, Total
    from stories.models.times import this_quarter, this_week
    from stories.publishing.totals import LONGEST_WAIT

    kinds = Total.Kind
    quarters = [*quarters_before(this_quarter(), YEARS * 4), this_quarter()]
    each = STORIES // len(quarters)
    plain = [(kind, "", each) for kind in kinds if kind not in (kinds.DECLINED, kinds.DECIDED)]
    reasons = [(kinds.DECLINED, reason.value, each // 50) for reason in DeclineReason.Counts]
    waits = [(kinds.DECIDED, str(weeks), each // LONGEST_WAIT) for weeks in range(LONGEST_WAIT + 1)]
    Total.objects.bulk_create(
        Total(quarter=quarter, kind=kind, detail=detail, number=number)
        for quarter in quarters
        for kind, detail, number in (*plain, *reasons, *waits)
    )
    IdentityRequests.objects.bulk_create(IdentityRequests(quarter=quarter, number=0) for quarter in quarters)
    CountedWeek.objects.create(week=this_week())
