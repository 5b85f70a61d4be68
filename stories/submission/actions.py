"""What an author does: sends a story, answers, accepts, rewrites, takes back. Their half of the door for state."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from django.db import transaction

from stories.models import Message, ReaderNote, Receipt, Submission, Topic, WorkGroup
from stories.models.submission import Move, Priority
from stories.models.times import this_quarter
from stories.models.transitions import move_to, write_step
from stories.privacy.sealing import add_key, seal, seal_parts
from stories.privacy.text import word_count
from stories.publishing.actions import erase_submission, withdraw_story
from stories.submission.receipt import digest_of, receipt_for

WORDS_ROUNDED_TO = 20


@dataclass(frozen=True)
class Parts:
    """A story's title and four parts, as plain text."""

    title: str = ""
    happened: str = ""
    felt: str = ""
    helped: str = ""
    advice: str = ""

    def words(self) -> int:
        """Return how many words the four parts have."""
        return word_count(self.happened, self.felt, self.helped, self.advice)


@dataclass(frozen=True)
class Draft:
    """Everything that an author sends."""

    parts: Parts
    publish_consent: str
    quote_consent: str
    work_group: WorkGroup | None = None
    topics: Sequence[Topic] = ()
    notes: Sequence[ReaderNote] = field(default=())
    needs_reading_first: bool = False
    quarter: str = ""


@transaction.atomic
def receive_story(*, draft: Draft) -> Submission:
    """Seal and store a story that nobody holds a receipt for (an import), and return its row."""
    submission = Submission.objects.create(
        publish_consent=draft.publish_consent,
        quote_consent=draft.quote_consent,
        work_group=draft.work_group,
        quarter=draft.quarter or this_quarter(),
        length=round(draft.parts.words() / WORDS_ROUNDED_TO) * WORDS_ROUNDED_TO,
        priority=Priority.READ_FIRST if draft.needs_reading_first else Priority.READY,
    )
    add_key(submission)
    submission.sealed_original = seal_parts(submission, "original", asdict(draft.parts))
    submission.save(update_fields=["sealed_original"])
    submission.topics.set(draft.topics)
    submission.notes.set(draft.notes)
    write_step(submission)
    return submission


@transaction.atomic
def submit_story(*, draft: Draft, nonce: str) -> str:
    """Seal and store a story, and return its receipt (20 characters), which is stored nowhere.

    `nonce` is the form's number. The same form with the same words sent twice is one story with one receipt.
    """
    receipt = receipt_for(nonce, json.dumps(asdict(draft.parts), sort_keys=True))
    row, made = Receipt.objects.get_or_create(digest=digest_of(receipt))
    if made:
        row.submission = receive_story(draft=draft)
        row.save(update_fields=["submission"])
    return receipt


@transaction.atomic
def take_back(*, receipt: Receipt) -> None:
    """Erase the story behind a receipt, waiting or published. The receipt stays and points nowhere."""
    submission = Submission.objects.select_for_update().filter(receipt=receipt).select_related("story").first()
    if submission is None:
        return
    if submission.story is not None:
        withdraw_story(submission.story)
    else:
        erase_submission(submission)


@transaction.atomic
def answer(*, submission: Submission, version: int, text: str) -> None:
    """Send the author's answer to a question. Raises NotAllowed when nothing was asked, or the story moved on."""
    submission = locked(submission, version)
    add_message(submission, sender=Message.Sender.AUTHOR, kind=Message.Kind.ANSWER, text=text)
    move_to(submission, Move.ANSWER)


def add_message(submission: Submission, *, sender: str, kind: str, text: str) -> Message:
    """Seal and store one message at the end of the conversation. The row must be locked."""
    last = submission.messages.order_by("-number").values_list("number", flat=True).first() or 0
    number = last + 1
    return Message.objects.create(
        submission=submission,
        number=number,
        sender=sender,
        kind=kind,
        sealed_body=seal(submission, f"message {number}", text),
    )


def locked(submission: Submission, version: int) -> Submission:
    """Return the row locked for this transaction. Raises Stale when it is no longer at this version."""
    row = Submission.objects.select_for_update().filter(pk=submission.pk).first()
    if row is None or row.version != version:
        raise Stale
    return row


class Stale(Exception):
    """Somebody changed the story since the page was shown. Carries no text."""
