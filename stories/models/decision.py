"""What moderators did, kept so that the team can answer for it, and so that it joins to no story later."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from stories.models.keys import random_key
from stories.models.submission import Move, State


class QuarterKey(models.Model):
    """The key under which a quarter's decisions name their stories. Destroyed when the quarter is over."""

    quarter = models.CharField(max_length=6, primary_key=True)
    wrapped = models.BinaryField(editable=False)

    def __str__(self) -> str:
        return self.quarter


class Decision(models.Model):
    """Who did what on which day. `subject` is HMAC(quarter key, submission id): there is no free text and no link."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="decisions"
    )
    move = models.CharField(max_length=20, choices=Move)
    to_state = models.CharField(max_length=12, choices=State)
    reason = models.SlugField(max_length=40, blank=True, default="")
    day = models.DateField(default=timezone.localdate)
    subject = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject"], name="stories_decision_subject")]

    def __str__(self) -> str:
        return f"{self.day}: {self.move}"
