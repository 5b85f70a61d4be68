"""The order of the help page, what is most urgent first, and who is on now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.formats import time_format

from kb.frame.help_file import Entry, Peer
from kb.models import HelpEntry, PeerSupporter

Kind = HelpEntry.Kind


@dataclass(frozen=True)
class HelpSections:
    """The entries as the page groups them, the most urgent group first."""

    emergency: Sequence[Entry]
    talk: Sequence[Entry]
    speak_up: Sequence[Entry]
    colleague: Sequence[Entry]


@dataclass(frozen=True)
class PeerOnNow:
    """A peer supporter whose turn it is; `until` is the end of it as a clock shows it."""

    peer: Peer
    until: str


def sections(entries: Sequence[Entry]) -> HelpSections:
    """Return the entries grouped; inside a group by kind, and then in the order of the list."""

    def of(*kinds: Kind) -> list[Entry]:
        return [entry for kind in kinds for entry in entries if entry.kind == kind]

    return HelpSections(
        emergency=of(Kind.EMERGENCY),
        talk=of(Kind.TALK_NOW, Kind.ASSISTANCE, Kind.OCCUPATIONAL_HEALTH),
        speak_up=of(Kind.SPEAK_UP),
        colleague=of(Kind.COLLEAGUE),
    )


def on_now(peers: Sequence[Peer], hour: int) -> list[PeerOnNow]:
    """Return the peer supporters whose turn it is in this hour of the day (0 to 23)."""
    turns = ((peer, PeerSupporter(from_hour=peer.from_hour, to_hour=peer.to_hour)) for peer in peers)
    return [
        PeerOnNow(peer=peer, until=time_format(time(peer.to_hour), "TIME_FORMAT"))
        for peer, turn in turns
        if turn.is_on_at(hour)
    ]
