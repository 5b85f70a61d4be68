"""What an author does: sends a story, answers, accepts, rewrites, takes back. Their half of the door for state."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from django.conf import settings
from django.db import IntegrityError, transaction

from stories.models import Decision, Message, ReaderNote, Receipt, SecondRead, Submission, Topic, Total, WorkGroup
from stories.models.story import Consent
from stories.models.submission import Move, Priority, State
from stories.models.times import this_quarter, this_week
from stories.models.transitions import NotAllowed, move_to, write_step
from stories.privacy.crisis import risk_phrases
from stories.privacy.language import language_to_keep
from stories.privacy.sealing import add_key, decision_subject, seal, seal_parts, unseal_parts
from stories.privacy.text import word_count
from stories.publishing.actions import erase_submission, withdraw_story
from stories.publishing.erasing import erase_now
from stories.publishing.schedule import release_due
from stories.publishing.totals import add
from stories.submission.receipt import binding_of, digest_of, digest_of_form, receipt_for
from stories.submission.rules import needs_second_read

WORDS_ROUNDED_TO = 20


def rounded(words: int) -> int:
    """Return the number of words as it is kept: no closer than twenty."""
    return round(words / WORDS_ROUNDED_TO) * WORDS_ROUNDED_TO


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

    def text(self) -> str:
        """Return all that was written, the title too, with an empty line between."""
        return "\n\n".join(part for part in asdict(self).values() if part)


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
        length=rounded(draft.parts.words()),
        language="" if draft.work_group else language_to_keep(draft.parts.text()),
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
        row.binding = binding_of(row.digest, row.submission.pk)
        row.save(update_fields=["submission", "binding"])
    return receipt


def finish_form(*, receipt: str, nonce: str) -> None:
    """Note that the author holds this receipt and is done with the form: from now on the form shows nothing.

    Nothing is noted for a form that has no number; the same form is noted once, whichever of its receipts came first.
    """
    if not nonce:
        return
    try:
        with transaction.atomic():
            Receipt.objects.filter(digest=digest_of(receipt), form=None).update(form=digest_of_form(nonce))
    except IntegrityError:
        return


@transaction.atomic
def take_back(*, receipt: Receipt) -> None:
    """Erase the story behind a receipt, waiting or published. The receipt stays and points nowhere."""
    # The story is asked for after the lock, not joined to it: one that a release publishes while this waits would
    # not be seen, and stay out.
    submission = Submission.objects.select_for_update().filter(receipt=receipt).first()
    if submission is None:
        return
    if submission.story is not None:
        withdraw_story(submission.story)
    else:
        erase_submission(submission)
    add(Total.Kind.TAKEN_BACK)


@transaction.atomic
def answer(*, submission: Submission, version: int, text: str) -> None:
    """Send the author's answer to a question.

    Raises Stale when the story moved on, NotAllowed when nothing was asked.
    """
    submission = locked(submission, version)
    move_to(submission, Move.ANSWER)
    add_message(submission, sender=Message.Sender.AUTHOR, kind=Message.Kind.ANSWER, text=text)
    _read_first_if_risky(submission, text)


def accept(*, submission: Submission, version: int) -> None:
    """Take the changes that were offered: the story is approved, or goes to a second reader when it is a heavy one.

    Where stories come out at once, it comes out. Raises Stale when the story moved on, NotAllowed when nothing was
    offered or the author wants it kept back.
    """
    with transaction.atomic():
        submission = locked(submission, version)
        if submission.publish_consent != Consent.YES:
            raise NotAllowed(Move.ACCEPT)
        _keep_what_was_accepted(submission)
        if needs_second_read(submission):
            move_to(submission, Move.ACCEPT, to=State.SECOND_READ)
            _name_first_reader(submission)
        else:
            move_to(submission, Move.ACCEPT)
            submission.settled_week = this_week()
            submission.save(update_fields=["settled_week"])
            SecondRead.objects.filter(submission=submission).delete()
    if settings.CAIRN_RELEASE == "at-once":
        release_due()


@transaction.atomic
def rewrite(*, submission: Submission, version: int, parts: Parts) -> None:
    """Put the author's new words in place of the old, which are gone; whatever was decided about the old ones too.

    Raises Stale when the story moved on, NotAllowed while somebody reads it or when it is out.
    """
    submission = locked(submission, version)
    unread, declined = submission.state == State.RECEIVED, submission.state == State.DECLINED
    move_to(submission, Move.REWRITE, to=State.RECEIVED if unread else State.ANSWERED)
    submission.sealed_original = seal_parts(submission, "original", asdict(parts))
    submission.sealed_edit = submission.sealed_accepted = b""
    submission.settled_week = ""
    submission.length = rounded(parts.words())
    submission.language = "" if submission.work_group_id else language_to_keep(parts.text())
    if declined:  # or the new words could be erased as too old before anybody has read them
        submission.received_week = this_week()
    sealed = ["sealed_original", "sealed_edit", "sealed_accepted"]
    submission.save(update_fields=[*sealed, "settled_week", "length", "language", "received_week"])
    SecondRead.objects.filter(submission=submission).delete()
    _read_first_if_risky(submission, parts.text())
    transaction.on_commit(erase_now)


def _read_first_if_risky(submission: Submission, text: str) -> None:
    """Move the story up the queue when its new words speak of risk; it is never moved down."""
    if risk_phrases(text):
        submission.priority = Priority.READ_FIRST
        submission.save(update_fields=["priority"])


def _keep_what_was_accepted(submission: Submission) -> None:
    """Seal what the author says yes to, so that nobody changes its words after them."""
    if submission.sealed_edit:
        words = unseal_parts(submission, "edit", submission.sealed_edit)
        submission.sealed_accepted = seal_parts(submission, "accepted", words)
        submission.save(update_fields=["sealed_accepted"])


def _name_first_reader(submission: Submission) -> None:
    """Let whoever offered the changes count as the first reader, so that somebody else is the second.

    The offer itself says who that was. Where it does not, the quarter's decisions do; when their key is gone too, any
    second reader is as good.
    """
    if SecondRead.objects.filter(submission=submission).exists():
        return
    offers = Decision.objects.filter(subject=decision_subject(submission), move=Move.OFFER).exclude(actor=None)
    reader = offers.order_by("-day").values_list("actor", flat=True).first()
    if reader:
        proposal = SecondRead.Proposal.APPROVE
        SecondRead.objects.create(submission=submission, first_reader_id=reader, proposal=proposal)


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
