"""What the page says it found, in words: "10+ stories, 3 guides and 1 checklist about “nights”"."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.catalogue.sentences import listed, story_count
from kb.search.index import Kind
from kb.search.question import PAGE, Query, Results
from stories.privacy.small_numbers import may_cross


def heading(results: Results, query: Query) -> str:
    """Return the page's heading. Stories are told in fives; those that three things were asked of are not counted."""
    counts, text = _counts(results, query), query.text
    if not counts:
        return _("No stories about “%(words)s” yet") % {"words": text} if text else _("No stories like that yet")
    found = capfirst(listed(counts))
    return _("%(found)s about “%(words)s”") % {"found": found, "words": text} if text else found


def place_in(results: Results) -> str:
    """Return which page of the stories this is. The last place on the last of them would be their number."""
    return _("Page %(number)s") % {"number": results.after // PAGE + 1}


def next_words(results: Results) -> str:
    """Return what the way on says; nothing on the last page."""
    return _("Next stories") if results.more else ""


def _counts(results: Results, query: Query) -> list[str]:
    totals = results.totals
    stories, guides, lists = totals[Kind.STORY], totals[Kind.GUIDE], totals[Kind.CHECKLIST]
    counts = []
    if stories:
        counts.append(story_count(stories, query.crosses) if may_cross(query.crosses) else _("stories"))
    if guides:
        counts.append(ngettext("%(count)s guide", "%(count)s guides", guides) % {"count": guides})
    if lists:
        counts.append(ngettext("%(count)s checklist", "%(count)s checklists", lists) % {"count": lists})
    return counts
