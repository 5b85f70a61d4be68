"""What may be told of how many: the one place that every number of stories or people passes on its way to a screen.

Three rules, and where they come from (docs/small-numbers.md has the reasoning):

1. A small number is not told, not even as "more than none": the reader sees "a few".
2. A number that is told is rounded down to fives: "10+". Whoever asks twice, with a filter and without, today and next
   week, gets two such numbers, and cannot find a small one by subtraction. NHS Digital (HES disclosure control, from
   September 2018) and the ONS ("10-5 rule", comparison of post-tabular methods) suppress and then round. Suppression
   alone is no help against two answers that are compared (Handbook on Statistical Disclosure Control, 2nd edition,
   5.3): it would have to know all questions beforehand, and here anybody asks.
3. Where numbers are known to add up (a row of a chart and its total), hiding one is not enough: it is the total less
   the others. Then the next smallest is hidden too (secondary suppression: Eurostat, IFS manual 9.1.2; Handbook, 5.3).

Only plain data in and out: nothing here asks the database or writes words for a page.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.conf import settings

FLOOR = 5  # no setting and no caller gets below it
STEP = 5
MOST_CROSSED = 2

Key = TypeVar("Key", bound=Hashable)


class TooManyCrossed(ValueError):
    """A number was asked for that crosses more attributes than two: a mistake in the code that asks."""


def smallest_group() -> int:
    """Return the number of people below which nothing is told of them: what the site sets, never under the floor."""
    return max(FLOOR, settings.CAIRN_SMALLEST_GROUP)


def may_cross(attributes: Collection[str]) -> bool:
    """Say whether a number may be told of things that have all these attributes at once: two at most.

    Each further attribute divides people into smaller cells: who is alone in a cross of two is known by a third
    (Handbook on Statistical Disclosure Control, 2nd edition, 5.2, attribute disclosure). That it is two, and not three,
    is our own choice. What somebody searched for counts as one.
    """
    return len(set(attributes)) <= MOST_CROSSED


def tell(number: int, *, least: int | None = None, crossing: Collection[str] = ()) -> int | None:
    """Return what may be told of a number that stands alone: None for a small one, otherwise it is at least that many.

    `least` is the smallest number that is told: the site's smallest group where none is given, which is right for
    people and for everything that nobody can list; FLOOR for what is published and can be listed by anybody. `crossing`
    names the attributes that what is counted has in common. None at all is told as 0: a site has topics without a
    story, and says so. Raises TooManyCrossed.
    """
    if not may_cross(crossing):
        raise TooManyCrossed(f"{len(set(crossing))} attributes crossed, {MOST_CROSSED} at most")
    if number <= 0:
        return 0
    least = _least(least)
    return max(least, number - number % STEP) if number >= least else None


def highest(told: int) -> int:
    """Return the highest number that is told in this way."""
    return told - told % STEP + STEP - 1 if told else 0


@dataclass(frozen=True)
class Row(Generic[Key]):
    """Numbers that add up. A cell, or the total, is None where it is not told.

    A hidden cell need not be a small one, so a page says "not shown" of it, and not "a few".
    """

    cells: Mapping[Key, int | None]
    total: int | None


def tell_row(
    cells: Mapping[Key, int], *, least: int | None = None, crossing: Collection[str] = (), with_total: bool = True
) -> Row[Key]:
    """Return what may be told of numbers that each thing counts in once, and of their total.

    Say `with_total=False` only where the total is told nowhere else, nor could be added up from other pages: then a
    cell that is hidden cannot be found from the others. Otherwise hidden cells are at least two and come to `least` or
    more together, and no hidden cell can be shown to be a small one; the next smallest are hidden until that is so,
    and at last the total: such a row has nothing left to tell, and is not drawn. Cells of which there is none are told,
    since hiding them would hide nobody. Raises TooManyCrossed.
    """
    least = _least(least)
    told = {key: tell(number, least=least, crossing=crossing) for key, number in cells.items()}
    total = tell(sum(cells.values()), least=least, crossing=crossing)
    if not with_total:
        return Row(told, None)
    by_size = sorted((key for key in cells if told[key]), key=lambda key: cells[key])
    for key in by_size:
        if _stays_hidden(cells, told, total, least):
            break
        told[key] = None
    return Row(told, total if _stays_hidden(cells, told, total, least) else None)


def tell_window(cells: Mapping[Key, int], *, least: int | None = None) -> Row[Key]:
    """Return what may be told of the numbers of periods that follow one another, and of all of them together.

    For a table whose window moves on: the next one holds all of these periods but the first, so nothing that is hidden
    beside a small number today could be told again tomorrow. Therefore no cell is hidden but the small ones, and the
    total is told only where it stands beside no hidden cell, or beside hidden cells and noughts alone; the same cells
    are then hidden in every window that holds them. Nor is it told where it would show that each of some hidden cells
    is more than one and yet under the floor.
    """
    least = _least(least)
    told = {key: tell(number, least=least) for key, number in cells.items()}
    hidden = sum(number is None for number in told.values())
    total = tell(sum(cells.values()), least=least)
    if hidden and any(told.values()):
        return Row(told, None)
    if least == FLOOR and total and total > 1 + (hidden - 1) * (least - 1) and hidden:
        return Row(told, None)
    return Row(told, total)


def shown_as(groups: Iterable[tuple[int, int | None, int]], *, least: int | None = None) -> dict[int, int | None]:
    """Return, for each group of people, the group that it is shown as: itself, the nearest broader one, or None.

    Groups come as key, key of the broader group or None, and number of people, those of narrower groups included.
    A group is shown when enough people share it, and when those of its people who are not shown under a narrower name
    are enough, or none at all: of 12 nurses, 10 of them on nights, the word "nurse" would point at two. Groups that
    are part of each other in a circle are not shown.

    Grouping categories before hiding anything is the Handbook's "table redesign" (2nd edition, 5.3). People are
    counted, and not stories: what matters is how many it could have been.
    """
    known = {key: (broader, people) for key, broader, people in groups}
    least = _least(least)
    narrower: dict[int | None, list[int]] = {}
    for key, (broader, _people) in known.items():
        narrower.setdefault(broader if broader in known else None, []).append(key)
    found: dict[int, int | None] = dict.fromkeys(known)

    def name_those_in(key: int, inside: int | None) -> None:
        found[key] = inside = key if key in shown else inside
        for child in narrower.get(key, ()):
            name_those_in(child, inside)

    shown: set[int] = set()
    for root in narrower.get(None, ()):
        _people_named(root, known, narrower, shown, least)
        name_those_in(root, None)
    return found


def _people_named(
    key: int,
    known: Mapping[int, tuple[int | None, int]],
    narrower: Mapping[int | None, list[int]],
    shown: set[int],
    least: int,
) -> int:
    """Add to `shown` the groups from this one down, and return how many of its people have a name to be shown under."""
    people = known[key][1]
    named = sum(_people_named(child, known, narrower, shown, least) for child in narrower.get(key, ()))
    rest = people - named
    if people >= least and (rest == 0 or rest >= least):
        shown.add(key)
        return people
    return named


def _least(least: int | None) -> int:
    return smallest_group() if least is None else max(FLOOR, least)


def _stays_hidden(cells: Mapping[Key, int], told: Mapping[Key, int | None], total: int | None, least: int) -> bool:
    """Say whether what is hidden in a row cannot be found from what is told of it."""
    hidden = [key for key in cells if told[key] is None]
    if not hidden or total is None:
        return True
    if len(hidden) < 2 or sum(cells[key] for key in hidden) < least:
        return False
    visible = sum(number for number in told.values() if number)
    # The most that one hidden cell can be, for somebody who knows how all this is made: the others are one each.
    most = highest(total) - visible - (len(hidden) - 1)
    return most >= least
