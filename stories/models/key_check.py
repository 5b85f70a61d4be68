"""What the database remembers of the key file: enough to know it again, and nothing of the keys."""

from typing import ClassVar

from django.db import models


class KeyCheck(models.Model):
    """One row: a fingerprint of the pepper, and one of the master key that seals now.

    A fingerprint is HMAC-SHA256 under a key that is derived from 256 random bits: it opens nothing and tells nothing.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    pepper = models.CharField(max_length=64, editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    master = models.CharField(max_length=64, editable=False)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="stories_one_key_check")]

    def __str__(self) -> str:
        return f"master {self.number}"
