"""Where an error is told: by our own formatter, to standard error, and by mail to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

FORMATTER = "kb.frame.logs.PlaceOnlyFormatter"
# Handlers that stay on this machine, in a place that an operator knows of. All others carry a record further.
STAYING = {"logging.StreamHandler", "logging.NullHandler"}
TALKATIVE = {"DEBUG", "NOTSET", 10, 0}


def nothing_is_told(**_rest: Any) -> list[CheckMessage]:
    """Warn where an error, a request or a query would be written down or sent with what was in it."""
    return [*_mailed(), *_handled(), *_levels()]


def _mailed() -> Iterator[CheckMessage]:
    for setting in ("ADMINS", "MANAGERS"):
        if getattr(settings, setting):
            yield Warning(
                f"{setting} is set: Django mails them errors with the address, the browser and the form.",
                hint=f"Leave {setting} empty.",
                id="privacy.W010",
            )
    if settings.DEBUG and settings.PRODUCTION:
        yield Warning(
            "DEBUG is on: a page of error shows the request and all variables.",
            hint="Leave DEBUG to CAIRN_MODE.",
            id="privacy.W011",
        )


def _handled() -> Iterator[CheckMessage]:
    logs: dict[str, Any] = settings.LOGGING
    formatters = {name: told.get("()") for name, told in logs.get("formatters", {}).items()}
    for name, told in logs.get("handlers", {}).items():
        kind = told.get("class", told.get("()"))
        if kind not in STAYING:
            yield Warning(
                f"The log handler “{name}” ({kind}) carries records further than standard error.",
                hint="Log to standard error alone, with logging.StreamHandler.",
                id="privacy.W012",
            )
        if kind != "logging.NullHandler" and formatters.get(told.get("formatter", "")) != FORMATTER:
            yield Warning(
                f"The log handler “{name}” does not write with {FORMATTER}, so it writes an exception’s words.",
                hint="Give it that formatter.",
                id="privacy.W013",
            )


def _levels() -> Iterator[CheckMessage]:
    logs: dict[str, Any] = settings.LOGGING
    loggers: dict[str, Any] = {"root": logs.get("root", {}), **logs.get("loggers", {})}
    for name, told in loggers.items():
        is_djangos = name == "root" or name.partition(".")[0] in {"django", "allauth", "psycopg"}
        if is_djangos and told.get("level", "WARNING") in TALKATIVE:
            yield Warning(
                f"The logger “{name}” writes everything, so also queries with what is in them.",
                hint="Set its level to WARNING.",
                id="privacy.W014",
            )
    if "django" not in loggers:
        yield Warning(
            "The logger “django” is not in LOGGING, so Django's own handlers write requests and mail errors.",
            hint="Keep the one that comes with Cairn.",
            id="privacy.W015",
        )
