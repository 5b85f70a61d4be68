"""Coping guides: revisions made of claims, each of which says what it stands on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from kb.models.citation import Citation
from stories.models import Topic

DRAWINGS = [(name, name) for name in ("kettle", "bench", "lanyard", "bus", "window", "stone")]


class GuideTopic(ItemBase):
    """A guide is about a topic."""

    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="guide_items")
    content_object = models.ForeignKey("kb.Guide", on_delete=models.CASCADE, related_name="topic_items")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tag", "content_object"], name="kb_one_topic_a_guide")]


class GuideQuerySet(models.QuerySet["Guide"]):
    """Ways to narrow guides."""

    def published(self) -> GuideQuerySet:
        """Guides that readers see, with the revision that they see."""
        return self.exclude(current=None).select_related("current").order_by("current__title")


class Guide(models.Model):
    """A guide: an address, an owner, and the revision that readers see."""

    slug = models.SlugField(_("address"), unique=True)
    kept_by = models.CharField(
        _("kept by"), max_length=80, help_text=_("An alias and a role, as in “Marram, peer lead”.")
    )
    drawing = models.CharField(_("drawing"), max_length=10, choices=DRAWINGS, default="stone")
    current = models.OneToOneField(
        "kb.GuideRevision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("revision that readers see"),
    )  # fmt: skip
    being_checked = models.BooleanField(
        _("being checked"), default=False, help_text=_("A story it stands on was taken back: it needs another look.")
    )

    objects: ClassVar = GuideQuerySet.as_manager()
    topics = TaggableManager(through=GuideTopic, blank=True, verbose_name=_("topics"))

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def __str__(self) -> str:
        return self.current.title if self.current else self.slug

    def get_absolute_url(self) -> str:
        """Return the guide's address."""
        return reverse("guides:guide", args=[self.slug])


class GuideRevision(models.Model):
    """One version of a guide."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("guide"))
    number = models.PositiveIntegerField(_("number"), default=1)
    title = models.CharField(_("title"), max_length=120)
    lead = models.TextField(_("summary"), help_text=_("Two to four sentences."))
    reviewed_on = models.DateField(_("last reviewed"), default=timezone.localdate)
    review_due = models.DateField(_("next review due"))

    class Meta:
        verbose_name = _("revision of a guide")
        verbose_name_plural = _("revisions of guides")
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["guide", "number"], name="kb_one_revision_a_number"),
            models.CheckConstraint(
                condition=models.Q(review_due__gt=models.F("reviewed_on")), name="kb_review_due_after_review"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    @property
    def is_due(self) -> bool:
        """Whether the day of its next review has come."""
        return self.review_due <= timezone.localdate()


class Claim(models.Model):
    """One line that a guide asks its reader to believe."""

    class Kind(models.TextChoices):
        """Where in the guide it stands."""

        STEP = "step", _("Step")
        DO = "do", _("Do")
        DONT = "dont", _("Don’t")
        WORK = "work", _("What work should change")

    revision = models.ForeignKey(
        GuideRevision, on_delete=models.CASCADE, related_name="claims", verbose_name=_("revision")
    )
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    position = models.PositiveSmallIntegerField(_("place in the list"))
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    body = models.TextField(_("text, in Markdown"))

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "kind", "position"], name="kb_one_claim_a_place"),
            models.CheckConstraint(
                condition=~models.Q(kind="step") | ~models.Q(heading=""), name="kb_step_has_heading"
            ),
        ]

    def __str__(self) -> str:
        return self.heading or self.body[:60]


class Evidence(Citation):
    """What a claim of a guide stands on."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence", verbose_name=_("claim"))

    class Meta(Citation.Meta):
        abstract = False
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
