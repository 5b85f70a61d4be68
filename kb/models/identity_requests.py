"""How often somebody asked who wrote a story: what the programme lead says of it, a quarter at a time."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class IdentityRequests(models.Model):
    """One quarter. A quarter without a row is one that nobody has spoken for, which is not the same as none."""

    quarter = models.CharField(
        _("quarter"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{4}Q[1-4]\Z", _("Write the year, a Q and 1, 2, 3 or 4, as in 2026Q3."))],
        help_text=_("As in 2026Q3."),
    )
    number = models.PositiveIntegerField(
        _("how often somebody asked who wrote a story"),
        help_text=_("From inside or outside, by law or not, and whatever came of it. 0 is shown as “None”."),
    )

    class Meta:
        ordering = ("-quarter",)
        verbose_name = _("requests to name an author")
        verbose_name_plural = _("requests to name an author")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(quarter__regex=r"^\d{4}Q[1-4]$"), name="kb_requests_quarter"),
        ]

    def __str__(self) -> str:
        return self.quarter
