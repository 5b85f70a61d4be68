"""What the share pages and the author's page show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.models import Message, ReaderNote, Receipt, Step, Story, StoryTopic, Submission, Topic, WorkGroup
from stories.models.submission import Move
from stories.models.times import monday_of
from stories.privacy.difference import Change, difference
from stories.privacy.sealing import unseal, unseal_parts
from stories.submission.receipt import digest_of, read_receipt

PARTS = {
    "title": gettext_lazy("Title"),
    "happened": gettext_lazy("What happened"),
    "felt": gettext_lazy("What it was like"),
    "helped": gettext_lazy("What helped"),
    "advice": gettext_lazy("What you’d tell a colleague"),
}
STEPS = {
    "": gettext_lazy("Sent"),
    Move.CLAIM: gettext_lazy("Being read"),
    Move.ASK: gettext_lazy("We have a question"),
    Move.ANSWER: gettext_lazy("You answered"),
    Move.OFFER: gettext_lazy("Changes offered"),
    Move.ACCEPT: gettext_lazy("You said yes to the changes"),
    Move.REWRITE: gettext_lazy("You changed your story"),
    Move.SEND_FOR_SECOND_READ: gettext_lazy("A second person reads it"),
    Move.APPROVE: gettext_lazy("Approved"),
    Move.REOPEN: gettext_lazy("Being read again"),
    Move.DECLINE: gettext_lazy("Not published"),
    Move.ESCALATE: gettext_lazy("With our senior readers"),
    Move.RELEASE: gettext_lazy("Published"),
}


class Named(Protocol):
    """An entry of a list that a form offers."""

    slug: str
    name: str


@dataclass(frozen=True)
class Vocabulary:
    """What an author can choose from."""

    topics: list[Topic]
    helped_by: list[Topic]
    notes: list[ReaderNote]
    work_group: list[WorkGroup]

    def choices(self, field: str) -> list[tuple[str, str]]:
        """Return the entries for one field of the form, as slug and name."""
        entries: Iterable[Named] = getattr(self, field)
        return [(entry.slug, entry.name) for entry in entries]


def vocabulary() -> Vocabulary:
    """Return the topics in use, the notes, and the groups of work that enough people share."""
    topics = list(Topic.objects.current())
    groups = WorkGroup.objects.filter(head_count__gte=settings.CAIRN_SMALLEST_GROUP)
    return Vocabulary(
        topics=[topic for topic in topics if topic.kind == Topic.Kind.STRESSOR],
        helped_by=[topic for topic in topics if topic.kind == Topic.Kind.HELPED],
        notes=list(ReaderNote.objects.all()),
        work_group=list(groups),
    )


def company(topics: Iterable[Topic] = ()) -> list[Story]:
    """Return up to three stories, the newest about these topics, or the newest of all where none is named.

    None where reading asks for an account: this page asks for none, and a title is part of a story.
    """
    if settings.CAIRN_READING == "signed-in":
        return []
    stories = Story.objects.newest_first().only("id", "title", "quarter")
    chosen = list(topics)
    if chosen:
        stories = stories.filter(pk__in=StoryTopic.objects.filter(tag__in=chosen).values("content_object"))
    return list(stories[:3])


def receipt_row(typed: str) -> Receipt | None:
    """Return the row behind a receipt as somebody typed it, with its story, or None when there is none."""
    code = read_receipt(typed)
    if code is None:
        return None
    return Receipt.objects.select_related("submission__story").filter(digest=digest_of(code)).first()


@dataclass(frozen=True)
class Line:
    """One line of the timeline: what happened, and in which week."""

    words: str
    week: str
    is_latest: bool = False


@dataclass(frozen=True)
class Said:
    """One message, opened."""

    is_from_team: bool
    is_question: bool
    body: str
    week: str


@dataclass(frozen=True)
class PartChange:
    """One part of the story, as the author wrote it against as it would be published."""

    name: str
    changes: list[Change]

    @property
    def is_changed(self) -> bool:
        """Whether anything is different."""
        return any(change.kind != "same" for change in self.changes)


def timeline(submission: Submission) -> list[Line]:
    """Return the steps of a story in the author's words, newest first; a step said twice in a row is said once."""
    lines: list[Line] = []
    for step in Step.objects.filter(submission=submission):
        words = str(STEPS[step.move])
        if not lines or lines[-1].words != words:
            lines.append(Line(words, in_words(step.week)))
    latest = [Line(lines[-1].words, lines[-1].week, is_latest=True)]
    return latest + lines[-2::-1]


def conversation(submission: Submission) -> list[Said]:
    """Return the messages between author and team, opened, the oldest first."""
    return [
        Said(
            is_from_team=message.sender == Message.Sender.TEAM,
            is_question=message.kind == Message.Kind.QUESTION,
            body=unseal(submission, f"message {message.number}", message.sealed_body),
            week=in_words(message.week),
        )
        for message in Message.objects.filter(submission=submission)
    ]


def own_words(submission: Submission) -> dict[str, str]:
    """Return the title and parts as the author wrote them; nothing once the story is out."""
    return _opened(submission, "original", submission.sealed_original)


def offered_words(submission: Submission) -> dict[str, str]:
    """Return the title and parts as the team would publish them; the author's own where the team changed nothing."""
    return _opened(submission, "edit", submission.sealed_edit) or own_words(submission)


def changed_parts(submission: Submission) -> list[PartChange]:
    """Return each part that has words, with what the team changed in it."""
    before, after = own_words(submission), offered_words(submission)
    pairs = ((name, before.get(part, ""), after.get(part, "")) for part, name in PARTS.items())
    return [PartChange(str(name), difference(old, new)) for name, old, new in pairs if old or new]


def in_words(week: str) -> str:
    """Return an ISO week as people say it: "week of 23 November"."""
    return _("week of %(day)s") % {"day": date_format(monday_of(week), "j F")}


def _opened(submission: Submission, field: str, sealed: bytes | memoryview) -> dict[str, str]:
    if not sealed:
        return {}
    words = unseal_parts(submission, field, sealed)
    return {part: words.get(part, "") for part in PARTS}
