"""What is remembered about a sign-in: the day, nothing else."""

from typing import Any

from django.utils import timezone

from accounts.models import User


def remember_day_of_sign_in(sender: type[User], user: User, **kwargs: Any) -> None:
    """Store midnight of today as the last sign-in."""
    user.last_login = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    user.save(update_fields=["last_login"])
