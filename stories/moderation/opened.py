"""A story opened for the moderator who has it in hand: both versions, what changed, and what to look at twice."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stories.models import Message, SecondRead, Story, Submission
from stories.privacy.crisis import risk_phrases
from stories.privacy.difference import Change, difference
from stories.privacy.identity import Find, find_in_parts
from stories.privacy.sealing import unseal, unseal_parts
from stories.publishing.actions import PARTS

LABELS = {field.name: field.verbose_name for field in Story._meta.fields} | {"title": _("Title")}


@dataclass(frozen=True)
class Piece:
    """A run of an author's words; `number` when it is a find, as numbered beside the story."""

    text: str
    number: int = 0


@dataclass(frozen=True)
class Part:
    """One part of a story: as it was sent, and what changed since."""

    name: str
    label: str | Promise
    paragraphs: list[list[Piece]]
    changes: list[Change]

    @property
    def is_changed(self) -> bool:
        """Whether the version to publish differs here."""
        return any(change.kind != "same" for change in self.changes)


@dataclass(frozen=True)
class Opened:
    """Everything of a story that its reader sees."""

    original: dict[str, str]
    edit: dict[str, str]
    parts: list[Part]
    finds: list[Find]
    risks: list[str]
    messages: list[tuple[Message, str]]

    @property
    def is_changed(self) -> bool:
        """Whether the version to publish is not the author's any more."""
        return self.original != self.edit

    @property
    def title(self) -> str:
        """The title of the version to publish; can be empty."""
        return self.edit["title"]


def open_story(submission: Submission) -> Opened:
    """Unseal a story for the desk. Raises SealedKey.DoesNotExist when it was erased in the meantime."""
    original = unseal_parts(submission, "original", submission.sealed_original)
    edit = unseal_parts(submission, "edit", submission.sealed_edit) if submission.sealed_edit else original
    found = find_in_parts({name: original[name] for name in ("title", *PARTS)})
    numbered = 0
    parts = []
    for name in ("title", *PARTS):
        finds = [find for find in found if find.part == name]
        pieces = _paragraphs(original[name], finds, numbered)
        numbered += len(finds)
        label = LABELS[name]
        parts.append(Part(name, label, pieces, difference(original[name], edit[name])))
    text = "\n\n".join(original[name] for name in PARTS)
    return Opened(original, edit, parts, found, risk_phrases(text), read_messages(submission))


def read_title(submission: Submission) -> str:
    """Return the title of the version to publish; can be empty."""
    if submission.sealed_edit:
        return unseal_parts(submission, "edit", submission.sealed_edit)["title"]
    return unseal_parts(submission, "original", submission.sealed_original)["title"]


def read_messages(submission: Submission) -> list[tuple[Message, str]]:
    """Return the conversation with its words, oldest first."""
    return [
        (message, unseal(submission, f"message {message.number}", message.sealed_body))
        for message in submission.messages.all()
    ]


def read_desk_notes(submission: Submission) -> list[str]:
    """Return what earlier readers left for the next one, oldest first."""
    return [unseal(submission, f"desk note {note.number}", note.sealed_body) for note in submission.desk_notes.all()]


def read_reply(submission: Submission, proposal: SecondRead) -> str:
    """Return the words in which the first reader would decline, or nothing."""
    return unseal(submission, "second read", proposal.sealed_reply) if proposal.sealed_reply else ""


def _paragraphs(text: str, finds: list[Find], numbered: int) -> list[list[Piece]]:
    """Return the paragraphs of a part, cut where a find starts and ends; `numbered` finds came before."""
    paragraphs: list[list[Piece]] = []
    start = 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        here = [(number, find) for number, find in enumerate(finds, numbered + 1) if start <= find.start < end]
        pieces, place = [], start
        for number, find in here:
            stop = min(find.end, end)
            pieces += [Piece(text[place : find.start]), Piece(text[find.start : stop], number)]
            place = stop
        pieces.append(Piece(text[place:end]))
        paragraphs.append([piece for piece in pieces if piece.text])
        start = end + 2
    return [pieces for pieces in paragraphs if pieces]
