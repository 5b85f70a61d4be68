"""The way of a request: the intake first, nothing on the blind pages that knows people, cookies for one host alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

INTAKE = "stories.privacy.intake.BlindIntake"
SESSIONS = "accounts.sessions"
KNOWING = ("session", "auth", "csrf", "message", "locale", "account")  # parts of a middleware's name
FORGETFUL = {
    "django.core.cache.backends.locmem.LocMemCache",
    "django.core.cache.backends.dummy.DummyCache",
}
# The strictest of W3C's referrer policies that still names the origin of a form, and the stricter one.
QUIET_REFERRERS = {"same-origin", "no-referrer"}
NEEDED = (
    "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SECURE_CONTENT_TYPE_NOSNIFF", "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
)  # fmt: skip


def blind_pages_stay_blind(**_rest: Any) -> list[CheckMessage]:
    """Warn where a blind page would learn who asks, or something beside it would keep that."""
    return [*_middleware(), *_keepers(), *_transport()]


def _middleware() -> Iterator[CheckMessage]:
    if list(settings.MIDDLEWARE[:1]) != [INTAKE]:
        yield Warning(
            f"{INTAKE} is not the first middleware: one before it sees who shares a story.",
            hint="Put it first in MIDDLEWARE.",
            id="privacy.W030",
        )
    for path in settings.CAIRN_BLIND_MIDDLEWARE:
        if any(part in path.lower() for part in KNOWING):
            yield Warning(
                f"{path} is in CAIRN_BLIND_MIDDLEWARE: it tells people apart.",
                hint="Take it out. A blind page needs no session, sign-in, message or CSRF cookie.",
                id="privacy.W031",
            )


def _keepers() -> Iterator[CheckMessage]:
    if settings.SESSION_ENGINE != SESSIONS:
        yield Warning(
            f"SESSION_ENGINE is {settings.SESSION_ENGINE}: it keeps the second of each sign-in.",
            hint=f"Leave it at {SESSIONS}, which keeps the day.",
            id="privacy.W032",
        )
    for name, cache in settings.CACHES.items():
        if cache["BACKEND"] not in FORGETFUL:
            yield Warning(
                f"The cache “{name}” ({cache['BACKEND']}) keeps what is in it outside this process's memory.",
                hint="The sign-in pages count tries by address in the cache. Use the memory cache.",
                id="privacy.W033",
            )
    for setting in ("SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN"):
        if getattr(settings, setting):
            yield Warning(
                f"{setting} is set: the cookie goes to the share pages' own host too.",
                hint="Leave it empty, so that a cookie belongs to one host.",
                id="privacy.W034",
            )


def _transport() -> Iterator[CheckMessage]:
    if settings.SECURE_REFERRER_POLICY not in QUIET_REFERRERS:
        yield Warning(
            f"SECURE_REFERRER_POLICY is {settings.SECURE_REFERRER_POLICY!r}: other sites learn which page led to them.",
            hint="Leave it at same-origin.",
            id="privacy.W035",
        )
    if settings.PRODUCTION:
        for setting in NEEDED:
            if not getattr(settings, setting):
                yield Warning(
                    f"{setting} is off: what an author sends could be read on its way.",
                    hint="Leave it on, unless the proxy does the same for every host of the site.",
                    id="privacy.W036",
                )
