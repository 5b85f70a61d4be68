"""Reads of checklists: the published ones, and one with all that its lines stand on."""

from __future__ import annotations

from django.db.models import Prefetch

from kb.models import Checklist, ChecklistItem, ItemCitation


def published_checklists() -> list[Checklist]:
    """Return the checklists that readers see, by title."""
    return list(Checklist.objects.published())


def checklist_at(slug: str) -> Checklist | None:
    """Return the published checklist at this address with its topics and bands, or None."""
    # The types know nothing of taggit's relation.
    found = Checklist.objects.published().prefetch_related("topics", "current__bands")  # type: ignore[misc]
    return found.filter(slug=slug).first()


def items_of(checklist: Checklist) -> list[ChecklistItem]:
    """Return the lines of the version in use, each with its citations and the stories behind them."""
    citations = ItemCitation.objects.select_related("story")
    return list(
        ChecklistItem.objects.filter(version=checklist.current_id).prefetch_related(Prefetch("citations", citations))
    )


def lines_in(checklists: list[Checklist]) -> dict[int, int]:
    """Return, by checklist id, how many lines its version has: one query."""
    versions = [checklist.current_id for checklist in checklists]
    owners = (
        ChecklistItem.objects.order_by().filter(version__in=versions).values_list("version__checklist_id", flat=True)
    )
    found: dict[int, int] = {}
    for owner in owners:
        found[owner] = found.get(owner, 0) + 1
    return found
