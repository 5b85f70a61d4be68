"""What the desk reads of one story, for its reader. The lists are in waiting.py."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404

from accounts.models import User
from stories.models import Claim, DeclineReason, MessageTemplate, Replacement, Story, Submission, Topic
from stories.models.keys import LENGTH, from_base32
from stories.models.submission import State
from stories.topics.matching import suggested_terms
from stories.topics.vocabulary import Term, load_vocabulary

SIMILAR = 3


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


def crisis_reason() -> DeclineReason | None:
    """Return the reason, of those offered, whose words are for an author who may be in danger."""
    found: DeclineReason | None = DeclineReason.objects.offered().filter(counts_as=DeclineReason.Counts.CRISIS).first()
    return found


def support_words() -> str:
    """Return the words of support that the team offers first; nothing where it offers none."""
    words = MessageTemplate.objects.offered().filter(use=MessageTemplate.Use.SUPPORT).values_list("body", flat=True)
    return words.first() or ""


def decline_reason(slug: str) -> DeclineReason | None:
    """Return the team's reason of that name, also one that is no longer offered."""
    found: DeclineReason | None = DeclineReason.objects.filter(slug=slug).first()
    return found
