"""A story opened for the moderator who has it in hand: both versions, what changed, and what to look at twice."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stories.models import Message, SecondRead, Story, Submission
from stories.moderation.marking import Piece, Place, marked_paragraphs
from stories.moderation.redaction import place_of
from stories.privacy.crisis import risk_places
from stories.privacy.difference import difference
from stories.privacy.identity import Find, find_in_parts
from stories.privacy.sealing import unseal, unseal_parts
from stories.publishing.actions import PARTS

LABELS = {field.name: field.verbose_name for field in Story._meta.fields} | {"title": _("Title")}


@dataclass(frozen=True)
class Part:
    """One part of a story as it was sent, with what to look at twice marked in its paragraphs."""

    name: str
    label: str | Promise
    paragraphs: list[list[Piece]]


@dataclass(frozen=True)
class Listed:
    """A find as it is listed beside the story; `stands` says whether its words are in the version to publish.

    `like` is the number of the first find of the same words, which says the same of them; 0 for that one.
    """

    find: Find
    stands: bool
    like: int


@dataclass(frozen=True)
class Opened:
    """Everything of a story that its reader sees."""

    original: dict[str, str]
    edit: dict[str, str]
    parts: list[Part]
    finds: list[Listed]
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
    original = read_original(submission)
    edit = unseal_parts(submission, "edit", submission.sealed_edit) if submission.sealed_edit else original
    found = find_in_parts(original)
    risks = _risks(original)
    finds = [Place(find.start, find.end, number) for number, find in enumerate(found, 1)]
    parts = []
    for name, words in original.items():
        here = [place for place, find in zip(finds, found, strict=True) if find.part == name]
        parts.append(Part(name, LABELS[name], marked_paragraphs(words, here, risks[name])))
    listed = _listed(found, original, edit)
    phrases = [original[name][risk.start : risk.end] for name, places in risks.items() for risk in places]
    return Opened(original, edit, parts, listed, phrases, read_messages(submission))


def _listed(found: list[Find], original: dict[str, str], edit: dict[str, str]) -> list[Listed]:
    first: dict[tuple[object, ...], int] = {}
    changes = {name: difference(words, edit[name]) for name, words in original.items()}
    listed = []
    for number, find in enumerate(found, 1):
        told_in = first.setdefault((find.phrase, find.reason, find.suggestion, find.is_certain), number)
        stands = place_of(find, changes[find.part], edit[find.part]) is not None
        listed.append(Listed(find, stands, told_in if told_in != number else 0))
    return listed


def read_original(submission: Submission) -> dict[str, str]:
    """Return the author's words, part by part in reading order, the title first.

    Raises SealedKey.DoesNotExist when the story was erased in the meantime.
    """
    original = unseal_parts(submission, "original", submission.sealed_original)
    return {name: original[name] for name in ("title", *PARTS)}


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


def _risks(parts: dict[str, str]) -> dict[str, list[Place]]:
    """Return where words of risk stand in each part, numbered through: looked for in the whole, as the queue does.

    What goes on in the next part is marked up to the end of its own.
    """
    whole = "\n\n".join(parts.values())
    places = [Place(start, end, number) for number, (start, end) in enumerate(risk_places(whole), 1)]
    found, begins = {}, 0
    for name, words in parts.items():
        here = [place for place in places if begins <= place.start < begins + len(words)]
        ends = [min(place.end - begins, len(words)) for place in here]
        found[name] = [Place(place.start - begins, end, place.number) for place, end in zip(here, ends, strict=True)]
        begins += len(words) + 2
    return found
