"""What the desk did in a quarter, as bare numbers: they outlive the stories, and name none of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.keys import random_key


class Total(models.Model):
    """How often one kind of thing happened in one quarter. `detail` is the reason, or how many weeks it took.

    A quarter, and nothing finer: a row that is written when a story is taken back tells of no week.
    """

    class Kind(models.TextChoices):
        """What is counted."""

        RECEIVED = "received", _("Stories received")
        PUBLISHED = "published", _("Published")
        CHANGED = "changed", _("Changed before they were published")
        DECLINED = "declined", _("Not published")
        ESCALATED = "escalated", _("Passed on at once, for somebody’s safety")
        TAKEN_BACK = "taken_back", _("Taken back by their authors")
        DECIDED = "decided", _("Decided")
        REPLY_OUT = "reply_out", _("Replies published")
        REPLY_DECLINED = "reply_no", _("Replies not published")

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    quarter = models.CharField(max_length=6)
    kind = models.CharField(max_length=10, choices=Kind)
    detail = models.SlugField(max_length=40, blank=True, default="", db_index=False)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quarter", "kind", "detail"], name="stories_one_total_a_kind"),
            models.CheckConstraint(condition=models.Q(quarter__regex=r"^\d{4}Q[1-4]$"), name="stories_total_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.kind} {self.detail}".rstrip()


class CountedWeek(models.Model):
    """One row: the last week whose steps and decisions are in the totals. It moves once a week, whatever happened."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    week = models.CharField(max_length=8, blank=True, default="")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="stories_one_counted_week")]

    def __str__(self) -> str:
        return self.week
