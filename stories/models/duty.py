"""Whether a letter to the duty address is owed: no time, no story, no number."""

from typing import ClassVar

from django.db import models


class DutyLetter(models.Model):
    """One row. `rest` counts the ticks until the next letter may go: a count, so that no time is kept."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    is_owed = models.BooleanField(default=False)
    rest = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="stories_one_duty_letter")]

    def __str__(self) -> str:
        return "owed" if self.is_owed else "not owed"
