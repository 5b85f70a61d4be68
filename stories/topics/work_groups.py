"""Kinds of work as they stand beside a story: each only where enough people share it."""

from __future__ import annotations

from dataclasses import dataclass

from stories.models import WorkGroup
from stories.privacy.small_numbers import shown_as


@dataclass(frozen=True)
class WorkGroups:
    """All kinds of work in their order, and by key what each is shown as (stories.privacy.small_numbers)."""

    every: tuple[WorkGroup, ...]
    names: dict[int, WorkGroup | None]

    @property
    def shown(self) -> list[WorkGroup]:
        """Those that are shown under their own name: what an author can choose from."""
        return [group for group in self.every if self.names[group.pk] is group]

    def shown_for(self, key: int | None) -> WorkGroup | None:
        """Return what is shown of the kind of work with this key: it, a broader one, or None."""
        return self.names.get(key or 0)


def load_work_groups() -> WorkGroups:
    """Return the kinds of work as they stand now: one query."""
    every = tuple(WorkGroup.objects.all())
    known = {group.pk: group for group in every}
    shown = shown_as((group.pk, group.parent_id, group.head_count) for group in every)
    return WorkGroups(every, {key: known.get(name or 0) for key, name in shown.items()})
