"""On which day the desk was last told that something waits."""

from typing import ClassVar

from django.db import models


class DigestDay(models.Model):
    """One row. It moves on every day, whether anything waits or not, and so tells nothing but that the clock runs."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="stories_one_digest_day")]

    def __str__(self) -> str:
        return self.day.isoformat()
