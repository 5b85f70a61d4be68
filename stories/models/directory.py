"""What the identity check knows of this workplace: who works here, as digests, and what its places are called."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class DirectoryToken(models.Model):
    """One way in which somebody on the staff list may be named: a digest under a key of the key file, and no person.

    Written in the order of the digests, so that nothing says which of them belong together. The kind says how sure a
    match is; it is the same for thousands of rows.
    """

    class Kind(models.TextChoices):
        """What was digested."""

        FULL = "full", "first and last name, or an e-mail name"
        FIRST = "first", "first name"
        LAST = "last", "last name"
        INITIALS = "initials", "initials"
        TITLE = "title", "a job few have"
        SITE = "site", "site"

    digest = models.CharField(max_length=32, primary_key=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=("full", "first", "last", "initials", "title", "site")),
                name="stories_directory_kind_is_known",
            ),
            models.CheckConstraint(condition=~models.Q(digest=""), name="stories_directory_token_has_digest"),
        ]

    def __str__(self) -> str:
        return "an entry of the staff directory"


class OwnTerm(models.Model):
    """A word that shows where somebody works: a ward, a building, a product. Kept by the programme lead."""

    class Kind(models.TextChoices):
        """What the word names."""

        WARD = "ward", _("ward or unit")
        TEAM = "team", _("team")
        BUILDING = "building", _("building or site")
        PRODUCT = "product", _("product or system")
        OTHER = "other", _("something else")

    term = models.CharField(
        _("word or words"), max_length=80, help_text=_("As people write it. Capitals do not matter.")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.OTHER)
    suggestion = models.CharField(
        _("what to write instead"), max_length=80, blank=True, help_text=_("As in “my ward”. May stay empty.")
    )

    class Meta:
        ordering = ("term",)
        verbose_name = _("word that shows where we work")
        verbose_name_plural = _("words that show where we work")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("term"), name="stories_own_term_once"),
            models.CheckConstraint(condition=~models.Q(term=""), name="stories_own_term_is_not_empty"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("ward", "team", "building", "product", "other")),
                name="stories_own_term_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.term
