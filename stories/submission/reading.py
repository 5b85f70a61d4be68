"""What the author's own page shows: the story behind a receipt, opened. Reads only."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.models import Message, Receipt, Step, Submission
from stories.models.submission import Move, Priority, State
from stories.models.times import monday_of
from stories.privacy.difference import Change, difference
from stories.privacy.sealing import unseal, unseal_parts
from stories.submission.receipt import binding_of, digest_of, read_receipt
from stories.submission.rules import erased_unpublished_on, last_day_to_answer

NO_RECEIPT = ""  # no story has it: a receipt has twenty letters
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
    Move.EXPIRE: gettext_lazy("No answer came"),
    Move.ESCALATE: gettext_lazy("With our senior readers"),
    Move.RELEASE: gettext_lazy("Published"),
    Move.PULL: gettext_lazy("Out of sight while we check it"),
    Move.RETURN: gettext_lazy("Back on the site"),
    Move.REMOVE: gettext_lazy("Taken off the site"),
}


def receipt_row(typed: str) -> Receipt | None:
    """Return the row behind a receipt as somebody typed it, with its story, or None when there is none.

    One that was pointed at another story than its own is answered as if it had never been handed out.

    What cannot be a receipt is looked up like one: how long the answer takes says nothing of why there is none.
    """
    digest = digest_of(read_receipt(typed) or NO_RECEIPT)
    row = Receipt.objects.select_related("submission__story").filter(digest=digest).first()
    is_bound = _is_bound(row, digest)
    return row if is_bound else None


def _is_bound(row: Receipt | None, digest: str) -> bool:
    """Say whether a row points where it did when the receipt was handed out, or nowhere. The same work for each kind.

    Compared as bytes: somebody who writes to the database can write any letters.
    """
    points_at, binding = (row.submission_id, row.binding) if row else (None, "")
    is_ours = hmac.compare_digest(binding_of(digest, points_at).encode(), binding.encode())
    return points_at is None or is_ours


@dataclass(frozen=True)
class Line:
    """One line of the timeline: what happened, and in which week."""

    words: str
    week: str
    is_latest: bool = False


@dataclass(frozen=True)
class Wait:
    """Until when we wait for the author, and whether a person decides after that, as for words of risk."""

    until: date
    is_read_again: bool


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


def is_reopened(lines: list[Line]) -> bool:
    """Say whether the newest line of a timeline is that the team took back what it had decided."""
    return lines[0].words == str(STEPS[Move.REOPEN])


def wait_for_author(submission: Submission) -> Wait | None:
    """Return how long we wait for an answer; None when none is asked for."""
    if submission.state not in {State.QUESTION, State.OFFERED}:
        return None
    asked = Step.objects.filter(submission=submission).values_list("week", flat=True).last()
    until = last_day_to_answer(asked) if asked else date.max
    return Wait(min(until, erased_unpublished_on(submission)), submission.priority == Priority.READ_FIRST)


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
