"""One bucket for everybody."""

from stories.privacy.bucket import TokenBucket


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
