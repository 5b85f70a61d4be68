"""Where allauth asks this site: who may make an account, and where a signed-in person lands."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an admin, unless the operator names e-mail domains that may sign up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say whether anybody may make an account by themselves."""
        return bool(settings.CAIRN_SIGN_UP_DOMAINS)

    def clean_email(self, email: str) -> str:
        """Return the address in lower case. Raises ValidationError outside the domains that may sign up."""
        email = super().clean_email(email).lower()
        domain = email.rpartition("@")[2]
        if settings.CAIRN_SIGN_UP_DOMAINS and domain not in settings.CAIRN_SIGN_UP_DOMAINS:
            raise ValidationError(_("Use the e-mail address you have at work."))
        return email

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Do nothing: people here have an address and no user name."""
