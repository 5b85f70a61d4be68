"""The search's own table: one row for each published thing, written and erased with it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """What the search knows of a story, guide, checklist, help entry or topic. Knows no other model."""

    class Kind(models.TextChoices):
        """What can be found."""

        STORY = "story", _("Story")
        GUIDE = "guide", _("Guide")
        CHECKLIST = "checklist", _("Checklist")
        TOPIC = "topic", _("Topic")
        HELP = "help", _("Help")

    kind = models.CharField(max_length=9, choices=Kind)
    object_id = models.BigIntegerField()
    url = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    topic_slugs = models.JSONField(default=list)
    topic_words = models.TextField(blank=True, default="")
    work_group = models.CharField(max_length=50, blank=True, default="")
    note_slugs = models.JSONField(default=list)
    meta = models.JSONField(default=dict)
    position = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "object_id"], name="kb_one_document_a_thing")]
        indexes: ClassVar = [models.Index(fields=["kind", "-position"], name="kb_document_newest")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"
