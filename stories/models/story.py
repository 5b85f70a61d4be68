"""What everybody reads: the published story, and the state of the shelf it stands on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models, transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from stories.models.keys import random_key, to_base32
from stories.models.times import season_of
from stories.models.topic import StoryTopic
from stories.models.vocabulary import ReaderNote, WorkGroup

PART_LENGTH = 6_000  # characters, for each of the four parts, as the share pages ask for them
LONGEST_PART = (
    12_000  # what a part may hold: reports from elsewhere run on, and a moderator has to be able to save them
)
TITLE_LENGTH = 120


class Consent(models.TextChoices):
    """What an author allows."""

    YES = "yes", _("Yes")
    ASK = "ask", _("Ask me first")
    NO = "no", _("No")


class StoryQuerySet(models.QuerySet["Story"]):
    """Ways to put published stories in order and to fetch what a list shows."""

    def newest_first(self) -> StoryQuerySet:
        """In order of release, the last first; within a batch the order is shuffled."""
        return self.order_by("-position")

    def with_card(self) -> StoryQuerySet:
        """With everything that a card in a list shows, in a constant number of queries."""
        return self.select_related("work_group").prefetch_related("topics", "notes")


class InSight(models.Manager.from_queryset(StoryQuerySet)):  # type: ignore[misc]
    """The stories that readers see: all but those that were pulled back for a check."""

    def get_queryset(self) -> StoryQuerySet:
        """Leave out what is out of sight, wherever somebody asks for stories."""
        found: StoryQuerySet = super().get_queryset().filter(is_pulled=False)
        return found


class Story(models.Model):
    """A story that a moderator made safe and the author let go.

    `objects` holds the stories in sight, so that nobody has to think of the others; `every` is for whoever does.
    """

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    position = models.BigIntegerField(_("place in the order of release"), unique=True, editable=False)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    happened = models.TextField(_("What happened"), blank=True, max_length=LONGEST_PART)
    felt = models.TextField(_("What it was like"), blank=True, max_length=LONGEST_PART)
    helped = models.TextField(_("What helped"), blank=True, max_length=LONGEST_PART)
    advice = models.TextField(_("What I’d tell a colleague"), blank=True, max_length=LONGEST_PART)
    quarter = models.CharField(_("quarter"), max_length=6)
    work_group = models.ForeignKey(
        WorkGroup,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("kind of work"),
    )
    notes = models.ManyToManyField(ReaderNote, blank=True, related_name="stories", verbose_name=_("notes for readers"))
    quote_consent = models.CharField(_("may be quoted"), max_length=3, choices=Consent, default=Consent.NO)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    is_pulled = models.BooleanField(_("out of sight for a check"), default=False, editable=False)

    objects: ClassVar = InSight()
    every: ClassVar = StoryQuerySet.as_manager()
    topics = TaggableManager(through=StoryTopic, blank=True, verbose_name=_("topics"))

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(quote_consent__in=("yes", "ask", "no")), name="stories_consent_is_known"
            ),
            models.CheckConstraint(condition=models.Q(quarter__regex=r"^\d{4}Q[1-4]$"), name="stories_quarter_is_one"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the story's address: its key in base 32, and its title for people who read addresses."""
        return reverse("story", args=[self.code, self.slug])

    @property
    def code(self) -> str:
        """The key as it stands in the address."""
        return to_base32(self.pk)

    @property
    def slug(self) -> str:
        """The title as it stands in the address; a dash where no letter of it can."""
        return slugify(self.title)[:60].strip("-") or "-"

    @property
    def season(self) -> str:
        """When, in words: "spring 2026"."""
        return season_of(self.quarter)

    @property
    def whole_text(self) -> str:
        """The four parts in a row, as an author wrote them."""
        return "\n\n".join(part for part in (self.happened, self.felt, self.helped, self.advice) if part)

    @property
    def may_be_quoted(self) -> bool:
        """Whether guides may hold its words as a quotation."""
        return self.quote_consent == Consent.YES


class PublicationState(models.Model):
    """One row: how far the order of release has come, and which generation of content readers see.

    Whoever releases, changes or takes back a story moves `generation` in the same transaction, so that every page
    kept under an older generation is out of reach at once.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    generation = models.BigIntegerField(default=1)
    last_position = models.BigIntegerField(default=0)
    cleaned = models.BigIntegerField(default=0)  # the generation after which the tables were last written anew

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="stories_one_publication_state")]

    def __str__(self) -> str:
        return f"generation {self.generation}"

    @classmethod
    def moved(cls, positions: int = 0) -> PublicationState:
        """Lock the row, start a new generation, set aside `positions` places in the order, and return the row.

        The places are `last_position - positions + 1` to `last_position`. Must run inside a transaction.
        """
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("the generation moves with what it counts")
        cls.objects.get_or_create(pk=1)
        state = cls.objects.select_for_update().get(pk=1)
        state.generation += 1
        state.last_position += positions
        state.save()
        return state
