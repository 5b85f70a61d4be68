"""Programs that keep who did what and when, or see every request: none of them may be in the house."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

# What is imported, and the name it is installed by. A test compares both with what is installed.
WATCHERS = {
    "allauth.usersessions": "",  # part of a library that we need
    "auditlog": "django-auditlog",
    "axes": "django-axes",
    "debug_toolbar": "django-debug-toolbar",
    "django_prometheus": "django-prometheus",
    "django_structlog": "django-structlog",
    "easyaudit": "django-easy-audit",
    "elasticapm": "elastic-apm",
    "newrelic": "newrelic",
    "opentelemetry": "opentelemetry-instrumentation-django",
    "pghistory": "django-pghistory",
    "ratelimit": "django-ratelimit",
    "request": "django-request",
    "reversion": "django-reversion",
    "rollbar": "rollbar",
    "scout_apm": "scout-apm",
    "silk": "django-silk",
    "simple_history": "django-simple-history",
    "tracking": "django-tracking2",
    "user_sessions": "django-user-sessions",
}
# What Sentry's client sends besides the exception and its words, and the value that keeps it from that.
# https://docs.sentry.io/platforms/python/configuration/options/
SENTRY_SENDS = {"include_local_variables": False, "send_default_pii": False, "max_request_body_size": "never"}


def nothing_watches(**_rest: Any) -> list[CheckMessage]:
    """Warn of an app or a middleware that watches people, and of an error collector that was started."""
    return [*_installed(), *_started()]


def watcher_in(path: str) -> str:
    """Return which of the watchers a dotted path leads into; empty when into none."""
    return next((name for name in WATCHERS if f"{path}.".startswith(f"{name}.")), "")


def _installed() -> Iterator[CheckMessage]:
    for setting in ("INSTALLED_APPS", "MIDDLEWARE", "CAIRN_BLIND_MIDDLEWARE"):
        for path in getattr(settings, setting):
            if name := watcher_in(path):
                yield Warning(
                    f"{name} is in {setting}: it keeps who did what and when.",
                    hint="Take it out. What it has written so far is a record of people: erase it.",
                    id="privacy.W001",
                )


def _started() -> Iterator[CheckMessage]:
    """Sentry's client is asked what it is told to send; an exception's words are sent whatever it is told."""
    sentry = sys.modules.get("sentry_sdk")
    client = sentry.get_client() if sentry else None
    if client is None or not client.is_active():
        return
    yield Warning(
        "An error collector (sentry_sdk) is started: the words of an exception can hold a story.",
        hint="Do not start it. Cairn's own log holds the class of an error and the line.",
        id="privacy.W002",
    )
    for option, safe in SENTRY_SENDS.items():
        if (client.options.get(option) or False) != safe:
            yield Warning(
                f"sentry_sdk is started with {option}={client.options.get(option)!r}.",
                hint=f"Set it to {safe!r}, or better, do not start it.",
                id="privacy.W003",
            )
