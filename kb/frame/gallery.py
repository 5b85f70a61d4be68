"""Sample values for the gallery: every component once."""

from typing import Any


def samples() -> dict[str, Any]:
    """Return what the gallery's page shows."""
    return {}
