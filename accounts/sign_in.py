"""What is remembered about a sign-in: the day, nothing else."""

from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import User


def remember_day_of_sign_in(sender: type[User], user: User, **kwargs: Any) -> None:
    """Store midnight of today as the last sign-in, and vouch for the address that opened the door."""
    user.last_login = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    user.save(update_fields=["last_login"])
    vouch_for_address(user)


def vouch_for_address(user: User) -> None:
    """Let allauth take the person's address as their own.

    It was typed by an admin, or it was confirmed before this sign-in was let through. Without this, allauth would put
    any new address in its place before the new one is confirmed.
    """
    addresses = EmailAddress.objects.filter(user=user)
    if not addresses.filter(email=user.email, verified=True).exists():
        addresses.delete()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
