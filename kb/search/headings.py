"""What the page says it found, in words: "12 stories, 3 guides and 1 checklist about “nights”"."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.catalogue.sentences import listed, story_count
from kb.search.index import Kind
from kb.search.question import PAGE, Results


def heading(results: Results, text: str) -> str:
    """Return the page's heading. Above what is ranked nothing is counted: "300+ stories"."""
    counts = _counts(results)
    if not counts:
        return _("No stories about “%(words)s” yet") % {"words": text} if text else _("No stories like that yet")
    found = listed(counts)
    return _("%(found)s about “%(words)s”") % {"found": found, "words": text} if text else found


def place_in(results: Results) -> str:
    """Return which of the stories this page shows: "Stories 1 to 20 of 57"."""
    total = results.totals[Kind.STORY]
    of = _("%(number)s+") % {"number": total} if results.capped else str(total)
    last = min(results.after + PAGE, total)
    return _("Stories %(first)s to %(last)s of %(of)s") % {"first": results.after + 1, "last": last, "of": of}


def next_words(results: Results) -> str:
    """Return what the way on says: "Next 5 stories"; nothing on the last page."""
    count = min(results.more, PAGE)
    return ngettext("Next story", "Next %(count)s stories", count) % {"count": count} if count else ""


def _counts(results: Results) -> list[str]:
    totals = results.totals
    stories, guides, lists = totals[Kind.STORY], totals[Kind.GUIDE], totals[Kind.CHECKLIST]
    counts = []
    if results.capped:
        counts.append(_("%(count)s+ stories") % {"count": stories})
    elif stories:
        counts.append(story_count(stories))
    if guides:
        counts.append(ngettext("%(count)s guide", "%(count)s guides", guides) % {"count": guides})
    if lists:
        counts.append(ngettext("%(count)s checklist", "%(count)s checklists", lists) % {"count": lists})
    return counts
