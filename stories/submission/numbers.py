"""Who to talk to, for the pause: from the help page's own list, which the room above keeps and the settings name."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

SHOWN = ("emergency", "talk_now")


def numbers() -> dict[str, Any]:
    """Return the entries for danger and for talking now, and the peer supporters who are on at this hour."""
    known = import_string(settings.CAIRN_HELP)()
    hour = timezone.localtime().hour
    return {
        "entries": [entry for kind in SHOWN for entry in known.entries if entry.kind == kind],
        "peers": [peer for peer in known.peers if peer.is_on_at(hour)],
    }
