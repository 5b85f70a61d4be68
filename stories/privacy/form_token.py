"""The signed token in a blind form: proves that we made the form and when, and says nothing about who has it."""

import secrets
import time

from django.conf import settings
from django.core import signing

SALT = "cairn.blind-form"
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
