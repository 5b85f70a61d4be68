"""Authors as these tests meet them: nobody waits for a form, and the bucket is full."""

from collections.abc import Iterator

import pytest

from stories.submission import limits


@pytest.fixture(autouse=True)
def unhurried(settings) -> Iterator[None]:
    """Let forms be sent at once, and as many as a test likes."""
    settings.CAIRN_FORM_SECONDS = 0
    settings.CAIRN_SHARE_PER_MINUTE = 10_000
    limits.bucket.cache_clear()
    yield
    limits.bucket.cache_clear()
