"""The app that holds a story's life, from the share page to publication."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class StoriesConfig(AppConfig):
    """Sharing, moderation and publication."""

    name = "stories"
    verbose_name = "Stories"

    def ready(self) -> None:
        """Add what `manage.py check` looks at: retention, broken promises, and the key file beside the database."""
        from stories.privacy.checks import CHECKS, TAG
        from stories.publishing import checks

        register(checks.every_field_has_a_rule)
        register(checks.key_file_is_this_sites, Tags.database)
        for each in CHECKS:
            register(each, TAG)
