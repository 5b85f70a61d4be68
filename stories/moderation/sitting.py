"""How much somebody has read in one sitting: known to their own browser alone, so that the desk can say "enough".

It is a signed cookie and no row, because a row would tell whoever reads the database how much each moderator read and
from which minute on. The cookie ends with the browser; another person at the same browser cannot read it.
Regular breaks, somebody who asks how it is, and supervision are what Samaritans ask for whoever reads about suicide and
self-harm ("Supporting staff wellbeing", guidelines for the tech industry). The numbers are our own: no source has any.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.types import SignedInRequest
from stories.models import Submission

COOKIE = "cairn-sitting"
STORIES = 8
MINUTES = 45
HEAVY_IN_A_ROW = 2


@dataclass(frozen=True)
class Sitting:
    """One sitting: minutes are those since 1970; `last` tells a story that is opened again from another.

    `heavy` is how many heavy stories came in a row up to now, `before` how many had when the last one was opened.
    """

    began: int
    seen: int
    stories: int = 0
    heavy: int = 0
    last: str = ""
    before: int = 0

    @property
    def minutes(self) -> int:
        """How long it has been going on."""
        return self.seen - self.began

    @property
    def is_enough(self) -> bool:
        """Whether it is time to say so."""
        return self.stories >= STORIES or (self.stories > 0 and self.minutes >= MINUTES)

    @property
    def wants_light(self) -> bool:
        """Whether the next story in turn should not be a heavy one."""
        return self.heavy >= HEAVY_IN_A_ROW

    def knows(self, submission: Submission) -> bool:
        """Say whether this is the story that was opened last."""
        return self.last == _name_of(submission)

    def opened(self, submission: Submission, *, is_heavy: bool) -> Sitting:
        """Return the sitting once this story, another than the last, is opened."""
        heavy = self.heavy + 1 if is_heavy else 0
        return replace(self, stories=self.stories + 1, heavy=heavy, last=_name_of(submission), before=self.heavy)

    def turned_heavy(self, submission: Submission) -> Sitting:
        """Return the sitting once its reader says of the story opened last that it is heavy."""
        return replace(self, heavy=self.before + 1) if self.knows(submission) else self


def read_sitting(request: SignedInRequest) -> Sitting:
    """Return the sitting as it stands now: a new one after so long a gap that a claim would have lapsed."""
    now = _minute()
    try:
        began, seen, *counted = _signer(request).unsign_object(request.COOKIES.get(COOKIE, ""))
    except (signing.BadSignature, ValueError):
        return Sitting(now, now)
    if not 0 <= now - seen < settings.CAIRN_CLAIM_MINUTES:
        return Sitting(now, now)
    return Sitting(began, now, *counted)


def carried_on(sitting: Sitting) -> Sitting:
    """Return a new sitting for somebody who goes on: what was heavy just now stays so."""
    return Sitting(sitting.seen, sitting.seen, heavy=sitting.heavy)


def keep_sitting(request: SignedInRequest, response: HttpResponse, sitting: Sitting) -> HttpResponse:
    """Put the sitting into the person's own browser, for the desk's addresses alone, and return the answer."""
    values = [sitting.began, sitting.seen, sitting.stories, sitting.heavy, sitting.last, sitting.before]
    response.set_cookie(
        COOKIE,
        _signer(request).sign_object(values),
        path=reverse("moderation:queue"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _signer(request: HttpRequest) -> signing.Signer:
    return signing.Signer(salt=f"stories.sitting.{request.user.pk}")


def _name_of(submission: Submission) -> str:
    return salted_hmac("stories.sitting", submission.code, algorithm="sha256").hexdigest()[:12]


def _minute() -> int:
    return int(timezone.now().timestamp()) // 60
