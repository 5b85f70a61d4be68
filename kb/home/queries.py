"""What the front page shows: one of each thing, and who is there to listen at this hour."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from kb.catalogue.standing import built_from, stories_behind_guides
from kb.catalogue.topic_index import Entry, entries
from kb.checklists.reading import ChecklistCard, checklist_cards
from kb.help.rules import PeerOnNow, on_now
from kb.help.snapshot import read_help_quickly
from kb.library.cards import Card, cards
from kb.library.queries import newest
from kb.models import Checklist, Guide, SaidDid
from stories.models import Story
from stories.topics.vocabulary import Term, Vocabulary, load_vocabulary

TOPICS = 12
QUOTED = 240  # characters of the newest story's words


@dataclass(frozen=True)
class NewestStory:
    """The story that came out last, and where it comes from: "from a warehouse", or nothing."""

    card: Card
    label: str


@dataclass(frozen=True)
class GuideTeaser:
    """One guide, to lead to the others."""

    title: str
    url: str
    built_from: str


@dataclass(frozen=True)
class Home:
    """Everything on the front page."""

    newest: NewestStory | None
    guide: GuideTeaser | None
    checklist: ChecklistCard | None
    topics: list[Entry]
    answer: SaidDid | None
    peers: list[PeerOnNow]


def home_page() -> Home:
    """Return the front page as it stands in this hour."""
    vocabulary = load_vocabulary()
    story = newest()
    return Home(
        newest=_newest(story, vocabulary) if story else None,
        guide=_guide(),
        checklist=_checklist(),
        topics=entries(_most_told(vocabulary)),
        answer=SaidDid.objects.exclude(state=SaidDid.State.NOT_YET).first(),
        peers=on_now(read_help_quickly().peers, timezone.localtime().hour),
    )


def _newest(story: Story, vocabulary: Vocabulary) -> NewestStory:
    group = vocabulary.group_shown(story.work_group_id)
    label = _("The newest story, from %(group)s") % {"group": group.detail} if group else _("The newest story")
    return NewestStory(cards([story], vocabulary, said=QUOTED)[0], label)


def _most_told(vocabulary: Vocabulary) -> list[Term]:
    most = sorted(vocabulary.stressors, key=lambda topic: -topic.number)[:TOPICS]
    return sorted(most, key=lambda topic: topic.name.casefold())


def _guide() -> GuideTeaser | None:
    guide = Guide.objects.published().order_by("-current__reviewed_on", "slug").first()
    if guide is None or guide.current is None:
        return None
    number = stories_behind_guides([guide]).get(guide.pk, 0)
    return GuideTeaser(guide.current.title, guide.get_absolute_url(), built_from(number))


def _checklist() -> ChecklistCard | None:
    found = Checklist.objects.published().filter(kind=Checklist.Kind.SELF_CHECK).order_by("-current__published_month")
    return next(iter(checklist_cards(list(found[:1]))), None)
