"""The cards of a list of stories: what each is marked with is one query for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import CharField, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.catalogue.cards import Card, Marks, story_card
from stories.models import Story
from stories.topics.vocabulary import Vocabulary

SAID_LENGTH = 160  # characters, about two lines of a card


def cards(stories: Sequence[Story], vocabulary: Vocabulary, said: int = SAID_LENGTH) -> list[Card]:
    """Return a card for each of these stories, with so many characters of what helped: one query for all."""
    marks = marks_of(stories)
    root = reverse("stories")  # once: a reverse() for each card costs more than the rest of the card
    return [
        story_card(
            url=f"{root}{story.code}/{story.slug}/",
            title=story.title,
            said=shortened(story.helped, said),
            quarter=story.quarter,
            marks=marks[story.pk],
            vocabulary=vocabulary,
        )
        for story in stories
    ]


def marks_of(stories: Sequence[Story]) -> dict[int, Marks]:
    """Return, by story id, what each is marked with: one query."""
    found: dict[int, tuple[list[int], list[int]]] = {story.pk: ([], []) for story in stories}
    if found:
        about, noted = Story.topics.through, Story.notes.through
        topics = about.objects.filter(content_object__in=found).values_list(
            "content_object_id", Value("topic", CharField()), "tag_id"
        )
        notes = noted.objects.filter(story__in=found).values_list(
            "story_id", Value("note", CharField()), "readernote_id"
        )
        for story_id, what, term_id in topics.union(notes, all=True):
            found[story_id][what == "note"].append(term_id)
    groups = {story.pk: [story.work_group_id] if story.work_group_id else [] for story in stories}
    return {pk: Marks(topics, groups[pk], notes) for pk, (topics, notes) in found.items()}


def shortened(text: str, length: int) -> str:
    """Return the beginning of the text in quotation marks, as one line, cut after a word; nothing for no text."""
    line = " ".join(text.split())
    if not line:
        return ""
    if len(line) > length:
        line = line[: length + 1].rsplit(" ", 1)[0][:length].rstrip(" .,;:–-") + "…"
    return _("“%(words)s”") % {"words": line}
