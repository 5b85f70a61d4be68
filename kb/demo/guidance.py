"""Loads guides and checklists, each of whose lines names the stories and the research it stands on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from kb.demo.reading import Entry, read
from kb.models import (
    Checklist,
    ChecklistBand,
    ChecklistItem,
    ChecklistVersion,
    Claim,
    Evidence,
    Guide,
    GuideRevision,
    ItemCitation,
)
from kb.models.citation import Citation
from kb.models.guide import DRAWINGS
from stories.models import Story, Topic

Stories = dict[str, Story]
Topics = dict[str, Topic]
DRAWING_NAMES = [name for name, _label in DRAWINGS]


def load_guides(folder: Path, topics: Topics, stories: Stories) -> list[Guide]:
    """Publish the guides that are missing, and return them. Raises ContentError."""
    return _load(folder / "guides.toml", "guide", Guide, lambda entry: _guide(entry, topics, stories))


def load_checklists(folder: Path, topics: Topics, stories: Stories) -> list[Checklist]:
    """Publish the checklists that are missing, and return them. Raises ContentError."""
    path = folder / "checklists.toml"
    return _load(path, "checklist", Checklist, lambda entry: _checklist(entry, topics, stories))


def _load(path: Path, key: str, model: Any, make: Callable[[Entry], Any]) -> list[Any]:
    """Call `make` for each entry, so that each is checked, and keep only what is new."""
    standing = set(model.objects.values_list("slug", flat=True))
    made = []
    for entry in read(path, key=key):
        if entry.text("slug", most=50) in standing:
            entry.asked.update(entry.table)
        else:
            made.append(make(entry))
    return made


def _guide(entry: Entry, topics: Topics, stories: Stories) -> Guide:
    guide = Guide.objects.create(
        slug=entry.text("slug"),
        kept_by=entry.text("kept_by", most=80),
        drawing=entry.choice("art", DRAWING_NAMES, default="stone"),
    )
    reviewed_on, review_due = entry.day("reviewed"), entry.day("due")
    if review_due <= reviewed_on:
        raise entry.wrong("due", "has to come after reviewed")
    revision = GuideRevision.objects.create(
        guide=guide,
        title=entry.text("title", most=120),
        lead=entry.text("lead"),
        reviewed_on=reviewed_on,
        review_due=review_due,
    )
    for position, line in enumerate(entry.entries("claim"), start=1):
        _claim(line, revision, position, stories)
    guide.current = revision
    guide.save(update_fields=["current"])
    guide.topics.set(entry.found("topics", entry.texts("topics"), topics))
    return guide


def _claim(line: Entry, revision: GuideRevision, position: int, stories: Stories) -> None:
    kind = line.choice("kind", Claim.Kind.values)
    claim = Claim.objects.create(
        revision=revision,
        kind=kind,
        position=position,
        heading=line.text("heading", most=120, empty=kind != Claim.Kind.STEP),
        body=line.text("body"),
    )
    _cite(line, Evidence, {"claim": claim}, stories)
    line.no_more()


def _checklist(entry: Entry, topics: Topics, stories: Stories) -> Checklist:
    checklist = Checklist.objects.create(
        slug=entry.text("slug"),
        kind=entry.choice("kind", Checklist.Kind.values),
        led_by=entry.text("led_by", most=80),
        drawing=entry.choice("art", DRAWING_NAMES, default="stone"),
        needs_sign_off=entry.flag("needs_sign_off"),
    )
    version = ChecklistVersion.objects.create(
        checklist=checklist,
        number=entry.number("version", least=1, default=1),
        title=entry.text("title", most=120),
        lead=entry.text("lead"),
        minutes=entry.number("minutes", least=1, most=240, default=2),
        published_month=entry.month("month"),
    )
    for position, line in enumerate(entry.entries("item"), start=1):
        item = ChecklistItem.objects.create(
            version=version, position=position, text=line.text("text", most=300), why=line.text("why", empty=True)
        )
        _cite(line, ItemCitation, {"item": item}, stories)
        line.no_more()
    for band in entry.entries("band"):
        _band(band, version)
    checklist.current = version
    checklist.save(update_fields=["current"])
    checklist.topics.set(entry.found("topics", entry.texts("topics"), topics))
    return checklist


def _band(band: Entry, version: ChecklistVersion) -> None:
    lowest = band.number("from", most=50)
    ChecklistBand.objects.create(
        version=version,
        lowest=lowest,
        highest=band.number("to", least=lowest, most=50),
        heading=band.text("heading", most=80),
        advice=band.text("advice"),
        links_help=band.flag("help"),
    )
    band.no_more()


def _cite(line: Entry, model: type[Citation], target: dict[str, Any], stories: Stories) -> None:
    """Save what the line stands on, stories first, in the order of the file."""
    found: list[Citation] = []
    for named in cited(line, "stories"):
        story = line.found("stories", [named.text("key")], stories)[0]
        found.append(model(**target, story=story, quote=named.text("quote", empty=True)))
        named.no_more()
    for named in line.entries("research"):
        source = {"source": named.text("source", most=300), "source_url": named.text("url", most=200, empty=True)}
        found.append(model(**target, **source))
        named.no_more()
    for position, citation in enumerate(found):
        citation.position = position
        try:
            citation.clean()
        except ValidationError as error:
            raise line.wrong("stories", f"holds a quotation that cannot stand: {' '.join(error.messages)}") from None
    model._default_manager.bulk_create(found)


def cited(line: Entry, key: str) -> list[Entry]:
    """Return the stories of a line, which may be written as tables or, without quotations, as plain keys."""
    tables = line.table.get(key, [])
    if isinstance(tables, list) and all(isinstance(named, str) for named in tables):
        line.asked.add(key)
        return [Entry(line.where, {"key": named}) for named in tables]
    return line.entries(key)
