"""What the pause of the share page shows: who to ring in danger, who to talk to now, and the peers who are on.

The room below names it in the settings (`CAIRN_PAUSE_NUMBERS`), since it may not import this one.
"""

from typing import Any

from django.utils import timezone

from kb.help.rules import on_now
from kb.help.snapshot import read_help_quickly
from kb.models import HelpEntry

SHOWN = (HelpEntry.Kind.EMERGENCY, HelpEntry.Kind.TALK_NOW)


def numbers() -> dict[str, Any]:
    """Return the entries, the most urgent first, and the peer supporters whose turn it is."""
    known = read_help_quickly()
    return {
        "entries": [entry for kind in SHOWN for entry in known.entries if entry.kind == kind],
        "peers": on_now(known.peers, timezone.localtime().hour),
    }
