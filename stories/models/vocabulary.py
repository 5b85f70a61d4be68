"""Coarse groups of work, and the notes that readers may want before they read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkGroup(models.Model):
    """A coarse group of work, as in "Patient care". Shown beside a story only where enough people share it."""

    slug = models.SlugField(_("short name for addresses"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    someone_in = models.CharField(
        _("after “Shared by someone in”"), max_length=60, help_text=_("As in “patient care” or “a warehouse”.")
    )
    head_count = models.PositiveIntegerField(
        _("how many people work there"),
        default=0,
        help_text=_("People, not stories. Below the smallest group it is never shown."),
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        ordering = ("position", "name")
        verbose_name = _("kind of work")
        verbose_name_plural = _("kinds of work")

    def __str__(self) -> str:
        return self.name

    @property
    def is_shown(self) -> bool:
        """Whether enough people share this group for it to stand beside a story."""
        return self.head_count >= settings.CAIRN_SMALLEST_GROUP


class ReaderNote(models.Model):
    """What a reader may want to know before reading: "This story mentions: a death"."""

    class Weight(models.TextChoices):
        """How much it asks of the moderator who reads it."""

        SOME = "some", _("Some")
        HEAVY = "heavy", _("Heavy: a second person reads it too")

    slug = models.SlugField(_("short name for addresses"), unique=True)
    name = models.CharField(_("after “This story mentions:”"), max_length=60)
    weight = models.CharField(_("weight"), max_length=5, choices=Weight, default=Weight.SOME)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        ordering = ("position", "name")
        verbose_name = _("note for readers")
        verbose_name_plural = _("notes for readers")

    def __str__(self) -> str:
        return self.name
