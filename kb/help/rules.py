"""The order of the help page: what is most urgent stands first."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.help.snapshot import Entry
from kb.models import HelpEntry

Kind = HelpEntry.Kind


@dataclass(frozen=True)
class HelpSections:
    """The entries as the page groups them, the most urgent group first."""

    emergency: Sequence[Entry]
    talk: Sequence[Entry]
    speak_up: Sequence[Entry]
    colleague: Sequence[Entry]


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
