"""What the site tells authors in numbers, and settings that would make it untrue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

from stories.privacy.language import shared_languages

# The longest that is promised, in days.
LONGEST = {"CAIRN_DAYS_UNPUBLISHED": 90, "CAIRN_DAYS_DECLINED": 30, "CAIRN_DAYS_BACKUPS": 14}
OFFER = (14, 60)  # days that an author has for an answer
SMALLEST_RELEASE = 3
SMALLEST_GROUP = 5


def promises_are_kept(**_rest: Any) -> list[CheckMessage]:
    """Warn of stories that are kept too long, come out too few at a time, or show a group too small."""
    return [*_kept_too_long(), *_asked_in_vain(), *_seen_alone(), *_languages_left_out()]


def _kept_too_long() -> Iterator[CheckMessage]:
    for setting, days in LONGEST.items():
        if getattr(settings, setting) > days:
            yield Warning(
                f"{setting} is {getattr(settings, setting)}: longer than {days} days.",
                hint="The longer something is kept, the more people can come to read it. Set it lower.",
                id="privacy.W020",
            )


def _asked_in_vain() -> Iterator[CheckMessage]:
    fewest, most = OFFER
    if not fewest <= settings.CAIRN_DAYS_OFFER <= min(most, settings.CAIRN_DAYS_UNPUBLISHED):
        yield Warning(
            f"CAIRN_DAYS_OFFER is {settings.CAIRN_DAYS_OFFER}: too few days to come back in, or more than a story has.",
            hint=f"Set it to {fewest} or more, and to no more than {most} or CAIRN_DAYS_UNPUBLISHED.",
            id="privacy.W024",
        )


def _seen_alone() -> Iterator[CheckMessage]:
    if settings.CAIRN_RELEASE == "at-once" and settings.PRODUCTION:
        yield Warning(
            "CAIRN_RELEASE is at-once: a story comes out alone, and its day shows when it was approved.",
            hint="Set it to weekly. At once is for a demonstration.",
            id="privacy.W021",
        )
    if settings.CAIRN_RELEASE == "weekly" and settings.CAIRN_RELEASE_MINIMUM < SMALLEST_RELEASE:
        yield Warning(
            f"CAIRN_RELEASE_MINIMUM is {settings.CAIRN_RELEASE_MINIMUM}: stories can come out nearly alone.",
            hint=f"Set it to {SMALLEST_RELEASE} or more.",
            id="privacy.W022",
        )
    if settings.CAIRN_SMALLEST_GROUP < SMALLEST_GROUP:
        yield Warning(
            f"CAIRN_SMALLEST_GROUP is {settings.CAIRN_SMALLEST_GROUP}: a kind of work so rare names its people.",
            hint=f"Leave it to the settings, which allow no less than {SMALLEST_GROUP}.",
            id="privacy.W023",
        )


def _languages_left_out() -> Iterator[CheckMessage]:
    for code in sorted(set(settings.CAIRN_STORY_LANGUAGES) - set(shared_languages())):
        yield Warning(
            f"CAIRN_STORY_LANGUAGES names {code}, which no story will be marked with.",
            hint="Fewer people than CAIRN_SMALLEST_GROUP write in it, or it is the site's own, or one we do not know.",
            id="privacy.W024",
        )
