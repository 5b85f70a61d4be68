"""Loads what readers gave back to the demonstration's stories: reactions, replies that are out, and some that wait."""

from __future__ import annotations

from pathlib import Path

from kb.demo.reading import read
from stories.models import ReactionCount, Reply, Story
from stories.models.reply import LINK_LENGTH, TEXT_LENGTH, Feeling
from stories.models.response import Offer, Wrong
from stories.responses.actions import send_response

MOST = 500


def load_given(folder: Path, stories: dict[str, Story]) -> int:
    """Save it where nothing was given back yet, and return how many things that were. Raises ContentError.

    Once only: what a moderator has decided on since must not come in again.
    """
    is_first = not ReactionCount.objects.exists()
    path, added = folder / "replies.toml", 0
    for entry in read(path, key="given", named_by="story"):
        (story,) = entry.found("story", [entry.text("story")], stories)
        numbers = {kind: entry.number(kind, most=MOST, default=0) for kind in Feeling}
        rows = [ReactionCount(story=story, kind=kind, number=number) for kind, number in numbers.items() if number]
        if is_first:
            added += len(ReactionCount.objects.bulk_create(rows))
    for entry in read(path, key="reply", named_by=""):
        (story,) = entry.found("story", [entry.text("story")], stories)
        fields = {
            "kind": entry.choice("kind", Offer.values),
            "text": entry.text("text", most=TEXT_LENGTH),
            "link": entry.text("link", most=LINK_LENGTH, empty=True),
            "quarter": entry.text("quarter"),
        }
        if is_first:
            Reply.objects.create(story=story, **fields)
            added += 1
    for entry in read(path, key="waiting", named_by=""):
        (story,) = entry.found("story", [entry.text("story")], stories)
        kind = entry.choice("kind", [*Offer.values, *Wrong.values])
        text = entry.text("text", most=TEXT_LENGTH)
        if is_first:
            send_response(story=story, kind=kind, text=text, nonce=f"demonstration {text}")
            added += 1
    return added
