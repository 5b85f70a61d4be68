"""A topic as its page prints it: what it means, what helps, and everything that there is about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from kb.catalogue.cards import Card
from kb.catalogue.sentences import lowered
from kb.catalogue.standing import built_from, stories_behind_checklists, stories_behind_guides
from kb.library.cards import cards
from kb.library.paging import Page, page_of
from kb.library.queries import Common, about, answers_about, card_rows, goes_with
from kb.models import Checklist, Guide, SaidDid
from stories.models import Topic
from stories.topics.vocabulary import Vocabulary


@dataclass(frozen=True)
class Guidance:
    """A guide or a checklist about the topic."""

    title: str
    url: str
    lead: str
    built_from: str


@dataclass(frozen=True)
class TopicPage:
    """Everything on the page of one topic."""

    topic: Topic
    in_a_sentence: str
    is_stressor: bool
    filter_url: str
    common: list[Common]
    guides: list[Guidance]
    checklists: list[Guidance]
    answers: Sequence[SaidDid]
    page: Page
    cards: list[Card]


def topic_page(topic: Topic, vocabulary: Vocabulary, asked: QueryDict) -> TopicPage:
    """Return the page of this topic, which must be one in use."""
    term = vocabulary.topics[topic.pk]
    page = page_of(about(card_rows(), [term]), asked)
    is_stressor = topic.kind == Topic.Kind.STRESSOR
    return TopicPage(
        topic=topic,
        in_a_sentence=lowered(topic.name),
        is_stressor=is_stressor,
        filter_url=f"?topic={topic.slug}" if is_stressor else f"?helped={topic.slug}",
        common=goes_with(term, vocabulary),
        guides=_guides(topic),
        checklists=_checklists(topic),
        answers=answers_about(term),
        page=page,
        cards=cards(page.stories, vocabulary),
    )


def _guides(topic: Topic) -> list[Guidance]:
    guides = list(Guide.objects.published().filter(topic_items__tag=topic))
    numbers = stories_behind_guides(guides)
    return [
        Guidance(
            guide.current.title, guide.get_absolute_url(), guide.current.lead, built_from(numbers.get(guide.pk, 0))
        )
        for guide in guides
        if guide.current
    ]


def _checklists(topic: Topic) -> list[Guidance]:
    found = list(Checklist.objects.published().filter(topic_items__tag=topic))
    numbers = stories_behind_checklists(found)
    return [
        Guidance(one.current.title, one.get_absolute_url(), one.current.lead, built_from(numbers.get(one.pk, 0)))
        for one in found
        if one.current
    ]
