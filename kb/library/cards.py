"""Cards: what a list shows of a story, worked out without a further query for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.library.vocabulary import Term, Vocabulary
from stories.models import Story, Topic

SAID_LENGTH = 160  # characters, about two lines of a card
Marks = dict[int, tuple[list[int], list[int]]]


@dataclass(frozen=True)
class Card:
    """One story in a list."""

    url: str
    title: str
    said: str
    about: str
    season: str
    mentions: str


def cards(stories: Sequence[Story], vocabulary: Vocabulary, said: int = SAID_LENGTH) -> list[Card]:
    """Return a card for each of these stories, with so many characters of what helped: one query for all."""
    marks = marks_of(stories)
    root = reverse("stories")  # once: a reverse() for each card costs more than the rest of the card
    return [_card(story, marks[story.pk], vocabulary, root, said) for story in stories]


def marks_of(stories: Iterable[Story]) -> Marks:
    """Return, by story id, the ids of its topics and of its notes for readers: one query."""
    marks: Marks = {story.pk: ([], []) for story in stories}
    if not marks:
        return marks
    about, noted = Story.topics.through, Story.notes.through
    topics = about.objects.filter(content_object__in=marks).values_list(
        "content_object_id", Value("topic", CharField()), "tag_id"
    )
    notes = noted.objects.filter(story__in=marks).values_list("story_id", Value("note", CharField()), "readernote_id")
    for story_id, what, term_id in topics.union(notes, all=True):
        marks[story_id][what == "note"].append(term_id)
    return marks


def terms_among(ids: Iterable[int], known: dict[int, Term]) -> list[Term]:
    """Return the terms with these ids, in the vocabulary's order."""
    wanted = set(ids)
    return [term for term in known.values() if term.id in wanted]


def shortened(text: str, length: int) -> str:
    """Return the beginning of the text in quotation marks, as one line, cut after a word; nothing for no text."""
    line = " ".join(text.split())
    if not line:
        return ""
    if len(line) > length:
        line = line[: length + 1].rsplit(" ", 1)[0][:length].rstrip(" .,;:–-") + "…"
    return _("“%(words)s”") % {"words": line}


def lowered(name: str) -> str:
    """Return the name as it stands inside a sentence: "Night shifts" becomes "night shifts", "PTSD" stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def listed(names: Sequence[str]) -> str:
    """Return the names as a sentence lists them: "a death, a fall and a fire"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}


def _card(story: Story, marks: tuple[list[int], list[int]], vocabulary: Vocabulary, root: str, said: int) -> Card:
    topic_ids, note_ids = marks
    topics = terms_among(topic_ids, vocabulary.topics)
    group = vocabulary.groups.get(story.work_group_id or 0)
    about = [group.name] if group else []
    about += [topic.name for topic in topics if topic.detail == Topic.Kind.STRESSOR]
    helped = [lowered(topic.name) for topic in topics if topic.detail == Topic.Kind.HELPED]
    if helped:
        about.append(_("what helped: %(things)s") % {"things": ", ".join(helped)})
    noted = listed([note.name for note in terms_among(note_ids, vocabulary.notes)])
    return Card(
        url=f"{root}{story.code}/{story.slug}/",
        title=story.title,
        said=shortened(story.helped, said),
        about=" · ".join(about),
        season=capfirst(story.season),
        mentions=_("Mentions %(things)s") % {"things": noted} if noted else "",
    )
