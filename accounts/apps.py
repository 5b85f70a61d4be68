"""The app that knows who may do what."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    """People, roles and sign-in."""

    name = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        """Keep the day of the last sign-in instead of the second, so that it cannot be set beside a story."""
        from accounts.sign_in import remember_day_of_sign_in

        # Under Django's own name for this, so that its receiver is not added, or gone, whichever app is ready first.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(remember_day_of_sign_in, dispatch_uid="update_last_login")
