"""The words a moderator starts from when writing to an author. The team edits them; each use is edited again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageTemplate(models.Model):
    """One text to begin with."""

    class Use(models.TextChoices):
        """When it is offered."""

        QUESTION = "question", _("Asking a question")
        OFFER = "offer", _("Offering changes")
        DECLINE = "decline", _("Not publishing")
        SUPPORT = "support", _("Escalating")

    slug = models.SlugField(_("short name"), unique=True)
    use = models.CharField(_("used when"), max_length=8, choices=Use)
    name = models.CharField(_("name"), max_length=60)
    body = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        ordering = ("position", "name")
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")

    def __str__(self) -> str:
        return self.name
