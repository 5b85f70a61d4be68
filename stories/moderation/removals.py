"""Tells taking out details from changing words: the first is the desk's to do, the second is the author's to accept.

A version only takes out details when it can be made from the author's words by cuts alone, where in place of a cut may
stand one of the team's words for a detail, or what the identity check suggests for a detail in the cut. Everything
else is changed words. The bounds are ours, and in doubt the author is asked:

- A word that turns the meaning ("not", "never", "almost") is no detail, unless the identity check marks it.
- What the identity check marks may go, however much it is. Of all other words up to a fifth of a part may go, or six
  where the part is short, though never more than half of it, and no more than twelve of them in a row.
- Beside a cut a capital letter, a comma or a full stop may change. Elsewhere not even these.
- Before a cut "at", "in" and "on" may stand for one another, and so may "a" and "an", since a detail and the team's
  word for it seldom take the same one: "on the Humber" is "at my workplace".
- A part of which nothing is left is changed words.

What it cannot see: a cut can still bend a story, as when "kind" goes from "my kind manager". That is why the desk ticks
that the meaning is kept, why heavy stories have two readers, and why the author is always shown the difference. The
words that turn a meaning are English; a site in another language adds its own.

That a story is edited as little as can be, and its author told, is Care Opinion's rule (docs/moderators.md, 7).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from stories.privacy.difference import difference
from stories.privacy.identity import Find

FEW = 6
MOST_IN_A_ROW = 12
FIFTH = 5
MOST_RUNS = 20  # looked at one by one, when a page says which words ask
LONGEST_SEARCH = 25_000  # steps; a version that takes more to understand is not a few details

_WORD = re.compile(r"\S+")
_EDGES = ".,;:!?…\"'“”‘’«»()[]{}<>–—-*_/"
_SMALL = (frozenset(["at", "in", "on"]), frozenset(["a", "an"]))
_TURNING = frozenset(
    [
        "no",
        "not",
        "never",
        "none",
        "nobody",
        "nothing",
        "nowhere",
        "neither",
        "nor",
        "without",
        "cannot",
        "cant",
        "dont",
        "didnt",
        "wont",
        "wasnt",
        "isnt",
        "hardly",
        "barely",
        "scarcely",
        "rarely",
        "seldom",
        "except",
        "unless",
        "if",
        "but",
        "although",
        "though",
        "however",
        "until",
        "almost",
        "nearly",
        "could",
        "would",
        "should",
        "might",
        "must",
        "maybe",
        "perhaps",
        "tried",
        "refused",
        "failed",
        "stopped",
        "instead",
    ]
)

Phrase = tuple[str, ...]


class Why(TextChoices):
    """Why the author has to be asked first."""

    PUT_IN = "put-in", _("Words were put in, or moved, that are not on the team’s list.")
    MEANING = "meaning", _("A word went that turns the meaning, such as “not”.")
    MUCH = "much", _("More went than details.")
    EMPTIED = "emptied", _("Nothing is left of this part.")


@dataclass(frozen=True)
class _Word:
    """A word as written, and without case and what stands at its edges; the phrases that may replace a marked one."""

    text: str
    plain: str
    is_marked: bool = False
    phrases: frozenset[Phrase] = field(default=frozenset())

    @property
    def turns(self) -> bool:
        """Whether leaving it out would turn the meaning."""
        return not self.is_marked and (self.plain in _TURNING or self.plain.endswith("n't"))

    def is_much_like(self, other: _Word) -> bool:
        """Say whether only case and light punctuation differ: a question stays a question."""
        return bool(self.plain) and self.plain == other.plain and ("?" in self.text) == ("?" in other.text)


class _Place(NamedTuple):
    """How far a reading of the two versions has come, and what was done last."""

    old: int
    new: int
    last: str  # "kept", "cut", "put" in place of a cut, or "owes" a cut since it kept a word with another comma


def why_ask(before: str, after: str, *, phrases: Iterable[str], finds: Iterable[Find] = ()) -> Why | None:
    """Return why the author has to accept `after` in place of `before`; None when only details went.

    `phrases` are the team's words for details, `finds` what the identity check marks in `before`.
    """
    old, new = _words(before, list(finds)), _words(after)
    if [word.text for word in old] == [word.text for word in new]:
        return None
    if not new:
        return Why.EMPTIED
    ours = frozenset(map(_phrase, phrases)) - {()}
    if not _could_come_from(old, new, ours):
        return Why.PUT_IN
    cuts = _cuts(old, new, ours, may_turn=False)
    if cuts is None:
        return Why.PUT_IN if _cuts(old, new, ours, may_turn=True) is None else Why.MEANING
    return Why.MUCH if _is_much(old, cuts) else None


def which_ask(
    before: str, after: str, *, phrases: Collection[str], finds: Collection[Find] = ()
) -> list[tuple[str, str]]:
    """Return the changes in `after` that ask the author by themselves: what went, and what stands there now.

    Empty where only all of them together ask, as when much went. `phrases` and `finds` are those of `why_ask`.
    """
    runs = _runs(before, after)
    asking = []
    for place, (_same, went, came) in enumerate(runs[:MOST_RUNS]):
        alone = "".join(same + (there if number == place else was) for number, (same, was, there) in enumerate(runs))
        if (went or came) and why_ask(before, alone, phrases=phrases, finds=finds):
            asking.append((went.strip(), came.strip()))
    return asking


def _runs(before: str, after: str) -> list[tuple[str, str, str]]:
    """Return the two versions in runs: what is the same, then what went and what came after it."""
    runs = [("", "", "")]
    for change in difference(before, after):
        same, went, came = runs[-1]
        if change.kind == "same":
            runs.append((change.text, "", ""))
        elif change.kind == "removed":
            runs[-1] = (same, went + change.text, came)
        else:
            runs[-1] = (same, went, came + change.text)
    return runs


def _words(text: str, finds: Sequence[Find] = ()) -> list[_Word]:
    words = []
    for match in _WORD.finditer(text):
        marking = [find for find in finds if find.start < match.end() and find.end > match.start()]
        suggested = frozenset(_phrase(str(find.suggestion)) for find in marking) - {()}
        words.append(_Word(match[0], _plain(match[0]), bool(marking), suggested))
    return words


def _plain(word: str) -> str:
    return word.replace("’", "'").casefold().strip(_EDGES)


def _phrase(text: str) -> Phrase:
    return tuple(_plain(word) for word in text.split())


def _could_come_from(old: list[_Word], new: list[_Word], ours: frozenset[Phrase]) -> bool:
    """Say whether each new word is one of the old or of a phrase: most that is rewritten fails here, at once."""
    known = {word.plain for word in old}.union(*_SMALL)
    for phrase in ours.union(*(word.phrases for word in old)):
        known.update(phrase)
    return all(word.plain in known or word.plain.removesuffix("'s") in known for word in new)


def _cuts(old: list[_Word], new: list[_Word], ours: frozenset[Phrase], *, may_turn: bool) -> list[int] | None:
    """Return the places of the words that went, in the reading that leaves out least; None where there is none.

    The cheapest reading is found first (Dijkstra, 1959): keeping a word is free, and so is a marked word that goes.
    """
    start = _Place(0, 0, "kept")
    order, came_from = count(), {start: start}
    waiting = [(0, 0, next(order), start, start)]
    done: set[_Place] = set()
    while waiting and len(done) < LONGEST_SEARCH:
        cost, _further, _number, here, before = heappop(waiting)
        if here in done:
            continue
        done.add(here)
        came_from[here] = before
        if here.old == len(old) and here.new == len(new) and here.last != "owes":
            return _read_back(here, came_from)
        for there in _onward(here, old, new, ours, may_turn=may_turn):
            if there not in done:
                paid = cost + (there.old > here.old and there.last == "cut" and not old[here.old].is_marked)
                heappush(waiting, (paid, -there.old - there.new, next(order), there, here))
    return None


def _onward(
    here: _Place, old: list[_Word], new: list[_Word], ours: frozenset[Phrase], *, may_turn: bool
) -> Iterator[_Place]:
    """Yield what can come next: the same word kept, the old one cut, or a phrase put in the place of the last cut."""
    if here.last == "cut":
        for phrase in ours | old[here.old - 1].phrases:
            if _stands_at(new, here.new, phrase):
                yield _Place(here.old, here.new + len(phrase), "put")
    if here.old == len(old):
        return
    word = old[here.old]
    if may_turn or not word.turns:
        yield _Place(here.old + 1, here.new, "cut")
    if here.new < len(new) and here.last != "owes" and (kept := _kept(here, word, new[here.new])):
        yield kept


def _kept(here: _Place, word: _Word, there: _Word) -> _Place | None:
    """Return the place after a word that is kept; None where it is another word."""
    if word.text == there.text:
        return _Place(here.old + 1, here.new + 1, "kept")
    if word.is_much_like(there):
        return _Place(here.old + 1, here.new + 1, "owes" if here.last == "kept" else "kept")
    if any({word.text.lower(), there.text.lower()} <= alike for alike in _SMALL):
        return _Place(here.old + 1, here.new + 1, "owes")
    return None


def _stands_at(new: list[_Word], place: int, phrase: Phrase) -> bool:
    """Say whether the phrase stands there, its last word perhaps as an owner: "a colleague’s"."""
    there = tuple(word.plain for word in new[place : place + len(phrase)])
    return there == phrase or there == (*phrase[:-1], f"{phrase[-1]}'s")


def _read_back(here: _Place, came_from: dict[_Place, _Place]) -> list[int]:
    places = []
    while came_from[here] != here:
        before = came_from[here]
        if here.last == "cut":
            places.append(before.old)
        here = before
    return places[::-1]


def _is_much(old: list[_Word], cuts: list[int]) -> bool:
    """Say whether more went, besides what is marked, than the bounds allow."""
    unmarked = [place for place in cuts if not old[place].is_marked]
    if len(unmarked) > max(len(old) // FIFTH, min(FEW, len(old) // 2)):
        return True
    together, last = 0, -1
    for place in cuts:
        together = (together if place == last + 1 else 0) + (not old[place].is_marked)
        if together > MOST_IN_A_ROW:
            return True
        last = place
    return False
