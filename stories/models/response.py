"""What readers send about a published story: a reply, or word that something is wrong. Sealed until somebody read it.

Nothing here may point to who sent it: no person, address, agent or date finer than the week.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.models.keys import KeyOf, random_key, to_base32
from stories.models.story import Story
from stories.models.times import this_week


class Offer(models.TextChoices):
    """What a reply offers."""

    KIND_WORDS = "kind_words", _("Kind words")
    USEFUL = "useful", _("Something useful")
    TO_TRY = "to_try", _("Something to try, or do")


class Wrong(models.TextChoices):
    """What a reader says is wrong with a story."""

    POINTS = "points", _("It points to somebody")
    HARMS = "harms", _("It could harm a reader")
    OTHER = "other", _("Something else")


KINDS = [*Offer.choices, *Wrong.choices]


class Urgency(models.IntegerChoices):
    """What is read first, as the queue of stories has it: the first two are worth the same there."""

    ORDINARY = 0, _("Ready")
    RISK = 1, _("Read first: words of risk")
    REPORT = 2, _("Something may be wrong with a story")


class ResponseQuerySet(models.QuerySet["Response"]):
    """Ways to narrow and order what readers sent."""

    def waiting(self) -> ResponseQuerySet:
        """Those that nobody has decided on."""
        return self.filter(settled_week="")

    def approved(self) -> ResponseQuerySet:
        """Replies that come out with the next release."""
        return self.exclude(settled_week="")

    def reports(self) -> ResponseQuerySet:
        """Those that say something is wrong."""
        return self.filter(kind__in=Wrong.values)

    def risk_first(self) -> ResponseQuerySet:
        """Reports first, then words of risk, then the week they came, then by their random key."""
        return self.order_by("-priority", "received_week", "id")


class Response(models.Model):
    """What a reader sent. `sealed_words` holds the text and the link; its key is in a table of its own."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="responses", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Urgency, default=Urgency.ORDINARY)
    received_week = models.CharField(_("week received"), max_length=8, default=this_week, editable=False)
    settled_week = models.CharField(_("week approved"), max_length=8, blank=True, default="", editable=False)
    sealed_words = models.BinaryField(editable=False)

    objects: ClassVar = ResponseQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-priority", "received_week", "id"], name="stories_responses_queue"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[value for value, _name in KINDS]), name="stories_response_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(settled_week="") | models.Q(kind__in=Offer.values),
                name="stories_no_report_comes_out",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Four characters by which the desk talks about it."""
        return self.code[-4:]

    @property
    def code(self) -> str:
        """The key as it stands in the desk's addresses."""
        return to_base32(self.pk)

    @property
    def is_report(self) -> bool:
        """Whether it says that something is wrong."""
        return self.kind in Wrong.values


class ResponseKey(models.Model):
    """The wrapped key of one response, as `SealedKey` is of a submission."""

    response = KeyOf(Response, on_delete=models.CASCADE, primary_key=True, related_name="sealed_key")
    wrapped = models.BinaryField(editable=False)

    def __str__(self) -> str:
        return self.response.reference


class ResponseAside(models.Model):
    """Somebody on the desk leaves this one to the others. `mark` is an HMAC of the person, as in `Aside`."""

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="asides")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "mark"], name="stories_one_response_aside_a_mark"),
        ]

    def __str__(self) -> str:
        return self.response.reference
