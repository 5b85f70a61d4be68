"""Finds what the labels of a file stand for in the site's own vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.text import slugify

from stories.exchange.columns import ColumnError
from stories.models import ReaderNote, Topic, TopicAlias, WorkGroup
from stories.topics.work_groups import load_work_groups

# A file that would make more topics than this has most likely another column taken for one of topics.
NEW_TOPICS_AT_MOST = 200
LONGEST_LABEL = 100

# A topic, or the name and kind of one that is still to be made.
TopicOrName = Topic | tuple[str, str]


class UnknownLabel(Exception):
    """No topic or note is called that, and none may be made. Does not say the label."""


@dataclass
class Vocabulary:
    """The site's vocabulary, by everything that a label may call it."""

    topics: dict[str, Topic] = field(default_factory=dict)
    notes: dict[str, ReaderNote] = field(default_factory=dict)
    settings: dict[str, WorkGroup] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    may_grow: bool = True
    to_be_made: set[str] = field(default_factory=set)
    just_made: list[Topic] = field(default_factory=list)

    def topics_called(self, labels: Iterable[str], kind: str) -> list[TopicOrName]:
        """Return what these labels stand for, each once. Raises UnknownLabel."""
        found: dict[object, TopicOrName] = {}
        for label in labels:
            folded, slug = label.casefold(), slugify(label)
            if folded in self.left_out:
                continue
            topic = self.topics.get(folded) or self.topics.get(slug)
            if topic is None:
                self._ask_for(label, slug)
            found[topic.pk if topic else slug] = topic or (label, kind)
        return list(found.values())

    def _ask_for(self, label: str, slug: str) -> None:
        """Note that this topic has to be made. Raises UnknownLabel when it cannot be."""
        if not self.may_grow:
            raise UnknownLabel("names a topic that is not here")
        if len(label) > LONGEST_LABEL:
            raise UnknownLabel(f"names a topic of more than {LONGEST_LABEL} characters")
        if not slug:  # its page would have no address
            raise UnknownLabel("names a topic without a letter from a to z: say with --map-topic which it is")
        self.to_be_made.add(slug)

    def notes_called(self, labels: Iterable[str]) -> list[ReaderNote]:
        """Return the notes for readers of these names. Raises UnknownLabel: a warning must not get lost."""
        folded = [label.casefold() for label in labels]
        if not all(label in self.notes for label in folded):
            raise UnknownLabel("names a note for readers that is not here")
        return list({self.notes[label].pk: self.notes[label] for label in folded}.values())

    def made(self, wanted: Sequence[TopicOrName]) -> list[Topic]:
        """Return these topics, making those that are only names yet. Inside the transaction that uses them."""
        return [one if isinstance(one, Topic) else self._make(*one) for one in wanted]

    def _make(self, name: str, kind: str) -> Topic:
        slug = slugify(name)
        topic = self.topics.get(slug)
        if topic is None:
            topic, is_new = Topic.objects.get_or_create(slug=slug, defaults={"name": name, "kind": kind})
            self.topics[slug] = topic
            if is_new:
                self.just_made.append(topic)
        return topic


def vocabulary(mapped: Sequence[str] = (), *, may_grow: bool = True) -> Vocabulary:
    """Return the site's vocabulary as it is now.

    `mapped` holds "label=slug of a topic"; a label mapped to nothing is left out. Raises ColumnError when no topic has
    that slug.
    """
    words = Vocabulary(may_grow=may_grow)
    all_topics = {topic.pk: topic for topic in Topic.objects.all()}
    for topic in all_topics.values():
        current = all_topics.get(topic.merged_into_id or 0, topic)
        words.topics[topic.slug] = words.topics[topic.name.casefold()] = current
    for alias in TopicAlias.objects.all():
        words.topics.setdefault(alias.name.casefold(), all_topics[alias.topic_id])
    for note in ReaderNote.objects.all():
        words.notes[note.slug] = words.notes[note.name.casefold()] = note
    groups = load_work_groups()
    for group in groups.every:
        if shown := groups.shown_for(group.pk):  # what few people share is not even kept while a story waits
            words.settings[group.slug] = words.settings[group.name.casefold()] = shown
    for pair in mapped:
        _map(pair, words, {topic.slug: topic for topic in all_topics.values()})
    return words


def _map(pair: str, words: Vocabulary, by_slug: dict[str, Topic]) -> None:
    label, equals, slug = (half.strip() for half in pair.partition("="))
    if not label or not equals:
        raise ColumnError("--map-topic wants label=slug, or label= to leave a label out.")
    if not slug:
        words.left_out.add(label.casefold())
    elif slug in by_slug:
        words.topics[label.casefold()] = words.topics[by_slug[slug].slug]
    else:
        raise ColumnError(f"--map-topic: no topic has the slug {slug}.")
