"""The order of the help page: what is most urgent stands first."""

from collections.abc import Iterable

from kb.help.snapshot import Entry
from kb.models import HelpEntry


def sections(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return the entries by kind, with every kind there, so that a page can name each."""
    by_kind: dict[str, list[Entry]] = {kind: [] for kind in HelpEntry.Kind.values}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    return by_kind
