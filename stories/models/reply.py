"""What readers see of what readers gave back to a story: replies, and how many said that it helped."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.keys import random_key
from stories.models.response import Offer
from stories.models.story import Story
from stories.models.times import this_week

TEXT_LENGTH = 600  # characters
LINK_LENGTH = 300


class Feeling(models.TextChoices):
    """What somebody says with one press."""

    HELPED = "helped", _("This helped me")
    BEEN_HERE = "been_here", _("I have been here too")
    THANKS = "thanks", _("Thank you for sharing")


class Reply(models.Model):
    """A reply that a moderator let out: a new row with a new key, so that nothing joins it to the sealed one."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="replies", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Offer)
    text = models.TextField(_("words"), max_length=TEXT_LENGTH)
    link = models.CharField(_("link"), max_length=LINK_LENGTH, blank=True, default="")
    quarter = models.CharField(_("quarter"), max_length=6)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=Offer.values), name="stories_reply_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(link="") | models.Q(link__startswith="https://"), name="stories_reply_link_is_https"
            ),
            models.CheckConstraint(
                condition=models.Q(quarter__regex=r"^\d{4}Q[1-4]$"), name="stories_reply_quarter_is_one"
            ),
        ]

    def __str__(self) -> str:
        return str(Offer(self.kind).label)

    @property
    def host(self) -> str:
        """The name of the site that the link leads to."""
        return urlsplit(self.link).hostname or ""


class Reaction(models.Model):
    """One press of this week, which can still be undone. The weekly count takes it up, and the row goes."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="reactions", editable=False)
    kind = models.CharField(max_length=9, choices=Feeling)
    week = models.CharField(max_length=8, default=this_week)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["week"], name="stories_reaction_week")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=Feeling.values), name="stories_reaction_is_known"),
        ]

    def __str__(self) -> str:
        return self.kind


class ReactionCount(models.Model):
    """How many pressed it in the weeks that were counted. Told to nobody but through the small numbers."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="reaction_counts", editable=False)
    kind = models.CharField(max_length=9, choices=Feeling)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "kind"], name="stories_one_count_a_feeling"),
            models.CheckConstraint(condition=models.Q(kind__in=Feeling.values), name="stories_counted_is_known"),
        ]

    def __str__(self) -> str:
        return self.kind
