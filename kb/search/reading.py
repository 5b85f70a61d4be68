"""What was found, as the page prints it: no query, as names come from the vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.catalogue.cards import Card, story_card
from kb.catalogue.sentences import story_count
from kb.search.asked import Asked
from kb.search.index import Kind
from kb.search.question import Hit, Results
from stories.topics.vocabulary import Vocabulary

MOST_TOPICS = 2


@dataclass(frozen=True)
class Answer:
    """A guide, a checklist, a topic or help, above the stories."""

    label: str
    url: str
    title: str
    text: SafeString | str
    note: str = ""


def answers(results: Results) -> list[Answer]:
    """Return what stands above the stories: topics that the words name, then guides and checklists, then help."""
    if results.after:
        return []
    others = [hit for hit in results.others if hit.kind != Kind.TOPIC]
    return _topic_cards(results) + [
        Answer(str(_LABELS[Kind(hit.kind)]), hit.url, hit.title, hit.snippet) for hit in others
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


def story_cards(hits: Iterable[Hit], vocabulary: Vocabulary) -> list[Card]:
    """Return the stories of this page."""
    return [
        story_card(
            url=hit.url,
            title=hit.title,
            said=hit.snippet,
            quarter=hit.quarter,
            marks=hit.marks,
            vocabulary=vocabulary,
        )
        for hit in hits
    ]


_LABELS = {
    Kind.GUIDE: gettext_lazy("Guide"),
    Kind.CHECKLIST: gettext_lazy("Checklist"),
    Kind.HELP: gettext_lazy("Help"),
}


def _topic_cards(results: Results) -> list[Answer]:
    """Return a card for each topic that the words name; without any, for the topic whose definition fits best."""
    hits = {hit.object_id: hit for hit in results.others if hit.kind == Kind.TOPIC}
    named = [
        Answer(
            _("Topic"),
            reverse("topic", args=[term.slug]),
            term.name,
            hits[term.id].snippet if term.id in hits else "",
            capfirst(story_count(term.number, crossing=("topic",))),
        )
        for term in results.named
    ]
    best = [Answer(_("Topic"), hit.url, hit.title, hit.snippet) for hit in hits.values()]
    return named[:MOST_TOPICS] or best[:1]
