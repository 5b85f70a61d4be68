"""What a story helped to build: guides, checklists, and answers under "you said, we did"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.library.cards import lowered
from kb.models import SaidDid
from stories.models import Story

ORDER = ("guide", "list", "said")
# Written out, since putting three queries of four tables together anew took longer than the rest of a story's page.
CITED_BY = """
SELECT 'guide', guide.slug, revision.title, guide.drawing, claim.kind, claim.heading, claim.position
FROM kb_evidence evidence
JOIN kb_claim claim ON claim.id = evidence.claim_id
JOIN kb_guiderevision revision ON revision.id = claim.revision_id
JOIN kb_guide guide ON guide.current_id = revision.id
WHERE evidence.story_id = %s
UNION
SELECT 'list', checklist.slug, version.title, checklist.drawing, '', '', item.position
FROM kb_itemcitation citation
JOIN kb_checklistitem item ON item.id = citation.item_id
JOIN kb_checklistversion version ON version.id = item.version_id
JOIN kb_checklist checklist ON checklist.current_id = version.id
WHERE citation.story_id = %s
UNION
SELECT 'said', '', answer.said, 'kettle', answer.state, '', 0
FROM kb_saiddid answer
JOIN kb_saiddid_stories asked ON asked.saiddid_id = answer.id
WHERE asked.story_id = %s
"""
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
    with connection.cursor() as cursor:
        cursor.execute(CITED_BY, [story.pk] * 3)
        rows = [_Row(*row) for row in cursor.fetchall()]
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
