"""Loads whom to talk to, who listens, and what was said and done."""

from pathlib import Path

from kb.demo.reading import read
from kb.models import HelpEntry, PeerSupporter, SaidDid
from stories.models import Story


def load_help(folder: Path) -> list[HelpEntry]:
    """Save the help entries that are missing, all marked as examples, and return them. Raises ContentError."""
    made: list[HelpEntry] = []
    for position, entry in enumerate(read(folder / "help.toml", key="help", named_by="name")):
        fields = {
            "about": entry.text("about", empty=True),
            "contact": entry.text("contact", most=120, empty=True),
            "hours": entry.text("hours", most=80, empty=True),
            "cost": entry.text("cost", most=80, empty=True),
            "confidentiality": entry.text("confidentiality", most=200, empty=True),
            # Nobody has checked these: they say so on the page, and have no day on which they were checked.
            "is_example": True,
            "last_verified": None,
            "position": position,
        }
        kind = entry.choice("kind", HelpEntry.Kind.values)
        row, is_new = HelpEntry.objects.get_or_create(kind=kind, name=entry.text("name", most=80), defaults=fields)
        made += [row] * is_new
    return made


def load_peers(folder: Path) -> int:
    """Save the peer supporters that are missing, and return how many. Raises ContentError."""
    added = 0
    for entry in read(folder / "help.toml", key="peer", named_by="alias"):
        fields = {
            "listens_to": entry.text("listens_to", most=80),
            # A turn may be written as ending at 24, which the clock calls 0.
            "from_hour": entry.number("from_hour", most=24) % 24,
            "to_hour": entry.number("to_hour", most=24) % 24,
            "contact": entry.text("contact", most=120, empty=True),
        }
        _peer, is_new = PeerSupporter.objects.get_or_create(alias=entry.text("alias", most=40), defaults=fields)
        added += is_new
    return added


def load_said_did(folder: Path, stories: dict[str, Story]) -> int:
    """Save what was said and done, where it is missing, and return how many. Raises ContentError."""
    added = 0
    for entry in read(folder / "said_did.toml", key="said", named_by="said"):
        state = entry.choice("state", SaidDid.State.values)
        fields = {
            "state": state,
            "did": entry.text("did", empty=state != SaidDid.State.DONE),
            "why_not": entry.text("why", empty=state != SaidDid.State.NOT_YET),
            "by": entry.text("by", most=80, empty=True),
            "month": entry.month("month"),
        }
        asked_for_by = entry.found("stories", entry.texts("stories"), stories)
        row, is_new = SaidDid.objects.get_or_create(said=entry.text("said"), defaults=fields)
        if is_new:
            row.stories.set(asked_for_by)
            added += 1
    return added
