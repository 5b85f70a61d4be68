"""What the desk reads: rows without words for the queue, and one story whole for its reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from accounts.models import User
from stories.models import Claim, DeclineReason, MessageTemplate, Replacement, Story, Submission, Topic
from stories.models.keys import LENGTH, from_base32, to_base32
from stories.models.submission import State, SubmissionQuerySet
from stories.models.times import WEEK
from stories.moderation.tabs import TABS, Tab
from stories.topics.matching import suggested_terms
from stories.topics.vocabulary import Term, load_vocabulary

PAGE = 25
SIMILAR = 3


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: where the next one goes on."""

    priority: int
    week: str
    key: int

    def __str__(self) -> str:
        return f"{self.priority}.{self.week}.{to_base32(self.key)}"


def read_cursor(text: str) -> Cursor | None:
    """Return the place that `str(cursor)` named, or None for anything else."""
    match text.split("."):
        case [priority, week, code] if priority in {"0", "1"} and WEEK.fullmatch(week) and len(code) == LENGTH:
            try:
                return Cursor(int(priority), week, from_base32(code))
            except ValueError:
                return None
    return None


def queue_page(
    tab: Tab, *, user: User, after: Cursor | None = None, with_claimed: bool = False
) -> tuple[list[Submission], Cursor | None]:
    """Return up to PAGE rows of a tab, risk first and then the oldest, and where the next page starts, if any."""
    rows = _under(tab, user=user, with_claimed=with_claimed)
    if after:
        same_week = Q(priority=after.priority, received_week=after.week, id__gt=after.key)
        later = Q(priority=after.priority, received_week__gt=after.week)
        rows = rows.filter(Q(priority__lt=after.priority) | later | same_week)
    found = list(rows.with_row().risk_first()[: PAGE + 1])
    if len(found) <= PAGE:
        return found, None
    last = found[PAGE - 1]
    return found[:PAGE], Cursor(last.priority, last.received_week, last.pk)


def tab_numbers(user: User) -> dict[str, str]:
    """Return how many lie under each tab, counted no further than a page: "7" or "25+"."""
    numbers = {}
    for tab in TABS:
        found = len(_under(tab, user=user).values_list("id")[: PAGE + 1])
        numbers[tab.slug] = f"{PAGE}+" if found > PAGE else str(found)
    return numbers


def _under(tab: Tab, *, user: User, with_claimed: bool = False) -> SubmissionQuerySet:
    rows: SubmissionQuerySet = Submission.objects.all()
    if not tab.states:
        return rows.filter(claim__moderator=user)
    return rows.in_state(*tab.states, *([State.IN_REVIEW] if with_claimed else []))


def submission_or_404(code: str) -> Submission:
    """Return the story behind a code of the desk's addresses. Raises Http404 when there is none (any more)."""
    try:
        key = from_base32(code)
    except ValueError:
        raise Http404 from None
    if len(code) != LENGTH or key >= 2**63:
        raise Http404
    rows = Submission.objects.exclude(state=State.PUBLISHED).select_related("second_read", "sealed_key")
    row: Submission | None = rows.with_row().defer(None).filter(pk=key).first()
    if row is None:
        raise Http404
    return row


def claim_of(user: User) -> Claim | None:
    """Return what the moderator has in hand."""
    claim: Claim | None = Claim.objects.filter(moderator=user).select_related("submission").first()
    return claim


def waiting_for_release(limit: int) -> int:
    """Return how many stories wait for release, counted up to `limit`."""
    return len(Submission.objects.in_state(State.APPROVED).values_list("id")[:limit])


def similar_stories(topics: list[Topic]) -> list[Story]:
    """Return up to SIMILAR published stories about one of the topics, the newest first."""
    found = Story.objects.filter(topic_items__tag__in=topics).newest_first().distinct()
    return list(found.only("id", "title", "position")[:SIMILAR])


def suggested_topics(words: Iterable[str], topics: list[Topic]) -> list[Term]:
    """Return the topics that the story's words name and that are not ticked yet, those named most first."""
    ticked = {topic.pk for topic in topics}
    named = suggested_terms("\n\n".join(words), load_vocabulary())
    return [term for term in named if term.id not in ticked]


def templates_for(use: str) -> list[MessageTemplate]:
    """Return the texts that a moderator may start a message from."""
    return list(MessageTemplate.objects.offered().filter(use=use))


def replacements() -> list[Replacement]:
    """Return the words that are offered in place of a detail."""
    return list(Replacement.objects.offered())


def reasons_to_start_from() -> list[DeclineReason]:
    """Return the team's reasons not to publish, each with words for the author."""
    return list(DeclineReason.objects.offered())


def decline_reason(slug: str) -> DeclineReason | None:
    """Return the team's reason of that name, also one that is no longer offered."""
    found: DeclineReason | None = DeclineReason.objects.filter(slug=slug).first()
    return found
