"""What the environment tells the server to write: seen only where the check runs with the server's environment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Warning

OFF = {"", "0", "false", "no", "off"}


def server_keeps_no_log(**_rest: Any) -> list[CheckMessage]:
    """Warn of variables that switch on the access log or the chatter of granian or gunicorn."""
    return [
        Warning(
            f"{variable} {what}.",
            hint="Take it out of the server's environment. The shipped unit says --no-access-log.",
            id="privacy.W040",
        )
        for variable, what in _talkative()
    ]


def _talkative() -> Iterator[tuple[str, str]]:
    if os.environ.get("GRANIAN_LOG_ACCESS_ENABLED", "").lower() not in OFF:
        yield "GRANIAN_LOG_ACCESS_ENABLED", "switches on an access log: an address and a second for each request"
    if os.environ.get("GRANIAN_LOG_LEVEL", "").lower() in {"debug", "notset"}:
        yield "GRANIAN_LOG_LEVEL", "makes the server write about each connection"
    if os.environ.get("GRANIAN_LOG_CONFIG"):
        yield "GRANIAN_LOG_CONFIG", "takes the server's log out of our hands"
    told = os.environ.get("GUNICORN_CMD_ARGS", "")
    if any(flag in told for flag in ("--access-log", "--statsd", "--log-config", "--capture-output")):
        yield "GUNICORN_CMD_ARGS", "switches on a log of requests"
