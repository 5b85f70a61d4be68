"""A story as its page prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.catalogue.cards import names_among, terms_among
from kb.catalogue.sentences import listed, lowered
from kb.library.built import Built, helped_to_build
from kb.library.cards import marks_of
from kb.library.given import Feelings, Given, feelings_about, replies_to
from kb.library.queries import stories_like
from kb.models.guide import DRAWINGS
from stories.models import Story, Topic
from stories.topics.vocabulary import Term, Vocabulary

PARTS = {
    "happened": gettext_lazy("What happened"),
    "felt": gettext_lazy("What it was like"),
    "helped": gettext_lazy("What helped"),
    "advice": gettext_lazy("What I’d tell a colleague"),
}


@dataclass(frozen=True)
class Part:
    """One of the four parts: its name is the field's, its heading what the page calls it."""

    name: str
    heading: str
    text: str

    @property
    def opens_large(self) -> bool:
        """Whether its first letter can stand large: not beside a sign, which would grow with it ("I'm", "‘No’")."""
        return self.text[:1].isalpha() and (self.text[1:2].isalnum() or self.text[1:2].isspace())


@dataclass(frozen=True)
class Link:
    """A name that leads somewhere."""

    name: str
    url: str


@dataclass(frozen=True)
class StoryPage:
    """Everything on the page of one story."""

    story: Story
    byline: str
    mentions: str
    has_helped: bool
    parts: list[Part]
    drawing: str
    back: Link | None
    topics: list[Link]
    built: list[Built]
    like_it: list[Story]
    feelings: list[Feelings]
    replies: list[Given]


def story_page(story: Story, vocabulary: Vocabulary) -> StoryPage:
    """Return the page of this story, in five queries."""
    marks = marks_of([story])[story.pk]
    topics = terms_among(marks.topics, vocabulary.topics)
    return StoryPage(
        story=story,
        byline=_byline(story, vocabulary),
        mentions=listed(names_among(marks.notes, vocabulary.notes)),
        has_helped=bool(story.helped.strip()),
        parts=[Part(name, str(PARTS[name]), text) for name in PARTS if (text := getattr(story, name).strip())],
        drawing=DRAWINGS[story.pk % len(DRAWINGS)][0],
        back=_way_back(topics),
        topics=[Link(topic.name, reverse("topic", args=[topic.slug])) for topic in topics],
        built=helped_to_build(story),
        like_it=stories_like(story, topics),
        feelings=feelings_about(story),
        replies=replies_to(story),
    )


def _byline(story: Story, vocabulary: Vocabulary) -> str:
    group = vocabulary.group_shown(story.work_group_id)
    words = {"group": group.detail if group else "", "season": story.season}
    if group is None:
        return _("Shared by someone here, %(season)s.") % words
    return _("Shared by someone in %(group)s, %(season)s.") % words


def _way_back(topics: Sequence[Term]) -> Link | None:
    """Return the link to the stories about what was hard; of several topics the first by name."""
    hard = [topic for topic in topics if topic.detail == Topic.Kind.STRESSOR]
    if not hard:
        return None
    words = _("Stories about %(topic)s") % {"topic": lowered(hard[0].name)}
    return Link(words, reverse("topic", args=[hard[0].slug]))
