"""The search's own tables: one row for each published thing, written and erased with it, and one for each word."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """What the search knows of a story, guide, checklist, help entry or topic. Knows no other model.

    The key is not counted up but given by kb.search.documents.key_of: a story's is its place in the order of release,
    so that the newest come first without sorting, and everything else stands above all stories.

    The database keeps its own index over `title_words`, `words` and `facets` (kb migration 0002): triggers and a
    full-text table on SQLite, a generated column on PostgreSQL. No code here has to remember it.
    """

    class Kind(models.TextChoices):
        """What can be found."""

        STORY = "story", _("Stories")
        GUIDE = "guide", _("Guides")
        CHECKLIST = "checklist", _("Checklists")
        TOPIC = "topic", _("Topics")
        HELP = "help", _("Help")

    id = models.BigIntegerField(primary_key=True, editable=False)
    kind = models.CharField(max_length=9, choices=Kind)
    object_id = models.BigIntegerField()
    slug = models.CharField(max_length=100, blank=True)  # what its address needs; kb.search.addresses makes the rest
    title = models.CharField(max_length=200)
    lead = models.TextField(blank=True)  # shown when none of the words asked for is in the body
    body = models.TextField(blank=True)
    title_words = models.TextField(blank=True)  # stems, a space between
    words = models.TextField(blank=True)  # the body's stems, a space between
    facets = models.TextField(blank=True)  # as in "=kdstory =tp7 =wg3 =nt2"
    quarter = models.CharField(max_length=6, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="kb_one_document_a_thing"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("story", "guide", "checklist", "topic", "help")),
                name="kb_document_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


class SearchTerm(models.Model):
    """How many documents hold a word, kept with them: a rare word says more. The term "" counts all documents."""

    term = models.CharField(max_length=60, primary_key=True)
    documents = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(documents__gte=0), name="kb_term_counts_documents")
        ]

    def __str__(self) -> str:
        return self.term
