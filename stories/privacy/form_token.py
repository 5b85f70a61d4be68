"""The signed token in a blind form: proves that we made the form and when, and says nothing about who has it."""

import secrets
import time
from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone

SALT = "cairn.blind-form"
DAY_SALT = "cairn.blind-form-of-a-day"
HOURS = 24


class TokenError(Exception):
    """The form is not one of ours, or is too old."""


class TooQuick(TokenError):
    """Nobody fills a form that fast."""


def new_token(nonce: str = "") -> str:
    """Return a token for a form that is shown now; `nonce` carries an older form's number on."""
    return signing.dumps([nonce or secrets.token_urlsafe(16), int(time.time())], salt=SALT)


def number_of(token: str) -> str:
    """Return the number of a form of ours, however old; empty for anything else."""
    try:
        nonce, _shown_at = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(nonce)


def read_token(token: str, *, at_least: int | None = None) -> str:
    """Return the form's number.

    Raises TooQuick when the form was shown less than `at_least` seconds ago (the setting by default), TokenError when
    it is not ours or older than a day.
    """
    try:
        nonce, shown_at = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise TokenError from None
    age = time.time() - shown_at
    if age > HOURS * 3600:
        raise TokenError
    if age < (settings.CAIRN_FORM_SECONDS if at_least is None else at_least):
        raise TooQuick
    return str(nonce)


def day_token() -> str:
    """Return a token that is the same for everybody all day, for a form on a reader's page.

    Such a page is the same for everybody, and stays so: a number of its own in each would join who reads to who
    presses.
    """
    return signing.Signer(salt=DAY_SALT).sign(timezone.localdate().isoformat())


def is_day_token(token: str) -> bool:
    """Say whether it is the token of today or yesterday."""
    try:
        day = date.fromisoformat(signing.Signer(salt=DAY_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return False
    return timezone.localdate() - timedelta(days=1) <= day
