"""Loads the words that stories are found by: topics, kinds of work, notes for readers, and the team's templates."""

from dataclasses import dataclass, field
from pathlib import Path

from kb.demo.reading import read
from stories.models import MessageTemplate, ReaderNote, Topic, TopicAlias, WorkGroup

# People, not stories: how many work there. All are large enough to be shown beside a story.
HEAD_COUNTS = (860, 540, 310, 240, 420, 120, 380, 150, 190)


@dataclass
class Vocabulary:
    """Everything that a story can point to, by its slug."""

    stressors: dict[str, Topic] = field(default_factory=dict)
    helped: dict[str, Topic] = field(default_factory=dict)
    notes: dict[str, ReaderNote] = field(default_factory=dict)
    settings: dict[str, WorkGroup] = field(default_factory=dict)
    new_topics: list[Topic] = field(default_factory=list)
    added: int = 0

    @property
    def topics(self) -> dict[str, Topic]:
        """Both kinds of topic."""
        return self.stressors | self.helped


def load_vocabulary(folder: Path) -> Vocabulary:
    """Save what is missing of the vocabulary, and return all of it. Raises ContentError."""
    words = Vocabulary()
    _load_topics(folder / "topics.toml", words)
    _load_settings(folder / "vocabulary.toml", words)
    _load_notes(folder / "vocabulary.toml", words)
    return words


def _load_topics(path: Path, words: Vocabulary) -> None:
    for entry in read(path, key="topic"):
        kind = entry.choice("kind", Topic.Kind.values)
        fields = {"name": entry.text("name", most=100), "kind": kind, "description": entry.text("description")}
        aliases = entry.texts("aliases")
        topic, made = Topic.objects.get_or_create(slug=entry.text("slug", most=100), defaults=fields)
        if made:
            words.added += 1
            words.new_topics.append(topic)
            for alias in aliases:
                TopicAlias.objects.get_or_create(name=alias.lower(), defaults={"topic": topic})
        (words.stressors if kind == Topic.Kind.STRESSOR else words.helped)[topic.slug] = topic


def _load_settings(path: Path, words: Vocabulary) -> None:
    for position, entry in enumerate(read(path, key="setting")):
        group, made = WorkGroup.objects.get_or_create(
            slug=entry.text("slug", most=50),
            defaults={
                "name": entry.text("name", most=60),
                "someone_in": entry.text("someone_in", most=60),
                "head_count": HEAD_COUNTS[position % len(HEAD_COUNTS)],
                "position": position,
            },
        )
        words.added += made
        words.settings[group.slug] = group


def _load_notes(path: Path, words: Vocabulary) -> None:
    for position, entry in enumerate(read(path, key="note")):
        note, made = ReaderNote.objects.get_or_create(
            slug=entry.text("slug", most=50),
            defaults={
                "name": entry.text("name", most=60),
                "weight": entry.choice("weight", ReaderNote.Weight.values),
                "position": position,
            },
        )
        words.added += made
        words.notes[note.slug] = note


def load_templates(folder: Path) -> int:
    """Save the message templates that are missing, and return how many. Raises ContentError."""
    added = 0
    for position, entry in enumerate(read(folder / "templates.toml", key="template")):
        fields = {
            "use": entry.choice("use", MessageTemplate.Use.values),
            "name": entry.text("name", most=60),
            "body": entry.text("body"),
            "position": position,
        }
        _template, made = MessageTemplate.objects.get_or_create(slug=entry.text("slug", most=50), defaults=fields)
        added += made
    return added
