"""The curated vocabulary that stories are found by: what was hard, and what helped."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from stories.models.keys import random_key


class TopicQuerySet(models.QuerySet["Topic"]):
    """Ways to narrow the vocabulary."""

    def current(self) -> TopicQuerySet:
        """Topics in use: those that were not merged into another."""
        return self.filter(merged_into=None)

    def stressors(self) -> TopicQuerySet:
        """Topics that say what was hard."""
        return self.filter(kind=Topic.Kind.STRESSOR)

    def helped(self) -> TopicQuerySet:
        """Topics that say what helped."""
        return self.filter(kind=Topic.Kind.HELPED)


class Topic(TagBase):
    """One entry of the vocabulary."""

    class Kind(models.TextChoices):
        """The two sides that readers cross."""

        STRESSOR = "stressor", _("What was hard")
        HELPED = "helped", _("What helped")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.STRESSOR)
    description = models.TextField(_("two lines of definition"), blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    story_count = models.PositiveIntegerField(_("published stories"), default=0, editable=False)

    objects: ClassVar = TopicQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=("stressor", "helped")), name="stories_topic_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="stories_topic_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="stories_topic_not_merged_into_itself",
            ),
        ]

    def clean(self) -> None:
        """Refuse a topic that is part of itself or merged into itself, which no form asks the constraint about."""
        super().clean()
        for name in ("parent", "merged_into"):
            if self.pk and getattr(self, f"{name}_id") == self.pk:
                raise ValidationError({name: gettext("Choose another topic: this is the same one.")})

    def get_absolute_url(self) -> str:
        """Return the address of the topic's page."""
        return reverse("topic", args=[self.slug])


class TopicAlias(models.Model):
    """Another word for a topic: "overtime" for "Too much work"."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("topic"))
    name = models.CharField(_("other word"), max_length=100, unique=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("other word for a topic")
        verbose_name_plural = _("other words for topics")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Save in lower case, since people search that way."""
        self.name = self.name.lower().strip()
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class StoryTopic(ItemBase):
    """A published story is about a topic."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="story_items")
    content_object = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="topic_items")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="stories_one_topic_a_story")
        ]


class SubmissionTopic(ItemBase):
    """What the author, and then the moderator, says a waiting story is about."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="submission_items")
    content_object = models.ForeignKey("stories.Submission", on_delete=models.CASCADE, related_name="topic_items")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="stories_one_topic_a_submission")
        ]
