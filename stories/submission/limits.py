"""What holds off a flood of forms without knowing who sends them.

Fill time, an empty box and buckets for all together; where the operator asks for them, a proof of work and the house
word. None of them is kept, logged or tied to anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from stories.privacy.bucket import TokenBucket, share_of
from stories.privacy.form_token import read_token
from stories.privacy.gate import Gate, judged_form, poured, stopped
from stories.privacy.house_word import is_house_word
from stories.privacy.proof import Solutions, new_challenge

PROOF = "altcha"  # the name that ALTCHA's protocol gives to the field
UNKEPT = "unkept"  # each form has one of its own (templates/stories/submission/_unkept.html)
WORD = "house_word"
WORD_LENGTH = 80


@dataclass(frozen=True)
class Asked:
    """What the check page asks besides the story: the house word, and a sum for the browser."""

    word: bool
    typed: str
    challenge: str


@lru_cache(maxsize=1)
def bucket() -> TokenBucket:
    """Return this process's bucket."""
    return share_of(settings.CAIRN_SHARE_PER_MINUTE, settings.CAIRN_WORKERS)


@lru_cache(maxsize=1)
def unproved() -> TokenBucket:
    """Return this process's smaller bucket, for stories that come without a proof of work where one is asked for."""
    return share_of(settings.CAIRN_UNPROVED_PER_MINUTE, settings.CAIRN_WORKERS)


@lru_cache(maxsize=1)
def lookups() -> TokenBucket:
    """Return this process's bucket for receipts that are tried."""
    return share_of(settings.CAIRN_STATUS_PER_MINUTE, settings.CAIRN_WORKERS)


@lru_cache(maxsize=1)
def checks() -> TokenBucket:
    """Return this process's bucket for texts that are looked over: the check could be asked who works here."""
    return share_of(settings.CAIRN_CHECKS_PER_MINUTE, settings.CAIRN_WORKERS)


@lru_cache(maxsize=1)
def solutions() -> Solutions:
    """Return the solutions that this process has taken."""
    return Solutions()


def asked(data: QueryDict, token: str) -> Asked:
    """Return what the check page asks of a form with this token, which is one of ours."""
    challenge = new_challenge(read_token(token, at_least=0)) if settings.CAIRN_PROOF_OF_WORK else ""
    return Asked(bool(settings.CAIRN_HOUSE_WORDS), data.get(WORD, "")[:WORD_LENGTH], challenge)


def gate(data: QueryDict, *, at_least: int | None = None) -> Gate:
    """Judge a form that would write something. `at_least` is the fill time in seconds, by default the setting."""
    judged = judged_form(data, at_least=at_least)
    return judged if judged.problem else poured(judged, bucket())


def gate_for_stories(data: QueryDict) -> Gate:
    """Judge a form that would send a story: as any other, and by what the operator asks for besides.

    Without a solution, and so without JavaScript, a story comes in through a smaller bucket of its own. The word is
    looked at last, so that trying words costs as much as sending stories.
    """
    judged = judged_form(data)
    if judged.problem:
        return judged
    solved = not settings.CAIRN_PROOF_OF_WORK or solutions().take(data.get(PROOF, ""), form=judged.nonce)
    judged = poured(judged, bucket() if solved else unproved())
    words = settings.CAIRN_HOUSE_WORDS
    if not judged.problem and words and not is_house_word(data.get(WORD, "")[:WORD_LENGTH], words):
        return stopped(judged, _("That is not the house word. It is on the notice for staff."), 422, at=f"id_{WORD}")
    return judged


def may_look_up() -> bool:
    """Say whether one more receipt may be tried now. Asked before anybody looks at it."""
    return lookups().take()


def may_check() -> bool:
    """Say whether one more text may be looked over now, and what was found be shown."""
    return checks().take()


def carried(data: QueryDict) -> list[tuple[str, str]]:
    """Return all that was sent, for hidden fields of a page that asks to try again."""
    return [(name, value) for name in data for value in data.getlist(name) if name != UNKEPT]
