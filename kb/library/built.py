"""What a story helped to build: guides, checklists, and answers under "you said, we did"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import CharField, F, IntegerField, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.catalogue.sentences import lowered
from kb.models import Evidence, ItemCitation, SaidDid
from stories.models import Story

ORDER = ("guide", "list", "said")
CLAIMS = ("step", "do", "dont", "work", *SaidDid.State.values)


@dataclass(frozen=True)
class Built:
    """One thing that a story helped to build: its name and address, the place in it, and its drawing."""

    title: str
    url: str
    place: str
    drawing: str


def helped_to_build(story: Story) -> list[Built]:
    """Return the guides, checklists and answers that stand on this story, each once: one query."""
    rows = [_Row(*row) for row in _rows_citing(story)]
    rows.sort(key=lambda row: (ORDER.index(row.what), row.title, CLAIMS.index(row.kind or "step"), row.number))
    seen: dict[tuple[str, str], Built] = {}
    for row in rows:
        seen.setdefault((row.what, row.title), _built(row))
    return list(seen.values())


class _Row(NamedTuple):
    what: str
    slug: str
    title: str
    drawing: str
    kind: str
    heading: str
    number: int


def _rows_citing(story: Story) -> Iterable[tuple[Any, ...]]:
    """Return what _Row holds for each line that stands on the story, of revisions that readers see."""
    empty, none = Value("", CharField()), Value(0, IntegerField())
    evidence = Evidence.objects.filter(story=story, claim__revision__guide__current=F("claim__revision"))
    citations = ItemCitation.objects.filter(story=story, item__version__checklist__current=F("item__version"))
    guides = evidence.order_by().values_list(
        Value("guide", CharField()), "claim__revision__guide__slug", "claim__revision__title",
        "claim__revision__guide__drawing", "claim__kind", "claim__heading", "claim__position",
    )  # fmt: skip
    checklists = citations.order_by().values_list(
        Value("list", CharField()), "item__version__checklist__slug", "item__version__title",
        "item__version__checklist__drawing", empty, empty, "item__position",
    )  # fmt: skip
    answers = (
        SaidDid.objects.order_by()
        .filter(stories=story)
        .values_list(Value("said", CharField()), empty, "said", Value("kettle", CharField()), "state", empty, none)
    )
    return guides.union(checklists, answers)


def _built(row: _Row) -> Built:
    if row.what == "said":
        words = _("You said, we did: %(state)s.") % {"state": str(SaidDid.State(row.kind).label).lower()}
        return Built(row.title, reverse("pages:said_did"), words, row.drawing)
    if row.what == "list":
        words = _("Checklist, line %(number)s came from this story.") % {"number": row.number}
        return Built(row.title, reverse("checklists:checklist", args=[row.slug]), words, row.drawing)
    places = {
        "step": _("Guide, step %(number)s: %(heading)s.") % {"number": row.number, "heading": lowered(row.heading)},
        "work": _("Guide: what work should change."),
    }
    words = places.get(row.kind, _("Guide: do and don’t."))
    return Built(row.title, reverse("guides:guide", args=[row.slug]), words, row.drawing)
