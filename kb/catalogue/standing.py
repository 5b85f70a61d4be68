"""What guidance stands on, as guides, checklists, topic pages and the front page print it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kb.catalogue.sentences import story_count
from kb.models import Checklist, Evidence, Guide, ItemCitation
from kb.models.citation import Citation
from stories.models import Story
from stories.topics.work_groups import WorkGroups

OPENING = frozenset('"“')
CLOSING = frozenset('"”')


@dataclass(frozen=True)
class Cited:
    """One story behind a line, and what may be quoted from it."""

    story: Story
    quote: str
    whose: str


@dataclass(frozen=True)
class Source:
    """One piece of research behind a line."""

    name: str
    url: str


@dataclass(frozen=True)
class Standing:
    """Everything that a line, or a part of a guide, stands on."""

    stories: list[Cited] = field(default_factory=list)
    research: list[Source] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.stories or self.research)

    @property
    def count(self) -> str:
        """How many stories, in words: "5+ stories"."""
        return story_count(len(self.stories))

    @property
    def quoted(self) -> Cited | None:
        """The first story that may be quoted and is."""
        return next((cited for cited in self.stories if cited.quote), None)


def standing_on(citations: Iterable[Citation], groups: WorkGroups) -> Standing:
    """Return what these citations say together, each story and each source once; `groups` are the kinds of work.

    A quotation is given only while its author allows it and the words are still in the story.
    """
    stories: dict[int, Cited] = {}
    research: dict[str, Source] = {}
    for citation in citations:
        if citation.story is None:
            research.setdefault(citation.source, Source(citation.source, _safe_url(citation.source_url)))
            continue
        quote = citation.quote if citation.quote and citation.quote_stands() else ""
        known = stories.get(citation.story.pk)
        if known is None or (quote and not known.quote):
            stories[citation.story.pk] = Cited(citation.story, _bare(quote), whose(citation.story, groups))
    return Standing(list(stories.values()), list(research.values()))


def _bare(quote: str) -> str:
    """Return the words without the marks around all of them: the page puts its own, and two pairs read as a slip."""
    inside = quote[1:-1]
    if inside and quote[:1] in OPENING and quote[-1:] in CLOSING and not OPENING.union(CLOSING).intersection(inside):
        return inside.strip()
    return quote


def whose(story: Story, groups: WorkGroups) -> str:
    """Return the kind of work that a story comes from, where enough people share it; otherwise a broader one, or ""."""
    group = groups.shown_for(story.work_group_id)
    return group.name if group else ""


def built_from(number: int) -> str:
    """Return "Built from 10+ stories", or where none is cited any more a sentence that says so."""
    if not number:
        return _("Not yet built from stories")
    return _("Built from %(stories)s") % {"stories": story_count(number)}


def stories_behind_guides(guides: Iterable[Guide]) -> dict[int, int]:
    """Return, by guide id, how many stories its revision stands on: one query; a guide without one is missing."""
    revisions = [guide.current_id for guide in guides]
    pairs = (
        Evidence.objects.of_stories()
        .order_by()
        .filter(claim__revision__in=revisions)
        .values_list("claim__revision__guide_id", "story_id")
    )
    return _tally(pairs)


def stories_behind_checklists(checklists: Iterable[Checklist]) -> dict[int, int]:
    """Return, by checklist id, how many stories its version stands on: one query."""
    versions = [checklist.current_id for checklist in checklists]
    pairs = (
        ItemCitation.objects.of_stories()
        .order_by()
        .filter(item__version__in=versions)
        .values_list("item__version__checklist_id", "story_id")
    )
    return _tally(pairs)


def _tally(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for owner, _story in set(pairs):
        found[owner] = found.get(owner, 0) + 1
    return found


def _safe_url(url: str) -> str:
    """Return the address if a browser may follow it from our page, otherwise nothing."""
    return url if url.startswith(("https://", "http://")) else ""
