"""Who to talk to: the operator's own entries, checked and dated, and the peers on the rota."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpEntry(models.Model):
    """One place to turn to."""

    class Kind(models.TextChoices):
        """In the order of urgency, which is the order of the help page."""

        EMERGENCY = "emergency", _("In danger this minute")
        TALK_NOW = "talk_now", _("Talk to someone today or tonight")
        ASSISTANCE = "assistance", _("Employee assistance")
        OCCUPATIONAL_HEALTH = "occupational_health", _("Occupational health")
        SPEAK_UP = "speak_up", _("Something is not safe")
        COLLEAGUE = "colleague", _("Worried about a colleague")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=80)
    about = models.TextField(_("what it is, in two sentences"), blank=True)
    contact = models.CharField(_("how to reach it"), max_length=120, blank=True)
    contact_url = models.CharField(
        _("address behind the contact"), max_length=200, blank=True, help_text=_("tel:, sms:, mailto: or https://")
    )
    hours = models.CharField(_("hours"), max_length=80, blank=True)
    cost = models.CharField(_("cost"), max_length=80, blank=True)
    confidentiality = models.CharField(_("who is told"), max_length=200, blank=True)
    site = models.CharField(_("site"), max_length=60, blank=True, help_text=_("Empty for everywhere."))
    is_example = models.BooleanField(_("an example, not yet filled in"), default=False)
    last_verified = models.DateField(_("last checked"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        ordering = ("position", "name")
        verbose_name = _("help entry")
        verbose_name_plural = _("help entries")

    def __str__(self) -> str:
        return self.name


class PeerSupporter(models.Model):
    """A colleague who listens, by an alias, at hours of the day."""

    alias = models.CharField(_("alias"), max_length=40, unique=True)
    listens_to = models.CharField(_("whose work they know"), max_length=80)
    from_hour = models.PositiveSmallIntegerField(_("on from, hour of the day"))
    to_hour = models.PositiveSmallIntegerField(_("until, hour of the day"))
    contact = models.CharField(_("how to reach them"), max_length=120, blank=True)

    class Meta:
        ordering = ("alias",)
        verbose_name = _("peer supporter")
        verbose_name_plural = _("peer supporters")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(from_hour__lt=24) & models.Q(to_hour__lt=24), name="kb_peer_hours_are_hours"
            )
        ]

    def __str__(self) -> str:
        return self.alias

    def is_on_at(self, hour: int) -> bool:
        """Whether they are on in this hour of the day (0 to 23); a turn may run past midnight."""
        if self.from_hour <= self.to_hour:
            return self.from_hour <= hour < self.to_hour
        return hour >= self.from_hour or hour < self.to_hour
