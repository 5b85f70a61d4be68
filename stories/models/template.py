"""The words a moderator starts from when writing to an author. The team edits them; each use is edited again."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.wording import Wording


class MessageTemplate(Wording):
    """One text to begin with."""

    class Use(models.TextChoices):
        """When it is offered."""

        QUESTION = "question", _("Asking a question")
        OFFER = "offer", _("Offering changes")
        DECLINE = "decline", _("Not publishing")
        SUPPORT = "support", _("Escalating")

    use = models.CharField(_("used when"), max_length=8, choices=Use)
    body = models.TextField(_("text"))

    class Meta(Wording.Meta):
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")


class DeclineReason(Wording):
    """Why a story is not published: what the team calls it, and the words for the author to start from."""

    class Counts(models.TextChoices):
        """What it counts as, whatever the team calls it: the sorts stay when the words change."""

        IDENTIFIES = "could-identify", _("It could show who someone is")
        BLAMES = "blames-someone", _("It blames someone others could name")
        METHOD = "method-detail", _("It tells how somebody was harmed")
        ROUTE = "another-route", _("It needs an answer we cannot give here")
        CRISIS = "author-in-crisis", _("The author may be in danger")
        NOT_A_STORY = "not-a-story", _("It is not about a hard time at work")

    slug = models.SlugField(_("short name"), unique=True, max_length=40)
    counts_as = models.CharField(_("counts as"), max_length=20, choices=Counts)
    body = models.TextField(_("words for the author"))

    class Meta(Wording.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    counts_as__in=[
                        "could-identify", "blames-someone", "method-detail", "another-route", "author-in-crisis",
                        "not-a-story",
                    ]
                ),
                name="stories_decline_reason_counts",
            ),
        ]  # fmt: skip


class Replacement(Wording):
    """Words to put in place of a detail, as in "a colleague" for a name."""

    instead_of = models.CharField(_("in place of"), max_length=100)
