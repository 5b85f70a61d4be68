"""The only way back to a story: a digest of the receipt, never the receipt."""

from typing import ClassVar

from django.db import models

from stories.models.keys import random_key
from stories.models.submission import Submission


class Receipt(models.Model):
    """One receipt that was handed out. When the story was taken back, the digest stays and points nowhere."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    submission = models.OneToOneField(
        Submission, on_delete=models.SET_NULL, null=True, editable=False, related_name="receipt"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(digest=""), name="stories_receipt_has_digest")
        ]

    def __str__(self) -> str:
        return "receipt"
