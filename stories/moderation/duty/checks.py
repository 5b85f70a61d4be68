"""What `manage.py check` says about the duty address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def duty_address_is_one(**_rest: Any) -> list[CheckMessage]:
    """Return an error when CAIRN_DUTY_ADDRESS is set and is not one e-mail address."""
    if not settings.CAIRN_DUTY_ADDRESS:
        return []
    try:
        validate_email(settings.CAIRN_DUTY_ADDRESS)
    except ValidationError:
        hint = "Give one address, as in duty@example.org, or leave it empty."
        return [Error("CAIRN_DUTY_ADDRESS is not an e-mail address.", hint=hint, id="stories.E006")]
    return []
