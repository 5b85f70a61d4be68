"""What the author and the team say to each other: sealed with the story's own key, and gone with it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.keys import random_key
from stories.models.submission import Submission
from stories.models.times import this_week


class Message(models.Model):
    """One message. The team speaks with one voice; the author is whoever holds the receipt."""

    class Sender(models.TextChoices):
        """Which side speaks."""

        TEAM = "team", _("The team")
        AUTHOR = "author", _("The author")

    class Kind(models.TextChoices):
        """What the message is for."""

        QUESTION = "question", _("Question")
        ANSWER = "answer", _("Answer")
        OFFER = "offer", _("Changes offered")
        DECLINE = "decline", _("Why it is not published")
        SUPPORT = "support", _("Support")

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveSmallIntegerField()
    sender = models.CharField(max_length=6, choices=Sender)
    kind = models.CharField(max_length=8, choices=Kind)
    sealed_body = models.BinaryField(editable=False)
    week = models.CharField(max_length=8, default=this_week)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "number"], name="stories_one_message_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind}"
