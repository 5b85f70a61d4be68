"""The letter itself: the same bytes for one story and for twenty, and no time finer than the hour it always goes at."""

from __future__ import annotations

from datetime import datetime, time
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User


def letter_to(person: User, moment: datetime) -> EmailMessage:
    """Return the letter of that day to one moderator. Nothing of a story goes in.

    Django would write the second into Date, and the second, the process and this machine's name into Message-ID (RFC
    5322, 3.6.1 and 3.6.4): both are given here. Auto-Submitted keeps holiday notices from answering (RFC 3834, 5).
    """
    local = timezone.localtime(moment)
    hour = datetime.combine(local.date(), time(settings.CAIRN_DIGEST_HOUR), tzinfo=timezone.get_current_timezone())
    number = salted_hmac("cairn.digest", f"{local.date()} {person.email}", algorithm="sha256").hexdigest()[:32]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    context = {"address": settings.CAIRN_ORIGIN + reverse("moderation:queue")}
    return EmailMessage(
        subject=render_to_string("stories/moderation/digest/subject.txt").strip(),
        body=render_to_string("stories/moderation/digest/message.txt", context),
        to=[person.email],
        headers={
            "Date": format_datetime(hour),
            "Message-ID": f"<{number}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
