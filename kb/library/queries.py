"""Reads of stories: lists by filter, one by its code, stories like it, what helps with a topic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.catalogue.filters import Filters
from kb.library.paging import read_mark
from kb.models import SaidDid
from stories.models import Story, StoryTopic, Topic
from stories.privacy.small_numbers import FLOOR, tell
from stories.topics.vocabulary import Term, Vocabulary

FEW = 1_000  # stories of a topic, from which on it is cheaper to walk the list than to sort the topic
LOOKED_AT = 500  # newest stories of a topic that "what helps" is told from
LIKE_IT = 3
CANDIDATES = 60


def card_rows() -> QuerySet[Story]:
    """Stories with the columns that a card shows."""
    return Story.objects.only("id", "position", "title", "helped", "quarter", "work_group_id")


def about(stories: QuerySet[Story], topics: Iterable[Term]) -> QuerySet[Story]:
    """Narrow the stories to those about at least one of these topics.

    The two forms answer the same. Of a rare topic the rows are fetched and put in order; for a common one the list is
    walked from the newest on, where the next match is never far.
    """
    terms = list(topics)
    items = StoryTopic.objects.filter(tag__in=[term.id for term in terms])
    if sum(term.number for term in terms) <= FEW:
        return stories.filter(pk__in=items.values("content_object"))
    return stories.filter(Exists(items.filter(content_object=OuterRef("pk"))))


def filtered(filters: Filters) -> QuerySet[Story]:
    """Return the stories that the filters let through."""
    stories = card_rows()
    if filters.topics:
        stories = about(stories, filters.topics)
    if filters.helped:
        stories = about(stories, filters.helped)
    if filters.settings:
        stories = stories.filter(work_group__in=filters.work_groups)
    if filters.without:
        noted = Story.notes.through.objects.filter(
            story=OuterRef("pk"), readernote__in=[note.id for note in filters.without]
        )
        stories = stories.filter(~Exists(noted))
    return stories


def newest() -> Story | None:
    """Return the story that came out last."""
    return card_rows().order_by("-position").first()


def stories_like(story: Story, topics: Collection[Term]) -> list[Story]:
    """Return up to three stories that share the most topics with this one, the newest first among equals.

    One query, over no more than the newest stories that share any.
    """
    if not topics:
        return []
    ids = [topic.id for topic in topics]
    candidates = about(Story.objects.exclude(pk=story.pk), topics).order_by("-position")[:CANDIDATES]
    shared = (
        StoryTopic.objects.filter(tag__in=ids, content_object__in=candidates.values("pk"))
        .select_related("content_object")
        .only("tag_id", "content_object__title", "content_object__quarter", "content_object__position")
    )
    by_story: dict[int, list[Story]] = defaultdict(list)
    for item in shared:
        by_story[item.content_object_id].append(item.content_object)
    ranked = sorted(by_story.values(), key=lambda rows: (-len(rows), -rows[0].position))
    return [rows[0] for rows in ranked[:LIKE_IT]]


def story_at(code: str) -> Story | None:
    """Return the story with this code in its address, or None."""
    key = read_mark(code)
    return None if key is None else Story.objects.filter(pk=key).first()


@dataclass(frozen=True)
class Common:
    """A topic of the other kind that goes with one, and how often, in words."""

    name: str
    url: str
    words: str


def goes_with(topic: Term, vocabulary: Vocabulary, most: int = 5) -> list[Common]:
    """Return what the newest stories about a topic name most on the other side, in words and never in numbers.

    One query over at most 500 stories. What too few of them name is left out.
    """
    latest = about(Story.objects.all(), [topic]).order_by("-position")[:LOOKED_AT]
    pairs = StoryTopic.objects.filter(content_object__in=latest.values("pk")).values_list("tag_id", flat=True)
    times = Counter(pairs)
    looked_at = times.get(topic.id, 0)
    others = [one for one in vocabulary.topics.values() if one.detail != topic.detail and _is_told(times[one.id])]
    others.sort(key=lambda one: -times[one.id])
    return [Common(one.name, _crossed(topic, one), how_many(times[one.id], looked_at)) for one in others[:most]]


def _is_told(times: int) -> bool:
    return bool(tell(times, least=FLOOR, crossing=(Topic.Kind.STRESSOR, Topic.Kind.HELPED)))


def how_many(times: int, of: int) -> str:
    """Return how often something comes up, in words: a share of a third or more is "many people".

    The least is "several people", as "a few" stands for a number that is not told.
    """
    if times * 3 >= of:
        return _("many people")
    if times * 10 >= of:
        return _("some people")
    return _("several people")


def _crossed(topic: Term, other: Term) -> str:
    hard, helped = (topic, other) if topic.detail == "stressor" else (other, topic)
    return f"{reverse('stories')}?topic={hard.slug}&helped={helped.slug}"


def answers_about(topic: Term, most: int = 3) -> Sequence[SaidDid]:
    """Return the latest of "you said, we did" that stories about this topic asked for."""
    cited = SaidDid.stories.through.objects.filter(saiddid=OuterRef("pk"), story__topic_items__tag=topic.id)
    return list(SaidDid.objects.filter(Exists(cited))[:most])
