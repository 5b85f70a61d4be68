"""Publishes the demonstration's stories, so that neighbours on the list come from different kinds of work."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kb.demo.reading import ContentError, Entry, read
from kb.demo.vocabulary import Vocabulary
from stories.models import Story
from stories.models.story import PART_LENGTH, TITLE_LENGTH, Consent
from stories.models.times import QUARTER
from stories.publishing.actions import NewStory, publish_stories


@dataclass(frozen=True)
class Written:
    """One story of the content files, under the key by which guides and checklists name it."""

    key: str
    setting: str
    new: NewStory


def load_stories(folder: Path, words: Vocabulary) -> tuple[dict[str, Story], int]:
    """Publish the stories that are missing; return all of them by their key, and how many were added.

    They come out one by one: a batch would be shuffled, and this order is made on purpose. A story is known again by
    its title and quarter. Raises ContentError.
    """
    written = read_stories(folder, words)
    standing = {
        (story.title, story.quarter): story
        for story in Story.every.filter(title__in=[one.new.title for one in written])
    }
    stories: dict[str, Story] = {}
    added = 0
    for one in mixed(written):
        story = standing.get((one.new.title, one.new.quarter))
        if story is None:
            story = publish_stories([one.new])[0]
            added += 1
        stories[one.key] = story
    return stories, added


def read_stories(folder: Path, words: Vocabulary) -> list[Written]:
    """Return the stories of all files in `stories/`. Raises ContentError."""
    written: dict[str, Written] = {}
    for path in sorted((folder / "stories").glob("*.toml")):
        for entry in read(path, key="story", named_by="key"):
            key = entry.text("key")
            if key in written:
                raise entry.wrong("key", "is there in another file too")
            written[key] = Written(key, entry.text("setting"), _new_story(entry, words))
    if not written:
        raise ContentError("The folder stories/ holds no stories.")
    return list(written.values())


def mixed(written: Iterable[Written]) -> list[Written]:
    """Return the stories from the oldest quarter to the newest, neighbours from different settings wherever possible.

    The same files always give the same order.
    """
    dice = random.Random(1)  # noqa: S311 - an order to look at, not a secret
    by_quarter: dict[str, list[Written]] = defaultdict(list)
    for one in written:
        by_quarter[one.new.quarter].append(one)
    order: list[Written] = []
    for quarter in sorted(by_quarter):
        left = sorted(by_quarter[quarter], key=lambda one: one.key)
        dice.shuffle(left)
        while left:
            order.append(left.pop(_next(left, order[-1].setting if order else "")))
    return order


def _next(left: list[Written], before: str) -> int:
    """Return the place of the one to take: of the fullest setting that is not the one before."""
    settings = [one.setting for one in left]
    return max(range(len(left)), key=lambda place: (settings[place] != before, settings.count(settings[place])))


def _new_story(entry: Entry, words: Vocabulary) -> NewStory:
    stressors = entry.found("stressors", entry.texts("stressors"), words.stressors)
    helped = entry.found("helped", entry.texts("helped"), words.helped)
    quarter = entry.text("quarter")
    if not QUARTER.fullmatch(quarter):
        raise entry.wrong("quarter", "has to be a quarter such as 2026Q2")
    return NewStory(
        title=entry.text("title", most=TITLE_LENGTH),
        quarter=quarter,
        happened=entry.text("happened", most=PART_LENGTH),
        felt=entry.text("felt", most=PART_LENGTH, empty=True),
        helped=entry.text("what_helped", most=PART_LENGTH, empty=True),
        advice=entry.text("advice", most=PART_LENGTH, empty=True),
        quote_consent=entry.choice("quote", Consent.values),
        work_group=entry.found("setting", [entry.text("setting")], words.settings)[0],
        topics=[*stressors, *helped],
        notes=entry.found("notes", entry.texts("notes"), words.notes),
    )
