"""Writes the published stories to a file, one at a time: what readers see, and what an import takes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from io import TextIOBase

from stories.exchange.files import guarded
from stories.models import Story, Topic
from stories.topics.work_groups import WorkGroups, load_work_groups

COLUMNS = (
    "id", "title", "what_happened", "what_it_was_like", "what_helped", "advice", "topics", "helped_by", "notes",
    "setting", "quarter", "quote",
)  # fmt: skip
BATCH = 500

Row = dict[str, str | list[str]]


def export(file: TextIOBase, kind: str) -> Iterator[int]:
    """Write every published story to the file as "jsonl" or "csv", yielding 1 for each that was written."""
    write = _csv_writer(file) if kind == "csv" else _json_writer(file)
    groups = load_work_groups()
    # By key, which is random: the order of release says which stories came out together.
    for story in Story.objects.order_by("pk").with_card().iterator(chunk_size=BATCH):
        write(row_of(story, groups))
        yield 1


def row_of(story: Story, groups: WorkGroups) -> Row:
    """Return a story by the names of the columns, its kind of work as readers see it."""
    topics = sorted(story.topics.all(), key=lambda topic: topic.name)
    group = groups.shown_for(story.work_group_id)
    return {
        "id": story.code,
        "title": story.title,
        "what_happened": story.happened,
        "what_it_was_like": story.felt,
        "what_helped": story.helped,
        "advice": story.advice,
        "topics": [topic.name for topic in topics if topic.kind == Topic.Kind.STRESSOR],
        "helped_by": [topic.name for topic in topics if topic.kind == Topic.Kind.HELPED],
        "notes": sorted(note.slug for note in story.notes.all()),
        "setting": group.slug if group else "",
        "quarter": story.quarter,
        "quote": story.quote_consent,
    }


def _json_writer(file: TextIOBase) -> Callable[[Row], object]:
    return lambda row: file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _csv_writer(file: TextIOBase) -> Callable[[Row], object]:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    return lambda row: writer.writerow(_cell(row[column]) for column in COLUMNS)


def _cell(value: str | list[str]) -> str:
    return guarded(value if isinstance(value, str) else "; ".join(value))
