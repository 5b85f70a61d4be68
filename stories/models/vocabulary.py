"""Coarse groups of work, and the notes that readers may want before they read."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stories.models.wording import Wording


class WorkGroup(models.Model):
    """A coarse group of work, as in "Patient care". Shown beside a story only where enough people share it.

    Where too few do, the broader one stands there, or none: stories.topics.work_groups says which.
    """

    slug = models.SlugField(_("short name for addresses"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    someone_in = models.CharField(
        _("after “Shared by someone in”"), max_length=60, help_text=_("As in “patient care” or “a warehouse”.")
    )
    head_count = models.PositiveIntegerField(
        _("how many people work there"),
        default=0,
        help_text=_(
            "People, not stories, with those of narrower kinds. When they become too few, the kind of work is taken "
            "off its stories for good, and the broader one is put there."
        ),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("part of"),
        help_text=_("What is shown instead where too few people share this one."),
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        ordering = ("position", "name")
        verbose_name = _("kind of work")
        verbose_name_plural = _("kinds of work")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="stories_work_group_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a kind of work that is part of itself, which no form asks the constraint about."""
        super().clean()
        if self.pk and self.parent_id == self.pk:
            raise ValidationError({"parent": gettext("Choose another kind of work: this is the same one.")})


class ReaderNote(Wording):
    """What a reader may want to know before reading: "This story mentions: a death"."""

    class Weight(models.TextChoices):
        """How much it asks of the moderator who reads it."""

        SOME = "some", _("Some")
        HEAVY = "heavy", _("Heavy: a second person reads it too")

    slug = models.SlugField(_("short name for addresses"), unique=True)
    name = models.CharField(_("after “This story mentions:”"), max_length=60)
    weight = models.CharField(_("weight"), max_length=5, choices=Weight, default=Weight.SOME)

    class Meta(Wording.Meta):
        verbose_name = _("note for readers")
        verbose_name_plural = _("notes for readers")
