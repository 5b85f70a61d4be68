"""The decisions: each ends the reading, and says so to the author where there is something to say."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.roles import Ability
from stories.models import DeclineReason, Message, SecondRead, Story, Submission
from stories.models.story import Consent
from stories.models.submission import Move, State
from stories.models.times import this_week
from stories.models.transitions import NotAllowed
from stories.moderation.actions.claims import NotSecondReader
from stories.moderation.actions.door import decide, in_hand, note_decision, reads_second
from stories.moderation.duty.actions import owe_letter
from stories.moderation.rules import PATTERNS_ONLY
from stories.moderation.verdict import Asks, judged
from stories.privacy.sealing import seal, unseal_parts
from stories.publishing.actions import release
from stories.publishing.schedule import next_batch, release_all
from stories.publishing.totals import UNDONE
from stories.submission.actions import add_message, locked


class WordsChanged(Exception):
    """More than details went, so the author has to accept the version first. `parts` says where, and why."""

    def __init__(self, parts: dict[str, Asks]) -> None:
        super().__init__()
        self.parts = parts


class NotReady(Exception):
    """The story cannot come out like this: no consent, no title, or nothing to offer."""


def approve(*, submission: Submission, version: int, by: User) -> State:
    """Let the story out, or propose it to a second reader where it needs one; return where it stands now.

    Raises NotReady without the author's consent or a title, WordsChanged when they have not accepted its words, also
    for a second reader; Gone, Stale or NotYours.
    """
    with transaction.atomic():
        row = in_hand(submission, version=version, by=by)
        _check_consent(row)
        if not _to_publish(row)["title"]:
            raise NotReady
        verdict = judged(row)
        if verdict.asks:
            raise WordsChanged(verdict.asks)
        if verdict.needs_second and not reads_second(row, by):
            _propose(row, SecondRead.Proposal.APPROVE, by=by)
        else:
            _settle(row, Move.APPROVE, by=by)
        state = State(row.state)
    if settings.CAIRN_RELEASE == "at-once":
        release_all()
    return state


@transaction.atomic
def offer(*, submission: Submission, version: int, by: User, text: str) -> None:
    """Ask the author whether the changed words will do.

    Raises NotReady when nothing changed, Gone, Stale or NotYours.
    """
    row = in_hand(submission, version=version, by=by)
    _check_consent(row)
    if not row.sealed_edit or not _to_publish(row)["title"]:
        raise NotReady
    _say(row, Message.Kind.OFFER, text)
    # Also where one reader is enough: a note that asks for two may be heavy by the time the author says yes.
    _remember_first_reader(row, SecondRead.Proposal.APPROVE, by=by)
    decide(row, Move.OFFER, by=by)


@transaction.atomic
def ask(*, submission: Submission, version: int, by: User, text: str) -> None:
    """Ask the author a question. Raises Gone, Stale or NotYours."""
    row = in_hand(submission, version=version, by=by)
    _say(row, Message.Kind.QUESTION, text)
    decide(row, Move.ASK, by=by)


@transaction.atomic
def send_for_second_read(*, submission: Submission, version: int, by: User) -> None:
    """Ask for another pair of eyes, without a proposal. Raises Gone, Stale or NotYours."""
    row = in_hand(submission, version=version, by=by)
    _propose(row, SecondRead.Proposal.NONE, by=by)


@transaction.atomic
def send_back(*, submission: Submission, version: int, by: User) -> None:
    """A second reader does not agree: it is read again from the start. Raises NotAllowed, Gone, Stale or NotYours."""
    row = in_hand(submission, version=version, by=by)
    if not reads_second(row, by):
        raise NotAllowed(Move.LAPSE)
    SecondRead.objects.filter(submission=row).delete()
    decide(row, Move.LAPSE, by=by, to=State.RECEIVED)


@transaction.atomic
def decline(*, submission: Submission, version: int, by: User, reason: str, text: str) -> State:
    """Do not publish, and say why; return where it stands now: the first reader only proposes it.

    `reason` is the short name of one of the team's; the record keeps what it counts as. Raises Gone, Stale or NotYours.
    """
    row = in_hand(submission, version=version, by=by)
    if reads_second(row, by):
        _say(row, Message.Kind.DECLINE, text)
        _settle(row, Move.DECLINE, by=by, reason=_counts_as(reason))
    else:
        _propose(row, SecondRead.Proposal.DECLINE, by=by, reason=reason, reply=text)
    return State(row.state)


@transaction.atomic
def keep_for_patterns(*, submission: Submission, version: int, by: User, text: str) -> None:
    """Thank an author who did not want the story published; needs no second reader, since they decided it.

    Raises NotReady when the author does want it published, Gone, Stale or NotYours.
    """
    row = in_hand(submission, version=version, by=by)
    if row.publish_consent == Consent.YES:
        raise NotReady
    _say(row, Message.Kind.DECLINE, text)
    _settle(row, Move.DECLINE, by=by, reason=PATTERNS_ONLY)


@transaction.atomic
def escalate(*, submission: Submission, version: int, by: User, reason: str, text: str) -> None:
    """Hand it to a senior moderator at once, and send the author words of support; the duty address is told.

    Raises Gone, Stale or NotYours.
    """
    row = in_hand(submission, version=version, by=by)
    _say(row, Message.Kind.SUPPORT, text)
    _remember_first_reader(row, SecondRead.Proposal.NONE, by=by, reason=reason)
    decide(row, Move.ESCALATE, by=by, reason=reason)
    owe_letter()


@transaction.atomic
def reopen(*, submission: Submission, version: int, by: User) -> None:
    """Take back an approval before its release, or, as a second reader, a no before it is erased.

    Its time starts again, or it could be erased as too old before it is read. Raises NotSecondReader, NotAllowed when
    it is not settled any more, or Stale.
    """
    row = locked(submission, version)
    was_declined = row.state == State.DECLINED
    if was_declined and not by.may(Ability.SECOND_READ):
        raise NotSecondReader
    decide(row, Move.REOPEN, by=by, reason=UNDONE if was_declined else "")
    row.settled_week, row.received_week = "", this_week()
    row.save(update_fields=["settled_week", "received_week"])


@transaction.atomic
def release_now(*, by: User) -> list[Story]:
    """Release what waits, up to one batch, before its time, and return the stories."""
    batch = next_batch()
    stories = release(batch)
    for row in batch:
        note_decision(row, Move.RELEASE, by=by)
    return stories


def _check_consent(row: Submission) -> None:
    if row.publish_consent != Consent.YES:
        raise NotReady


def _to_publish(row: Submission) -> dict[str, str]:
    field, sealed = ("edit", row.sealed_edit) if row.sealed_edit else ("original", row.sealed_original)
    return unseal_parts(row, field, sealed)


def _counts_as(reason: str) -> str:
    """Return what a reason of the team counts as; one that the list does not know counts as itself."""
    return DeclineReason.objects.filter(slug=reason).values_list("counts_as", flat=True).first() or reason


def _say(row: Submission, kind: Message.Kind, text: str) -> None:
    add_message(row, sender=Message.Sender.TEAM, kind=kind, text=text)


def _settle(row: Submission, move: Move, *, by: User, reason: str = "") -> None:
    decide(row, move, by=by, reason=reason)
    row.settled_week = this_week()
    row.save(update_fields=["settled_week"])
    SecondRead.objects.filter(submission=row).delete()


def _propose(row: Submission, proposal: SecondRead.Proposal, *, by: User, reason: str = "", reply: str = "") -> None:
    _remember_first_reader(row, proposal, by=by, reason=reason, reply=reply)
    decide(row, Move.SEND_FOR_SECOND_READ, by=by, reason=_counts_as(reason) if reason else "")


def _remember_first_reader(
    row: Submission, proposal: SecondRead.Proposal, *, by: User, reason: str = "", reply: str = ""
) -> None:
    sealed = seal(row, "second read", reply) if reply else b""
    fields = {"first_reader": by, "second_reader": None, "proposal": proposal, "reason": reason, "sealed_reply": sealed}
    SecondRead.objects.update_or_create(submission=row, defaults=fields)
