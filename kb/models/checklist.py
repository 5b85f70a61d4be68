"""Checklists led by peers: versions made of items, each with a reason and what it stands on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from kb.models.citation import Citation
from kb.models.guide import DRAWINGS
from stories.models import Topic


class ChecklistTopic(ItemBase):
    """A checklist is about a topic."""

    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="checklist_items")
    content_object = models.ForeignKey("kb.Checklist", on_delete=models.CASCADE, related_name="topic_items")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="kb_one_topic_a_checklist")
        ]


class ChecklistQuerySet(models.QuerySet["Checklist"]):
    """Ways to narrow checklists."""

    def published(self) -> ChecklistQuerySet:
        """Checklists that readers see, with the version that they see."""
        return self.exclude(current=None).select_related("current").order_by("current__title")


class Checklist(models.Model):
    """A checklist: an address, the peer who leads it, and the version in use."""

    class Kind(models.TextChoices):
        """What it is for."""

        SELF_CHECK = "self_check", _("Self-check")
        TEAM_RUN = "team_run", _("Run with a team")
        HANDOVER = "handover", _("Handover")
        AFTER_EVENT = "after_event", _("After a hard event")

    slug = models.SlugField(_("address"), unique=True)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    led_by = models.CharField(
        _("led by"), max_length=80, help_text=_("An alias and a role, as in “Teasel, peer lead”.")
    )
    drawing = models.CharField(_("drawing"), max_length=10, choices=DRAWINGS, default="stone")
    current = models.OneToOneField(
        "kb.ChecklistVersion", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("version in use"),
    )  # fmt: skip
    needs_sign_off = models.BooleanField(_("needs sign-off by occupational health"), default=False)
    being_checked = models.BooleanField(_("being checked"), default=False)

    objects: ClassVar = ChecklistQuerySet.as_manager()
    topics = TaggableManager(through=ChecklistTopic, blank=True, verbose_name=_("topics"))

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=("self_check", "team_run", "handover", "after_event")),
                name="kb_checklist_kind_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.current.title if self.current else self.slug

    def get_absolute_url(self) -> str:
        """Return the checklist's address."""
        return reverse("checklists:checklist", args=[self.slug])


class ChecklistVersion(models.Model):
    """One version of a checklist."""

    checklist = models.ForeignKey(
        Checklist, on_delete=models.CASCADE, related_name="versions", verbose_name=_("checklist")
    )
    number = models.PositiveIntegerField(_("number"), default=1)
    title = models.CharField(_("title"), max_length=120)
    lead = models.TextField(_("summary"))
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=2)
    published_month = models.DateField(_("month published"), help_text=_("The first day of the month."))

    class Meta:
        verbose_name = _("version of a checklist")
        verbose_name_plural = _("versions of checklists")
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["checklist", "number"], name="kb_one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"


class ChecklistItem(models.Model):
    """One line to tick, and why it is there."""

    version = models.ForeignKey(
        ChecklistVersion, on_delete=models.CASCADE, related_name="items", verbose_name=_("version")
    )
    position = models.PositiveSmallIntegerField(_("place in the list"))
    text = models.CharField(_("line"), max_length=300)
    why = models.TextField(_("why it is there"), blank=True)

    class Meta:
        verbose_name = _("line of a checklist")
        verbose_name_plural = _("lines of checklists")
        ordering = ("position",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "position"], name="kb_one_item_a_place")]

    def __str__(self) -> str:
        return self.text


class ItemCitation(Citation):
    """What a line of a checklist stands on."""

    item = models.ForeignKey(ChecklistItem, on_delete=models.CASCADE, related_name="citations", verbose_name=_("line"))

    class Meta(Citation.Meta):
        abstract = False
        verbose_name = _("citation")
        verbose_name_plural = _("citations")


class ChecklistBand(models.Model):
    """What a number of ticks may mean."""

    version = models.ForeignKey(
        ChecklistVersion, on_delete=models.CASCADE, related_name="bands", verbose_name=_("version")
    )
    lowest = models.PositiveSmallIntegerField(_("from"))
    highest = models.PositiveSmallIntegerField(_("to"))
    heading = models.CharField(_("heading"), max_length=80)
    advice = models.TextField(_("advice"))
    links_help = models.BooleanField(_("ends with “Get help now”"), default=False)

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        ordering = ("lowest",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(highest__gte=models.F("lowest")), name="kb_band_is_a_range"),
            models.UniqueConstraint(fields=["version", "lowest"], name="kb_one_band_a_start"),
        ]

    def __str__(self) -> str:
        return self.heading
