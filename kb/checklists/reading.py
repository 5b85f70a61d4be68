"""A checklist as its page prints it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.catalogue.standing import Standing, built_from, standing_on, stories_behind_checklists
from kb.checklists.queries import items_of, lines_in
from kb.models import Checklist, ChecklistBand, ChecklistVersion
from stories.topics.work_groups import load_work_groups


@dataclass(frozen=True)
class Line:
    """One line to tick, why it is there, and what it stands on."""

    number: int
    text: str
    why: str
    standing: Standing
    stands_on: str


@dataclass(frozen=True)
class Band:
    """What a number of ticks may mean: "3 to 5: running low"."""

    lowest: int
    highest: int
    heading: str
    advice: str
    links_help: bool


@dataclass(frozen=True)
class ChecklistPage:
    """Everything on the page of one checklist."""

    checklist: Checklist
    version: ChecklistVersion
    is_self_check: bool
    built_from: str
    lines: list[Line]
    bands: list[Band]

    @property
    def cited(self) -> list[Line]:
        """The lines that stand on stories or research."""
        return [line for line in self.lines if line.standing]


@dataclass(frozen=True)
class ChecklistCard:
    """One checklist in a list."""

    checklist: Checklist
    title: str
    lead: str
    length: str
    built_from: str


def checklist_page(checklist: Checklist, version: ChecklistVersion) -> ChecklistPage:
    """Return the page of this checklist with the version in use."""
    items, groups = items_of(checklist), load_work_groups()
    is_self_check = checklist.kind == Checklist.Kind.SELF_CHECK
    lines = []
    for item in items:
        standing = standing_on(item.citations.all(), groups)
        lines.append(Line(item.position, item.text, item.why, standing, _stands_on(standing)))
    whole = standing_on((citation for item in items for citation in item.citations.all()), groups)
    bands = [_band(band) for band in version.bands.all()] if is_self_check else []
    return ChecklistPage(checklist, version, is_self_check, built_from(len(whole.stories)), lines, bands)


def checklist_cards(checklists: list[Checklist]) -> list[ChecklistCard]:
    """Return a card for each of these checklists: two queries for all."""
    stories, lines = stories_behind_checklists(checklists), lines_in(checklists)
    return [
        ChecklistCard(
            one, one.current.title, one.current.lead, _length(lines.get(one.pk, 0), one.current.minutes),
            built_from(stories.get(one.pk, 0)),
        )
        for one in checklists
        if one.current
    ]  # fmt: skip


def _length(lines: int, minutes: int) -> str:
    """Return how long it is: "8 lines, 2 minutes"."""
    long = ngettext("%(count)s line", "%(count)s lines", lines) % {"count": lines}
    took = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    return _("%(lines)s, %(minutes)s") % {"lines": long, "minutes": took}


def _stands_on(standing: Standing) -> str:
    """Return in a few words what a line stands on, colleagues before research; nothing where it stands on neither."""
    if standing.stories:
        return _("Colleagues say, %(stories)s") % {"stories": standing.count}
    if standing.research:
        return _("Research says: %(source)s") % {"source": standing.research[0].name}
    return ""


def _band(band: ChecklistBand) -> Band:
    """Return the band; its heading starts with the number of ticks, also where whoever wrote it left that out."""
    heading = band.heading
    if not heading.startswith(str(band.lowest)):
        ticks = {"lowest": band.lowest, "highest": band.highest, "heading": heading}
        many = (
            _("%(lowest)s to %(highest)s: %(heading)s") if band.lowest < band.highest else _("%(lowest)s: %(heading)s")
        )
        heading = many % ticks
    return Band(band.lowest, band.highest, heading, band.advice, band.links_help)
