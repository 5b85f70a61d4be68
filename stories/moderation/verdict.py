"""Whether the version to publish may be approved, or is its author's to accept first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stories.models import Replacement, Submission
from stories.moderation.removals import Why, which_ask, why_ask
from stories.privacy.identity import find_in_parts
from stories.privacy.sealing import unseal_parts
from stories.submission.queries import nobody_answers
from stories.submission.rules import needs_second_read

PARTS = ("title", "happened", "felt", "helped", "advice")


@dataclass(frozen=True)
class Asks:
    """Why a part's author has to be asked, and the changes that ask by themselves: what went, and what came."""

    why: Why
    changes: list[tuple[str, str]]


@dataclass(frozen=True)
class Verdict:
    """What stands between the version to publish and its coming out."""

    asks: dict[str, Asks]
    """Each part that its author has to accept first."""
    needs_second: bool
    """Whether a second reader has to agree."""


def judged(submission: Submission) -> Verdict:
    """Return what has to happen before the version to publish may come out.

    Changed words are their author's to accept. Where nobody holds a receipt, as after an import, nobody can: a second
    reader answers for the author, so that no one person alone puts other words into somebody's mouth.
    """
    changed = parts_to_accept(submission)
    if changed and nobody_answers(submission):
        return Verdict({}, needs_second=True)
    return Verdict(changed, needs_second_read(submission))


def parts_to_accept(submission: Submission) -> dict[str, Asks]:
    """Return each part whose words were changed, and why its author has to be asked; empty when only details went.

    It is looked at against what the author sent and, once they accepted an offer, against that one: the one that asks
    for less counts. A title is the team's to give where the author gave none.
    """
    if not submission.sealed_edit:
        return {}
    edit = unseal_parts(submission, "edit", submission.sealed_edit)
    agreed = [unseal_parts(submission, "original", submission.sealed_original)]
    if submission.sealed_accepted:
        agreed.append(unseal_parts(submission, "accepted", submission.sealed_accepted))
    # Also words that are no longer offered: what was written with them keeps them.
    phrases = list(Replacement.objects.values_list("name", flat=True))
    return min((_changed(before, edit, phrases) for before in agreed), key=len)


def _changed(before: Mapping[str, str], after: Mapping[str, str], phrases: list[str]) -> dict[str, Asks]:
    found = find_in_parts({part: before.get(part, "") for part in PARTS})
    changed = {}
    for part in PARTS:
        was, there = before.get(part, ""), after.get(part, "")
        if part == "title" and not was:
            continue
        finds = [find for find in found if find.part == part]
        if why := why_ask(was, there, phrases=phrases, finds=finds):
            changed[part] = Asks(why, which_ask(was, there, phrases=phrases, finds=finds))
    return changed
