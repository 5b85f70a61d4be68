"""What people said, and what the workplace did about it, or has not done yet, and why."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models import Story


class SaidDid(models.Model):
    """One thing that stories asked for."""

    class State(models.TextChoices):
        """How far it has come."""

        DONE = "done", _("Done")
        DOING = "doing", _("Being done")
        NOT_YET = "not_yet", _("Not yet")

    said = models.TextField(_("you said"))
    did = models.TextField(_("we did"), blank=True)
    why_not = models.TextField(_("why not yet"), blank=True)
    by = models.CharField(_("by whom"), max_length=80, blank=True)
    month = models.DateField(_("month"), help_text=_("The first day of the month."))
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.DOING)
    stories = models.ManyToManyField(Story, blank=True, related_name="said_did", verbose_name=_("stories"))

    class Meta:
        ordering = ("-month", "id")
        verbose_name = _("you said, we did")
        verbose_name_plural = _("you said, we did")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(state="done") | ~models.Q(did=""), name="kb_done_says_what"),
            models.CheckConstraint(
                condition=~models.Q(state="not_yet") | ~models.Q(why_not=""), name="kb_not_yet_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.said[:60]
