"""Which rows of imported files are here already, so that importing twice adds nothing."""

from typing import ClassVar

from django.db import models

from stories.models.keys import random_key


class ImportedRow(models.Model):
    """One row that was imported: a digest under the pepper of the key file, and no link to the story made of it."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(digest=""), name="stories_imported_row_has_digest")
        ]

    def __str__(self) -> str:
        return "imported row"
