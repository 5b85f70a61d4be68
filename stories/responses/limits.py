"""How many presses and how many replies come in at once: a bucket each, for everybody together."""

from __future__ import annotations

import secrets
from functools import lru_cache

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from stories.privacy.bucket import TokenBucket, share_of
from stories.privacy.form_token import is_day_token, new_token
from stories.privacy.gate import Gate, judged_form, poured, stopped


@lru_cache(maxsize=1)
def presses() -> TokenBucket:
    """Return this process's bucket for reactions and for taking them out."""
    return share_of(settings.CAIRN_REACTIONS_PER_MINUTE, settings.CAIRN_WORKERS)


@lru_cache(maxsize=1)
def replies() -> TokenBucket:
    """Return this process's bucket for replies and reports, and for looking them over before they are sent."""
    return share_of(settings.CAIRN_REPLIES_PER_MINUTE, settings.CAIRN_WORKERS)


def gate_for_words(data: QueryDict) -> Gate:
    """Judge a reply or a report."""
    judged = judged_form(data)
    return judged if judged.problem else poured(judged, replies())


def gate_for_a_press(data: QueryDict) -> Gate:
    """Judge a press of a button: nobody has to take their time over one, and there are no words to speak of."""
    # The buttons under a story have the token of the day: each press of them is one of its own.
    of_the_day = is_day_token(data.get("token", ""))
    judged = Gate(secrets.token_urlsafe(16), new_token()) if of_the_day else judged_form(data, at_least=0)
    if judged.problem:
        return stopped(judged, _("The page was open for too long. Press it once more."), 422)
    judged = poured(judged, presses())
    if judged.problem:
        return stopped(judged, _("A lot is coming in just now. Wait a minute, then press it again."), 429)
    return judged
