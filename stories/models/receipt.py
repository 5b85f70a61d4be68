"""The only way back to a story: a digest of the receipt, never the receipt."""

from typing import ClassVar

from django.db import models

from stories.models.keys import random_key
from stories.models.submission import Submission


class Receipt(models.Model):
    """One receipt that was handed out. When the story was taken back, the digest stays for a while and points nowhere.

    `binding` ties the digest to its submission under a key of the key file: pointed at another one it opens nothing.

    `form` names the form it came from once its author has finished: sent again, by whoever has the screen next, it
    shows no receipt any more. HMAC of a random number, and null until then.
    """

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    submission = models.OneToOneField(
        Submission, on_delete=models.SET_NULL, null=True, editable=False, related_name="receipt"
    )
    binding = models.CharField(max_length=64, blank=True, default="", editable=False)
    form = models.CharField(max_length=64, null=True, unique=True, default=None, editable=False)  # noqa: DJ001 - unique
    ended_week = models.CharField(max_length=8, blank=True, default="", editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(digest=""), name="stories_receipt_has_digest"),
            models.CheckConstraint(
                condition=models.Q(submission=None) | ~models.Q(binding=""), name="stories_receipt_is_bound"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_week="") | models.Q(submission=None), name="stories_receipt_ends_with_story"
            ),
        ]

    def __str__(self) -> str:
        return "receipt"
