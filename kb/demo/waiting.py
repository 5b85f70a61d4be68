"""Sends the demonstration's waiting stories in, sealed as any other, and takes each as far as its file says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from kb.demo.reading import Entry, read
from kb.demo.vocabulary import Vocabulary
from stories.models import Claim, SecondRead, Submission
from stories.models.message import Message
from stories.models.story import PART_LENGTH, TITLE_LENGTH, Consent
from stories.models.submission import Move, State
from stories.models.times import week_of
from stories.models.transitions import move_to
from stories.moderation.actions.door import decide
from stories.privacy.crisis import risk_phrases
from stories.privacy.sealing import seal_parts
from stories.submission.actions import Draft, Parts, add_message, submit_story
from stories.submission.receipt import digest_of, grouped

# How a story comes to stand where its file says, by the same table that holds for real ones.
PATHS: Mapping[str, Sequence[Move]] = {
    State.RECEIVED: (),
    State.IN_REVIEW: (Move.CLAIM,),
    State.QUESTION: (Move.CLAIM, Move.ASK),
    State.ANSWERED: (Move.CLAIM, Move.ASK, Move.ANSWER),
    State.OFFERED: (Move.CLAIM, Move.OFFER),
    State.SECOND_READ: (Move.CLAIM, Move.SEND_FOR_SECOND_READ),
    State.APPROVED: (Move.CLAIM, Move.APPROVE),
    State.DECLINED: (Move.CLAIM, Move.DECLINE),
}
SETTLED = (State.APPROVED, State.DECLINED)
# Told beside the sign-ins: each opens another page behind "Check my story".
SHOWN_RECEIPTS = (State.QUESTION, State.OFFERED, State.DECLINED)


def load_waiting(folder: Path, words: Vocabulary, moderator: User) -> int:
    """Send in what was not sent before, and return how many. `moderator` is who has read it. Raises ContentError."""
    before = set(Submission.objects.values_list("pk", flat=True))
    added = 0
    for entry in read(folder / "submissions.toml", key="submission", named_by="key"):
        draft = _draft(entry, words)
        submission = _behind(_send(entry, draft))
        state = State(entry.choice("state", PATHS))
        edit, messages, week = _edit(entry, draft.parts), entry.entries("message"), _week(entry)
        # Sent before, and perhaps taken back or read since: left as it is.
        if submission is None or submission.pk in before:
            continue
        _bring_to(submission, state, edit, moderator)
        for message in messages:
            _add(submission, message)
        _date(submission, week)
        added += 1
    return added


def receipts(folder: Path, words: Vocabulary) -> dict[str, str]:
    """Return receipts to try, in groups of four, by the state of the story behind each. Raises ContentError."""
    found: dict[str, str] = {}
    for entry in read(folder / "submissions.toml", key="submission", named_by="key"):
        entry.asked.update(entry.table)
        receipt = _send(entry, _draft(entry, words))
        submission = _behind(receipt)
        if submission is not None and submission.state in SHOWN_RECEIPTS:
            found.setdefault(str(State(submission.state).label), " ".join(grouped(receipt)))
    return found


def _send(entry: Entry, draft: Draft) -> str:
    """Send the story in and return its receipt: the same words with the same nonce are one story, however often."""
    return submit_story(draft=draft, nonce=f"demonstration {entry.text('key')}")


def _behind(receipt: str) -> Submission | None:
    return Submission.objects.filter(receipt__digest=digest_of(receipt)).first()


def _draft(entry: Entry, words: Vocabulary) -> Draft:
    parts = Parts(
        title=entry.text("title", most=TITLE_LENGTH, empty=True),
        happened=entry.text("happened", most=PART_LENGTH),
        felt=entry.text("felt", most=PART_LENGTH, empty=True),
        helped=entry.text("what_helped", most=PART_LENGTH, empty=True),
        advice=entry.text("advice", most=PART_LENGTH, empty=True),
    )
    setting = entry.text("setting", empty=True)
    return Draft(
        parts=parts,
        publish_consent=entry.choice("publish", (Consent.YES, Consent.NO)),
        quote_consent=entry.choice("quote", Consent.values),
        work_group=entry.found("setting", [setting], words.settings)[0] if setting else None,
        topics=[
            *entry.found("stressors", entry.texts("stressors"), words.stressors),
            *entry.found("helped", entry.texts("helped"), words.helped),
        ],
        notes=entry.found("notes", entry.texts("notes"), words.notes),
        needs_reading_first=bool(risk_phrases("\n".join(asdict(parts).values()))),
    )


def _edit(entry: Entry, parts: Parts) -> Parts | None:
    """Return the moderator's version, or None. What the file does not say stays as the author wrote it."""
    entry.asked.add("edit")
    if "edit" not in entry.table:
        return None
    edit = Entry(f"{entry.where}, edit", entry.table["edit"])
    changed = {
        part: edit.text(key, most=PART_LENGTH)
        for part, key in (("happened", "happened"), ("felt", "felt"), ("helped", "what_helped"), ("advice", "advice"))
        if key in edit.table
    }
    if "title" in edit.table:
        changed["title"] = edit.text("title", most=TITLE_LENGTH)
    edit.no_more()
    return replace(parts, **changed)


def _week(entry: Entry) -> str:
    weeks_ago = entry.number("weeks_ago", most=12, default=0)
    return week_of(timezone.localdate() - timedelta(weeks=weeks_ago))


def _bring_to(submission: Submission, state: State, edit: Parts | None, moderator: User) -> None:
    for move in PATHS[state]:
        if move == Move.ANSWER:  # the author's own; all the others are the desk's
            move_to(submission, move)
        else:
            decide(submission, move, by=moderator)
    if edit is not None:
        submission.sealed_edit = seal_parts(submission, "edit", asdict(edit))
        submission.save(update_fields=["sealed_edit"])
    if state == State.IN_REVIEW:
        until = timezone.now() + timedelta(minutes=settings.CAIRN_CLAIM_MINUTES)
        Claim.objects.create(submission=submission, moderator=moderator, until=until)
    if state == State.SECOND_READ:
        proposal = SecondRead.Proposal.APPROVE
        SecondRead.objects.create(submission=submission, first_reader=moderator, proposal=proposal)


def _add(submission: Submission, message: Entry) -> None:
    add_message(
        submission,
        sender=message.choice("sender", Message.Sender.values),
        kind=message.choice("kind", Message.Kind.values),
        text=message.text("body"),
    )
    message.no_more()


def _date(submission: Submission, week: str) -> None:
    """Let it have come in that week; what the team did is of this week."""
    submission.received_week = week
    submission.steps.filter(number=1).update(week=week)
    if submission.state in SETTLED:
        submission.settled_week = week_of(timezone.localdate())
    submission.save(update_fields=["received_week", "settled_week"])
