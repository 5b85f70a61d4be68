"""The app that holds a story's life, from the share page to publication."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """Sharing, moderation and publication."""

    name = "stories"
    verbose_name = "Stories"
