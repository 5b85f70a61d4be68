"""What is most urgent stands first, and a turn may run past midnight."""

from kb.frame.help_file import Entry, Peer
from kb.help.rules import on_now, sections


def test_entries_are_grouped_and_the_most_urgent_kind_of_talk_stands_first() -> None:
    entries = [
        Entry(kind="colleague", name="a"),
        Entry(kind="assistance", name="b"),
        Entry(kind="talk_now", name="c"),
        Entry(kind="speak_up", name="d"),
        Entry(kind="emergency", name="e"),
        Entry(kind="occupational_health", name="f"),
        Entry(kind="a kind of a later version", name="g"),
    ]

    found = sections(entries)

    assert [entry.name for entry in found.emergency] == ["e"]
    assert [entry.name for entry in found.talk] == ["c", "b", "f"]
    assert [entry.name for entry in found.speak_up] == ["d"]
    assert [entry.name for entry in found.colleague] == ["a"]


def test_peers_on_now_are_those_whose_turn_it_is() -> None:
    peers = [Peer("Marram", "Nights", 22, 6), Peer("Teasel", "Phones", 8, 14)]

    assert [(on.peer.alias, on.until) for on in on_now(peers, 23)] == [("Marram", "6 a.m.")]
    assert [(on.peer.alias, on.until) for on in on_now(peers, 8)] == [("Teasel", "2 p.m.")]
    assert on_now(peers, 14) == []
