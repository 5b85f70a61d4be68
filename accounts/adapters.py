"""Where allauth asks this site: who may make an account, and the words for what went wrong."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an admin, unless the operator names e-mail domains that may sign up."""

    # A wrong password and an unknown address get the same words, so that nobody can find out who has an account.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("This account is switched off. Ask your admin."),
        "email_password_mismatch": gettext_lazy("That address and password do not go together. Check both."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait five minutes, then try again."),
        "email_taken": gettext_lazy("Somebody here has that address already."),
        "duplicate_email": gettext_lazy("That is the address you have now."),
        "enter_current_password": gettext_lazy("That is not the password you have now."),
        "incorrect_password": gettext_lazy("That is not your password. Check for capital letters."),
        "rate_limited": gettext_lazy("Too many tries. Wait a few minutes, then try again."),
    }

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

    def is_safe_url(self, url: str | None) -> bool:
        """Say whether signing in may lead there; what is no address at all, like "//[", leads nowhere."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Do nothing: people here have an address and no user name."""
