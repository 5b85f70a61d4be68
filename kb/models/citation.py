"""What a line of guidance stands on: a story, or research. The same for guides and checklists."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stories.models import Story


class CitationQuerySet(models.QuerySet[Any]):
    """Ways to narrow citations."""

    def of_stories(self) -> "CitationQuerySet":
        """Those that stand on a story."""
        return self.exclude(story=None)


class Citation(models.Model):
    """One thing that a line stands on: exactly one of a story and a source.

    It goes with its story: who takes a story back takes the quotation too.
    """

    story = models.ForeignKey(
        Story, on_delete=models.CASCADE, null=True, blank=True, related_name="%(class)ss", verbose_name=_("story")
    )
    quote = models.TextField(_("quotation"), blank=True, help_text=_("The story’s own words, exactly."))
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects: ClassVar = CitationQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("position", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(models.Q(story=None) & ~models.Q(source="") & models.Q(quote=""))
                | (~models.Q(story=None) & models.Q(source="")),
                name="%(app_label)s_%(class)s_story_or_source",
            )
        ]

    def __str__(self) -> str:
        # No word of a story: the admin's log keeps this for good, also when the story was taken back.
        return self.source or gettext("a story")

    def quote_stands(self) -> bool:
        """Whether the author allows quotation and the words are in the story as it is now."""
        return self.story is not None and self.story.may_be_quoted and self.quote in self.story.whole_text

    def clean(self) -> None:
        """Refuse a quotation without the author's consent, or in words that the story does not hold."""
        if self.quote and self.story is not None and not self.quote_stands():
            if not self.story.may_be_quoted:
                raise ValidationError(
                    {"quote": gettext("The author did not agree to be quoted. The story can be counted.")}
                )
            raise ValidationError({"quote": gettext("These words are not in the story. Copy them exactly.")})
