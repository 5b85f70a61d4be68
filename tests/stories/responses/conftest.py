"""Forms may be sent at once, and the buckets are full."""

import pytest

from stories.responses import limits


@pytest.fixture(autouse=True)
def no_waiting(settings) -> None:
    settings.CAIRN_FORM_SECONDS = 0
    limits.presses.cache_clear()
    limits.replies.cache_clear()
