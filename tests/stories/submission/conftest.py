"""The blind pages as tests meet them: no fill time to wait for, and a full bucket."""

from collections.abc import Iterator

import pytest

from stories.submission import limits


@pytest.fixture(autouse=True)
def no_waiting(settings) -> Iterator[None]:
    settings.CAIRN_FORM_SECONDS = 0
    limits.bucket.cache_clear()
    yield
    limits.bucket.cache_clear()
