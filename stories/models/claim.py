"""Who reads a waiting story: the moderator who has it in hand, and the proposal that a second reader looks at."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.models.keys import KeyOf
from stories.models.submission import State, Submission


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Ways to narrow claims."""

    def lapsed(self) -> ClaimQuerySet:
        """Claims left idle for longer than the setting allows."""
        return self.filter(until__lte=timezone.now())


class Claim(models.Model):
    """A moderator has this story in hand. Gone when they are done; its time is the moderator's, not the author's."""

    submission = KeyOf(Submission, on_delete=models.CASCADE, primary_key=True, related_name="claim")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    until = models.DateTimeField()
    from_state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)

    objects: ClassVar = ClaimQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["moderator"], name="stories_one_claim_a_moderator"),
        ]

    def __str__(self) -> str:
        return self.submission.reference


class SecondRead(models.Model):
    """The first reader's proposal, which somebody else confirms or sends back. Erased with the submission."""

    class Proposal(models.TextChoices):
        """What the first reader would do."""

        APPROVE = "approve", _("Approve")
        DECLINE = "decline", _("Decline")
        NONE = "none", _("Unsure: wants another pair of eyes")

    submission = KeyOf(Submission, on_delete=models.CASCADE, primary_key=True, related_name="second_read")
    first_reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    second_reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposal = models.CharField(max_length=7, choices=Proposal, default=Proposal.NONE)
    reason = models.SlugField(max_length=40, blank=True, default="")
    sealed_reply = models.BinaryField(editable=False, default=bytes)  # the decline's words, until they are confirmed

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(second_reader=None) | ~models.Q(second_reader=models.F("first_reader")),
                name="stories_nobody_is_their_own_second_reader",
            ),
        ]

    def __str__(self) -> str:
        return self.submission.reference
