"""One bucket for everybody."""

import pytest

from stories.privacy.bucket import TokenBucket, share_of


def test_a_burst_passes_and_the_next_does_not() -> None:
    bucket = TokenBucket(3)

    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


def test_it_fills_again_with_time_and_never_over_the_rim() -> None:
    bucket = TokenBucket(3)
    for _ in range(3):
        bucket.take()

    bucket.filled_at -= 20
    assert [bucket.take() for _ in range(2)] == [True, False]

    bucket.filled_at -= 3600
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("per_minute", "workers", "each"), [(30, 1, 30), (30, 2, 15), (30, 4, 7.5), (3, 8, 1), (0, 2, 0), (30, 0, 30)]
)
def test_processes_share_what_may_pass(per_minute: int, workers: int, each: float) -> None:
    assert share_of(per_minute, workers).per_minute == each
