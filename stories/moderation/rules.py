"""The desk's own words and rules: what is asked before a decision, and how the queue says length, age and priority."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from stories.models.submission import Priority, State, Submission
from stories.models.times import monday_of, this_week, weeks_between
from stories.models.transitions import OPEN
from stories.moderation.lengths import length_of

# Who takes a story from one of these reads it second: somebody else, who may be a second reader.
SECOND_LOOK = frozenset({State.SECOND_READ, State.ESCALATED})


class Check(models.TextChoices):
    """What has to hold before a story may come out."""

    NOBODY = "nobody", _("Nobody can be picked out")
    METHOD = "method", _("No method or place of suicide or self-harm")
    BLAME = "blame", _("Nobody nameable is blamed")
    NOTES = "notes", _("The notes match")
    HELP = "help", _("Help is linked where it is needed")
    CONSENT = "consent", _("Consent covers this")
    MEANING = "meaning", _("The meaning is kept")


PATTERNS_ONLY = "patterns-only"
NO_ANSWER = "no-answer"


class EscalateReason(models.TextChoices):
    """Why somebody senior has to look at once."""

    DANGER = "danger-now", _("Somebody is in danger now")
    SAFETY = "safety-or-legal", _("It is about safety or the law")
    THREAT = "threat", _("Somebody is threatened")


def length_in_words(words: int) -> str:
    """Return how long a story is, as in "Short, 220 words"."""
    counted = ngettext("%(words)s word", "%(words)s words", words) % {"words": f"{words:,}"}
    return f"{length_of(words).label}, {counted}"


def length_and_language(submission: Submission) -> str:
    """Return how long a story is and, where its row names one, in which language, as in "Short, 220 words, Polish"."""
    length = length_in_words(submission.length)
    if not submission.language:
        return length
    return str(_("%(length)s, %(language)s") % {"length": length, "language": language_in_words(submission.language)})


def language_in_words(code: str) -> str:
    """Return the name of a language."""
    return str(get_language_info(code.partition("-")[0])["name_translated"])


def age_in_words(week: str) -> str:
    """Return how long a story has waited. Weeks are all we know, and all we say."""
    weeks = weeks_between(week, this_week())
    if weeks <= 0:
        return str(_("this week"))
    return ngettext("%(weeks)s week", "%(weeks)s weeks", weeks) % {"weeks": weeks}


class Due(models.TextChoices):
    """How a story's wait compares with the days that the site aims for."""

    IN_TIME = "in-time", _("in time")
    ABOUT = "about", _("about due")
    LATE = "late", _("late")


def due(week: str) -> Due:
    """Return whether a story of this week is late by CAIRN_REVIEW_DAYS.

    Only its week is known: it is late when that holds even for one sent on the week's last day, and in time when that
    holds even for one sent on its first.
    """
    monday, today = monday_of(week), timezone.localdate()
    aim = timedelta(days=settings.CAIRN_REVIEW_DAYS)
    if today - monday <= aim:
        return Due.IN_TIME
    return Due.LATE if today - (monday + timedelta(days=6)) > aim else Due.ABOUT


def due_of(submission: Submission) -> Due | None:
    """Return how a story's wait compares with the aim; None while it waits for its author or its release."""
    return due(submission.received_week) if submission.state in OPEN else None


def age_and_due(submission: Submission) -> str:
    """Return how long a story has waited and, while it waits for the desk and not for its author, whether it is due."""
    age, light = age_in_words(submission.received_week), due_of(submission)
    return str(_("%(age)s, %(due)s") % {"age": age, "due": light.label}) if light else age


def priority_in_words(submission: Submission) -> str:
    """Return what the queue says about who comes first: words, never a score."""
    if submission.priority == Priority.READY:
        return str(State(submission.state).label)
    return str(Priority(submission.priority).label)
