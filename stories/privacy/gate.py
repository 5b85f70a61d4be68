"""The gate that every blind form goes through: is it one of ours, did a person fill it in, and is there room for it?

What holds off a flood without knowing who sends it: a signed token with the time a form was open, an empty box, and a
bucket for everybody together. None of them is kept, logged or tied to anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from stories.privacy.bucket import TokenBucket
from stories.privacy.form_token import TokenError, TooQuick, new_token, read_token

TRAP = "website"  # a box that no person sees or fills


@dataclass(frozen=True)
class Gate:
    """What became of a form at the gate: its number, a token to go on with, and what stops it, if anything does.

    `at` is the id of the field that the problem is about, where it is about one.
    """

    nonce: str
    token: str
    problem: str = ""
    status: int = 200
    at: str = ""


def carried_token(data: QueryDict) -> str:
    """Return the form's token to go on with, or a new one when it is missing, not ours or too old."""
    token = data.get("token", "")
    try:
        read_token(token, at_least=0)
    except TokenError:
        return new_token()
    return token


def judged_form(data: QueryDict, *, at_least: int | None = None) -> Gate:
    """Judge whether a person filled in a form of ours; `at_least` is the fill time, by default the setting."""
    token = data.get("token", "")
    try:
        nonce = read_token(token, at_least=at_least)
    except TooQuick:
        return Gate("", token, _("That was very quick. Wait a few seconds, then press the button again."), 422)
    except TokenError:
        problem = _("This page was open for too long. Your words are still here. Look at them, then press it again.")
        return Gate("", new_token(), problem, 422)
    if data.get(TRAP):
        return Gate(nonce, token, _("A box that has to stay empty was filled in. Press the button again."), 422)
    return Gate(nonce, token)


def poured(judged: Gate, bucket: TokenBucket) -> Gate:
    """Return the gate as it is when the bucket has room for one more, else closed for a minute."""
    if bucket.take():
        return judged
    problem = _("A lot is coming in just now. Your words are still here. Wait a minute, then press the button again.")
    return stopped(judged, problem, 429)


def stopped(judged: Gate, problem: str, status: int, at: str = "") -> Gate:
    """Return the gate closed, and why; `at` is the field that the problem is about."""
    return Gate(judged.nonce, judged.token, problem, status, at)
