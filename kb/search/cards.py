"""What the page shows of each thing found, worked out without a query: names come from the vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kb.search.filters import Asked
from kb.search.index import Kind
from kb.search.question import Hit, Results
from stories.models import Topic
from stories.models.times import season_of
from stories.topics.vocabulary import Term, Vocabulary

FEW = 5  # a smaller number of stories is not told
MOST_TOPICS = 2


@dataclass(frozen=True)
class Card:
    """A guide, a checklist, a topic or help, above the stories."""

    label: str
    url: str
    title: str
    text: SafeString | str
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """One story in the list."""

    url: str
    title: str
    said: SafeString
    about: str
    season: str
    mentions: str


def cards(results: Results) -> list[Card]:
    """Return the cards above the stories: topics that the words name, then guides and checklists, then help."""
    if results.after:
        return []
    others = [hit for hit in results.others if hit.kind != Kind.TOPIC]
    return _topic_cards(results) + [
        Card(str(_LABELS[Kind(hit.kind)]), hit.url, hit.title, hit.snippet) for hit in others
    ]


def ways_to_all(results: Results, asked: Asked) -> list[tuple[str, str]]:
    """Return, as words and address, the ways to all guides and all checklists where not all stand above the stories."""
    guides, lists = results.totals[Kind.GUIDE], results.totals[Kind.CHECKLIST]
    shown = Counter(hit.kind for hit in results.others)
    ways = []
    if guides > shown[Kind.GUIDE]:
        ways.append((_("See all %(count)s guides") % {"count": guides}, asked.only(Kind.GUIDE)))
    if lists > shown[Kind.CHECKLIST]:
        ways.append((_("See all %(count)s checklists") % {"count": lists}, asked.only(Kind.CHECKLIST)))
    return ways if shown else []


def entries(hits: Iterable[Hit], vocabulary: Vocabulary) -> list[Entry]:
    """Return the stories of this page."""
    return [_entry(hit, vocabulary) for hit in hits]


def topic_lines(vocabulary: Vocabulary) -> list[dict[str, str]]:
    """Return what was hard, as lines of an index: name, address and number of stories."""
    return [
        {"url": reverse("topic", args=[topic.slug]), "name": topic.name, "stories": stories_in(topic)}
        for topic in vocabulary.stressors
    ]


def stories_in(topic: Term) -> str:
    """Return how many stories a topic has, in words; a small number stays hidden."""
    if topic.number < FEW:
        return _("a few stories") if topic.number else _("no stories yet")
    return ngettext("%(count)s story", "%(count)s stories", topic.number) % {"count": topic.number}


_LABELS = {
    Kind.GUIDE: gettext_lazy("Guide"),
    Kind.CHECKLIST: gettext_lazy("Checklist"),
    Kind.HELP: gettext_lazy("Help"),
}


def _topic_cards(results: Results) -> list[Card]:
    """Return a card for each topic that the words name; without any, for the topic whose definition fits best."""
    hits = {hit.object_id: hit for hit in results.others if hit.kind == Kind.TOPIC}
    named = [
        Card(
            _("Topic"),
            reverse("topic", args=[term.slug]),
            term.name,
            hits[term.id].snippet if term.id in hits else "",
            capfirst(stories_in(term)),
        )
        for term in results.named
    ]
    best = [Card(_("Topic"), hit.url, hit.title, hit.snippet) for hit in hits.values()]
    return named[:MOST_TOPICS] or best[:1]


def _entry(hit: Hit, vocabulary: Vocabulary) -> Entry:
    topics = [topic for topic in vocabulary.topics.values() if topic.id in hit.topics]
    about = [group.name for group in vocabulary.groups.values() if group.id in hit.settings]
    about += [topic.name for topic in topics if topic.detail == Topic.Kind.STRESSOR]
    helped = [topic.name.lower() for topic in topics if topic.detail == Topic.Kind.HELPED]
    if helped:
        about.append(_("what helped: %(things)s") % {"things": ", ".join(helped)})
    notes = [note.name for note in vocabulary.notes.values() if note.id in hit.notes]
    return Entry(
        url=hit.url,
        title=hit.title,
        said=hit.snippet,
        about=" · ".join(about),
        season=capfirst(season_of(hit.quarter)),
        mentions=_("Mentions %(things)s") % {"things": ", ".join(notes)} if notes else "",
    )
