"""What the desk keeps beside a waiting story for its own sake: who does not judge it, how heavy it is, and notes.

Gone when the story comes out or is erased. Nothing here names a moderator.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.keys import KeyOf, random_key
from stories.models.submission import Submission


class Aside(models.Model):
    """Somebody on the desk does not judge this story. `mark` is an HMAC of the person under the key file.

    Who stands aside may know what the story tells of, and so the name would point to its author: it is not kept.
    """

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="asides")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "mark"], name="stories_one_aside_a_mark"),
        ]
        indexes: ClassVar = [models.Index(fields=["mark"], name="stories_aside_mark")]

    def __str__(self) -> str:
        return self.submission.reference


class StoryWeight(models.Model):
    """How heavy a waiting story is, as its reader says: staff only, in words, on two axes."""

    class Risk(models.IntegerChoices):
        """What it would mean for the author to be found out."""

        SMALL = 1, _("Small: awkward at most")
        REAL = 2, _("Real: it could cost them trust or work")
        GREAT = 3, _("Great: it could put them in danger")

    class Told(models.IntegerChoices):
        """How serious the thing told is."""

        HARD = 1, _("Hard: a bad time at work")
        SERIOUS = 2, _("Serious: somebody’s health suffers")
        GRAVE = 3, _("Grave: a death, suicide, violence or abuse")

    submission = KeyOf(Submission, on_delete=models.CASCADE, primary_key=True, related_name="weight")
    risk = models.PositiveSmallIntegerField(_("If the author were known"), choices=Risk)
    told = models.PositiveSmallIntegerField(_("What is told"), choices=Told)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(risk__gte=1, risk__lte=3), name="stories_risk_is_known"),
            models.CheckConstraint(condition=models.Q(told__gte=1, told__lte=3), name="stories_told_is_known"),
        ]

    def __str__(self) -> str:
        return self.submission.reference


class DeskNote(models.Model):
    """A note from one reader to the next: sealed with the story's own key. Nobody's name stands under it."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="desk_notes")
    number = models.PositiveSmallIntegerField()
    sealed_body = models.BinaryField(editable=False)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "number"], name="stories_one_desk_note_a_number")
        ]

    def __str__(self) -> str:
        return str(self.number)
