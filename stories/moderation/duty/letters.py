"""The letter itself: the same bytes for one escalation and for ten, whatever was told in them."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac


def letter_to_duty(moment: datetime) -> EmailMessage:
    """Return the letter of that hour. Nothing of a story goes in, and no minute: see the moderators' daily letter."""
    hour = timezone.localtime(moment).replace(minute=0, second=0, microsecond=0)
    number = salted_hmac("cairn.duty", hour.isoformat(), algorithm="sha256").hexdigest()[:32]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    context = {"address": f"{settings.CAIRN_ORIGIN}{reverse('moderation:queue')}?tab=escalated"}
    return EmailMessage(
        subject=render_to_string("stories/moderation/duty/subject.txt").strip(),
        body=render_to_string("stories/moderation/duty/message.txt", context),
        to=[settings.CAIRN_DUTY_ADDRESS],
        headers={
            "Date": format_datetime(hour),
            "Message-ID": f"<{number}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
