"""Takes a kind of work off its stories when too few people share it: what is shown changes at once, what is kept here.

Readers see the broader kind of work, or none, from the moment on in which the head count changes
(stories.topics.work_groups). The scheduled job then writes that into the rows, so that no copy of the database says
more. It is not undone when more people come: nobody knows any more which stories these were.
"""

from __future__ import annotations

from django.db import transaction

from stories.models import PublicationState, Story, Submission, WorkGroup
from stories.publishing.listeners import listeners
from stories.topics.work_groups import load_work_groups

BATCH = 200  # published stories at most in one go, since each is written anew for the search; the next tick goes on


@transaction.atomic
def coarsen_work_groups() -> int:
    """Write what is shown of a kind of work in its place, and return how many kinds of work it took off stories.

    How many stories that were is not said: the number would stand in a log.
    """
    groups = load_work_groups()
    return sum(_coarsen(group, groups.shown_for(group.pk)) for group in groups.every if group not in groups.shown)


def _coarsen(group: WorkGroup, shown: WorkGroup | None) -> bool:
    waiting = Submission.objects.filter(work_group=group).update(work_group=shown)
    stories = list(Story.every.filter(work_group=group).order_by("pk")[:BATCH])
    if stories:
        PublicationState.moved()
        Story.every.filter(pk__in=[story.pk for story in stories]).update(work_group=shown)
    for story in stories:
        story.work_group = shown
        if story.is_pulled:
            continue  # nothing of it is kept anywhere that would have to be told
        for listener in listeners():
            listener.changed(story)
    return bool(waiting or stories)
