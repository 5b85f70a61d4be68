"""A story that waits: sealed words, and the little that the desk needs beside them.

Nothing here may point to its author: no person, address, agent or date finer than the week.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from stories.models.keys import KeyOf, random_key, to_base32
from stories.models.story import Consent, Story
from stories.models.times import this_week
from stories.models.topic import SubmissionTopic
from stories.models.vocabulary import ReaderNote, WorkGroup


class State(models.TextChoices):
    """Where a story stands on its way."""

    RECEIVED = "received", _("Ready to read")
    IN_REVIEW = "in_review", _("Being read")
    QUESTION = "question", _("Waiting for the author")
    ANSWERED = "answered", _("The author answered")
    OFFERED = "offered", _("Changes offered")
    SECOND_READ = "second_read", _("Needs a second read")
    APPROVED = "approved", _("Approved, waiting for release")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Not published")
    ESCALATED = "escalated", _("Escalated")


class Move(models.TextChoices):
    """What somebody does that takes a story from one state to another. Taking back is not a state: it erases."""

    CLAIM = "claim", _("Claimed")
    LAPSE = "lapse", _("Put back")
    ASK = "ask", _("Asked a question")
    OFFER = "offer", _("Offered changes")
    ANSWER = "answer", _("Answered")
    ACCEPT = "accept", _("Accepted the changes")
    REWRITE = "rewrite", _("Made it their own")
    SEND_FOR_SECOND_READ = "send_for_second_read", _("Asked for a second read")
    APPROVE = "approve", _("Approved")
    REOPEN = "reopen", _("Took back the decision")
    DECLINE = "decline", _("Declined")
    EXPIRE = "expire", _("Had no answer")
    ESCALATE = "escalate", _("Escalated")
    RELEASE = "release", _("Released")
    PULL = "pull", _("Pulled out of sight")
    RETURN = "return", _("Put back in sight")
    REMOVE = "remove", _("Taken off the site")


class Priority(models.IntegerChoices):
    """Who is read first. In words on the screen, never as a score."""

    READY = 0, _("Ready")
    READ_FIRST = 1, _("Read first: words of risk")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Ways to narrow and order what waits."""

    def in_state(self, *states: State) -> SubmissionQuerySet:
        """Those that stand in one of these states."""
        return self.filter(state__in=states)

    def risk_first(self) -> SubmissionQuerySet:
        """Words of risk first, then the week they came, then by their random key."""
        return self.order_by("-priority", "received_week", "id")

    def with_row(self) -> SubmissionQuerySet:
        """With everything that a row of the queue shows, and no sealed words, in a constant number of queries."""
        rows = self.select_related("claim__moderator", "second_read__first_reader").prefetch_related("topics", "notes")
        return rows.defer("sealed_original", "sealed_edit", "sealed_accepted", "second_read__sealed_reply")


class Submission(models.Model):
    """What an author sent. `sealed_original` is theirs, `sealed_edit` is the version to publish.

    `sealed_accepted` is the offer that the author said yes to: what comes out may differ from it by details alone.
    """

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.RECEIVED)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    received_week = models.CharField(_("week received"), max_length=8, default=this_week, editable=False)
    settled_week = models.CharField(
        _("week approved or declined"), max_length=8, blank=True, default="", editable=False
    )
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.READY)
    length = models.PositiveIntegerField(_("words, to the nearest 20"), default=0)
    # Only a language that enough people write in, and never beside a kind of work: two such facts can name somebody.
    # Knows its own default, so that a worker of the version before can still store a story.
    language = models.CharField(
        _("language, beside the site’s own"), max_length=2, blank=True, default="", db_default="", editable=False
    )
    quarter = models.CharField(_("quarter to show"), max_length=6)
    sealed_original = models.BinaryField(editable=False)
    sealed_edit = models.BinaryField(editable=False, default=bytes)
    sealed_accepted = models.BinaryField(editable=False, default=bytes)
    work_group = models.ForeignKey(
        WorkGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kind of work")
    )
    notes = models.ManyToManyField(
        ReaderNote, through="stories.SubmissionNote", blank=True, related_name="+", verbose_name=_("notes for readers")
    )
    publish_consent = models.CharField(_("may be published"), max_length=3, choices=Consent)
    quote_consent = models.CharField(_("may be quoted"), max_length=3, choices=Consent)
    story = models.OneToOneField(
        Story, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects: ClassVar = SubmissionQuerySet.as_manager()
    topics = TaggableManager(through=SubmissionTopic, blank=True, verbose_name=_("topics"))

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "-priority", "received_week", "id"], name="stories_queue")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="stories_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(language="") | models.Q(work_group=None), name="stories_language_or_work_group"
            ),
            models.CheckConstraint(
                condition=models.Q(publish_consent__in=("yes", "no")), name="stories_publish_is_yes_or_no"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | models.Q(publish_consent="yes"),
                name="stories_approved_only_with_consent",
            ),
            models.CheckConstraint(
                condition=models.Q(state="published") | models.Q(story=None), name="stories_story_only_when_published"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Four characters by which the desk talks about it."""
        return to_base32(self.pk)[-4:]

    @property
    def code(self) -> str:
        """The key as it stands in the desk's addresses."""
        return to_base32(self.pk)


class SubmissionNote(models.Model):
    """A note for readers on a waiting story. A table of our own, because Django's would number its rows in order."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    note = models.ForeignKey(ReaderNote, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "note"], name="stories_one_note_a_submission")
        ]

    def __str__(self) -> str:
        return self.note.name


class SealedKey(models.Model):
    """The wrapped key of one submission. In a table of its own, so that its backups can be kept shorter."""

    submission = KeyOf(Submission, on_delete=models.CASCADE, primary_key=True, related_name="sealed_key")
    wrapped = models.BinaryField(editable=False)

    def __str__(self) -> str:
        return self.submission.reference


class Step(models.Model):
    """One line of the timeline that the author sees: what happened to the story, and in which week."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    move = models.CharField(max_length=20, choices=Move, blank=True, default="")
    state = models.CharField(max_length=12, choices=State)
    week = models.CharField(max_length=8, default=this_week)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "number"], name="stories_one_step_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.state}"
