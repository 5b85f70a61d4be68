"""What readers gave back to a story: how many pressed what, in words, and the replies that came out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stories.models import ReactionCount, Reply, Story
from stories.models.reply import Feeling
from stories.models.times import season_of
from stories.privacy.small_numbers import tell

SHOWN = 60  # replies at most on a page; the newest quarters stay


@dataclass(frozen=True)
class Feelings:
    """One of the three buttons, and what is told of how many pressed it: nothing, "A few people", "20+ people"."""

    value: str
    label: str
    told: str


@dataclass(frozen=True)
class Given:
    """One reply as its page prints it."""

    kind: str
    season: str
    text: str
    link: str
    host: str


def feelings_about(story: Story) -> list[Feelings]:
    """Return the three buttons in their order, in one query. The numbers move once a week and are told in fives."""
    numbers = dict(ReactionCount.objects.filter(story=story).values_list("kind", "number"))
    return [Feelings(each.value, str(each.label), _told(numbers.get(each.value, 0))) for each in Feeling]


def replies_to(story: Story) -> list[Given]:
    """Return the replies, quarter by quarter and within one in no order of time, in one query."""
    rows = sorted(Reply.objects.filter(story=story).order_by("-quarter", "id")[:SHOWN], key=lambda row: row.quarter)
    return [Given(row.get_kind_display(), season_of(row.quarter), row.text, row.link, row.host) for row in rows]


def _told(number: int) -> str:
    told = tell(number)
    if told is None:
        return _("A few people")
    return _("%(number)s+ people") % {"number": told} if told else ""
