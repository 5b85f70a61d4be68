"""Runs the engines over a text, settles overlaps, and keeps going when one of them fails."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from stories.privacy.identity.finds import Find, IdentityEngine
from stories.privacy.identity.unlisted import beside, is_listed

AROUND = 36  # characters of context on each side
MOST = 40  # finds for one part: more than that helps nobody
LONGEST = 50_000  # characters looked at: twice what all parts of a story hold together
# Which doubtful find lends its length to which certain one inside it.
LENDING = {
    "name": frozenset({"person", "town", "organisation", "directory"}),
    "room": frozenset({"number", "plate", "organisation"}),
    "handle": frozenset({"handle", "link", "number", "phone", "person"}),
    "phone": frozenset({"phone", "number"}),
    "number": frozenset({"phone", "number", "plate", "town"}),
    "email": frozenset({"email", "handle", "number", "link", "person"}),
}
# These keep what they are when they are lent length; a town in "L for Limerick" does not.
ALIKE = frozenset({"number", "plate", "organisation", "handle", "link", "phone", "email"})
BETWEEN = "\n\n\n"  # what stands between two parts while they are looked at as one
logger = logging.getLogger(__name__)


@lru_cache(maxsize=8)
def made(path: str) -> IdentityEngine:
    """Return the engine with this dotted path, made once a process. Raises what its import or its making raises."""
    engine: IdentityEngine = import_string(path)()
    return engine


def engines_in_use() -> list[IdentityEngine]:
    """Return the engines of CAIRN_IDENTITY_ENGINES; one that cannot be made is logged and left out."""
    engines = []
    for path in settings.CAIRN_IDENTITY_ENGINES:
        try:
            engines.append(made(path))
        except Exception as error:  # noqa: BLE001 - `manage.py check` tells it at the start; the page goes on
            logger.error("An engine of the identity check cannot be made: %s", type(error).__name__)
    return engines


def find_details(text: str, part: str = "", *, engines: Sequence[IdentityEngine] | None = None) -> list[Find]:
    """Return what could point to somebody, in reading order; see `find_in_parts`."""
    return find_in_parts({part: text}, engines=engines)


def find_in_parts(
    parts: Mapping[str, str], *, engines: Sequence[IdentityEngine] | None = None, is_for_author: bool = False
) -> list[Find]:
    """Return what could point to somebody in the parts of a story, part by part and in reading order.

    Each engine runs once, over all parts together, so that one that asks the database asks once. At most MOST finds a
    part, the certain ones first; characters after LONGEST are not looked at. An author is not told who is on the
    staff list; the desk is.
    """
    whole = BETWEEN.join(parts.values())[:LONGEST]
    found = _run(whole, engines_in_use() if engines is None else engines)
    if is_for_author:
        settled = _settled(whole, [find for find in found if not is_listed(find)])
        found = beside(whole, settled, filter(is_listed, found))
    else:
        found = _settled(whole, found)
    placed: list[Find] = []
    start = 0
    for part, text in parts.items():
        here = [
            _placed(find, text, part, start) for find in found if start <= find.start and find.end <= start + len(text)
        ]
        sure = [find for find in here if find.is_certain] + [find for find in here if not find.is_certain]
        placed += sorted(sure[:MOST], key=lambda find: find.start)
        start += len(text) + len(BETWEEN)
    return placed


def _run(text: str, engines: Iterable[IdentityEngine]) -> list[Find]:
    """Return what all engines found. One that fails is logged by its class, and what it found until then stays."""
    found: list[Find] = []
    for engine in engines:
        try:
            for find in engine.finds(text):
                if 0 <= find.start < find.end <= len(text):
                    found.append(find)  # one by one: what came before an exception stays
        except Exception as error:  # noqa: BLE001 - the page matters more, and the message could carry the text
            logger.error("%s failed: %s", type(engine).__qualname__, type(error).__name__)
    return found


def _settled(text: str, found: list[Find]) -> list[Find]:
    """Return the finds without overlaps: certain before doubtful, then long before short, then as they came.

    A doubtful name around a certain one lends it its length: "Karen" on the staff list becomes "Karen Holt". So does
    a name online that is told in many words, of which one is certain.
    """
    taken: list[Find] = []
    gone: set[Find] = set()
    owner = [0] * len(text)
    for find in sorted(found, key=lambda find: (not find.is_certain, find.start - find.end)):
        there = {number for number in owner[find.start : find.end] if number}
        if not there:
            taken.append(find)
            owner[find.start : find.end] = [len(taken)] * (find.end - find.start)
        elif find.kind in LENDING and (wider := _widened(find, [taken[number - 1] for number in there])):
            number, *others = sorted(there)
            taken[number - 1] = wider
            gone.update(taken[other - 1] for other in others)
            owner[find.start : find.end] = [number] * (find.end - find.start)
    return sorted((find for find in taken if find not in gone), key=lambda find: find.start)


def _widened(find: Find, inner: list[Find]) -> Find | None:
    """Return what a doubtful find makes of those inside it, as sure as they are; None when it must not be lent."""
    is_longer = find.kind == "name" or find.end - find.start > 1.5 * sum(each.end - each.start for each in inner)
    if not is_longer or (find.kind == "name" and len(inner) > 1):
        return None
    if any(each.kind not in LENDING[find.kind] or each.start < find.start or find.end < each.end for each in inner):
        return None
    if len(inner) == 1 and (find.kind == "name" or inner[0].kind in ALIKE):
        return replace(inner[0], phrase=find.phrase, start=find.start, end=find.end)
    return replace(find, tier="found" if any(each.is_certain for each in inner) else find.tier)


def _placed(find: Find, text: str, part: str, offset: int) -> Find:
    """Return the find as one of its part, with the words around it without half words."""
    start, end = find.start - offset, find.end - offset
    before = text[max(0, start - AROUND) : start].replace("\n", " ")
    after = text[end : end + AROUND].replace("\n", " ")
    if start > AROUND:
        before = "…" + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return replace(find, part=part, start=start, end=end, before=before, after=after)
