"""The app that holds a story's life, from the share page to publication."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class StoriesConfig(AppConfig):
    """Sharing, moderation and publication."""

    name = "stories"
    verbose_name = "Stories"

    def ready(self) -> None:
        """Add what `manage.py check` looks at: retention, promises, the key file, the duty address."""
        from stories.moderation.duty.checks import duty_address_is_one
        from stories.privacy.checks import CHECKS, TAG
        from stories.publishing import checks

        register(checks.every_field_has_a_rule)
        register(duty_address_is_one)
        register(checks.key_file_is_this_sites, Tags.database)
        for each in CHECKS:
            register(each, TAG)
