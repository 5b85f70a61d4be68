"""Reads of guides: the published ones, and one with all that it stands on."""

from __future__ import annotations

from django.db.models import Prefetch

from kb.models import Claim, Evidence, Guide


def published_guides() -> list[Guide]:
    """Return the guides that readers see, by title."""
    return list(Guide.objects.published())


def guide_at(slug: str) -> Guide | None:
    """Return the published guide at this address with its topics, or None."""
    # The types know nothing of taggit's relation.
    return Guide.objects.published().prefetch_related("topics").filter(slug=slug).first()  # type: ignore[misc]


def claims_of(guide: Guide) -> list[Claim]:
    """Return the lines of the revision that readers see, each with its evidence and the stories behind it."""
    evidence = Evidence.objects.select_related("story")
    return list(Claim.objects.filter(revision=guide.current_id).prefetch_related(Prefetch("evidence", evidence)))
