"""The project's own app: what readers and curators see."""

from django.apps import AppConfig


class KbConfig(AppConfig):
    """Readers' and curators' half of the house."""

    name = "kb"
    verbose_name = "Knowledge base"
