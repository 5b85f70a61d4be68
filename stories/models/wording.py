"""What all the team's words have in common: a version, a way out of use, and a history."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_Row_co = TypeVar("_Row_co", bound="Wording", covariant=True)


class WordingQuerySet(models.QuerySet[_Row_co]):
    """Entries of one list of the team's words."""

    def offered(self) -> Self:
        """Leave out what is no longer offered; what was written with it keeps it."""
        return self.filter(is_retired=False)


class Wording(models.Model):
    """One entry of a list that the team edits on the desk. It is never deleted, only no longer offered."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_retired = models.BooleanField(_("no longer offered"), default=False)

    objects = WordingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name


class WordChange(models.Model):
    """Who changed which entry on which day, and what stood there before and after. No story is ever in it.

    `number` is the version that the change made; `before` is empty where the entry was new.
    """

    class Kind(models.TextChoices):
        """The lists, by their names in addresses."""

        TEMPLATES = "templates", _("Messages to start from")
        REASONS = "reasons", _("Reasons not to publish")
        REPLACEMENTS = "replacements", _("Words to put in place of a detail")
        NOTES = "notes", _("Notes for readers")

    kind = models.CharField(max_length=12, choices=Kind, editable=False)
    slug = models.SlugField(editable=False)
    number = models.PositiveIntegerField(editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="word_changes"
    )
    role = models.CharField(max_length=20, editable=False)
    day = models.DateField(default=timezone.localdate, editable=False)
    before = models.JSONField(default=dict, editable=False)
    after = models.JSONField(editable=False)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "slug", "number"], name="stories_one_word_change_a_version"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["templates", "reasons", "replacements", "notes"]),
                name="stories_word_change_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}: {self.number}"
