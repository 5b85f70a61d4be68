"""Loads the whole demonstration: all of it or nothing."""

from pathlib import Path

from django.db import transaction

from kb.demo.given import load_given
from kb.demo.guidance import load_checklists, load_guides
from kb.demo.help import load_help, load_peers, load_said_did
from kb.demo.numbers import load_numbers
from kb.demo.people import FIRST_READER, load_people
from kb.demo.reading import CONTENT
from kb.demo.stories import load_stories
from kb.demo.vocabulary import load_templates, load_vocabulary
from kb.demo.waiting import load_waiting, receipts
from kb.help.snapshot import write_snapshot
from kb.search.documents import index_checklist, index_guide, index_help, index_topic
from stories.models import Story


def is_empty() -> bool:
    """Say whether this site has no story yet."""
    return not Story.objects.exists()


@transaction.atomic
def load_demo(*, folder: Path = CONTENT, desk: bool = True) -> dict[str, int]:
    """Save what is missing of the demonstration, and return how many of each were added, by their name.

    Without `desk` only what readers see: no accounts, as everybody knows their password, no waiting stories,
    no replies and no numbers, which would be taken for true. What is there already is left as it is, so that a second
    call adds nothing. Raises ContentError, and then saves nothing.
    """
    words = load_vocabulary(folder)
    stories, stories_added = load_stories(folder, words)
    guides = load_guides(folder, words.topics, stories)
    checklists = load_checklists(folder, words.topics, stories)
    entries = load_help(folder)
    added = {
        "topics, notes and kinds of work": words.added,
        "stories": stories_added,
        "guides": len(guides),
        "checklists": len(checklists),
        "help entries": len(entries),
        "peer supporters": load_peers(folder),
        "lines of you said, we did": load_said_did(folder, stories),
        "message templates": load_templates(folder),
    }
    if desk:
        people, added["accounts"] = load_people()
        added["waiting stories"] = load_waiting(folder, words, people[FIRST_READER])
        added["replies and reactions"] = load_given(folder, stories)
        added["quarters of numbers"] = load_numbers(folder)
    for topic in words.new_topics:
        index_topic(topic)
    for guide in guides:
        index_guide(guide)
    for checklist in checklists:
        index_checklist(checklist)
    for entry in entries:
        index_help(entry)
    write_snapshot()
    return added


@transaction.atomic
def demo_receipts(*, folder: Path = CONTENT) -> dict[str, str]:
    """Return a receipt to try for some of the waiting stories, by the state each is in. Raises ContentError.

    Only after `load_demo`: it sends the stories in again, which changes nothing when they are here.
    """
    return receipts(folder, load_vocabulary(folder))
