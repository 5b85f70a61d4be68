"""What holds off a flood of forms without knowing who sends them: fill time, an empty box, and one bucket for all."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from stories.privacy.bucket import TokenBucket
from stories.privacy.form_token import TokenError, TooQuick, new_token, read_token

TRAP = "website"  # a box that no person sees or fills


@dataclass(frozen=True)
class Gate:
    """What became of a form at the gate: its number, a token to go on with, and what stops it, if anything does."""

    nonce: str
    token: str
    problem: str = ""
    status: int = 200


@lru_cache(maxsize=1)
def bucket() -> TokenBucket:
    """Return this process's bucket."""
    return TokenBucket(settings.CAIRN_SHARE_PER_MINUTE)


def carried_token(data: QueryDict) -> str:
    """Return the form's token to go on with, or a new one when it is missing, not ours or too old."""
    token = data.get("token", "")
    try:
        read_token(token, at_least=0)
    except TokenError:
        return new_token()
    return token


def gate(data: QueryDict, *, at_least: int | None = None) -> Gate:
    """Judge a form that would write something. `at_least` is the fill time in seconds, by default the setting."""
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
    if not bucket().take():
        problem = _(
            "A lot is coming in just now. Your words are still here. Wait a minute, then press the button again."
        )
        return Gate(nonce, token, problem, 429)
    return Gate(nonce, token)
