"""One bucket for everybody: holds off a flood without an address to hold it off by.

Each server process has its own, in its memory. One that the processes share would have to lie in a file or the
database, and the time at which that was last written would be the time at which the last story came.
"""

import threading
import time


class TokenBucket:
    """Lets `per_minute` calls through each minute, in bursts of as many; keeps two numbers and no names."""

    def __init__(self, per_minute: float) -> None:
        self.per_minute = per_minute
        self.tokens = float(per_minute)
        self.filled_at = time.monotonic()
        self.lock = threading.Lock()

    def take(self) -> bool:
        """Say whether one more may pass now."""
        with self.lock:
            now = time.monotonic()
            self.tokens = min(self.per_minute, self.tokens + (now - self.filled_at) * self.per_minute / 60)
            self.filled_at = now
            if self.tokens < 1:
                return False
            self.tokens -= 1
            return True


def share_of(per_minute: int, workers: int) -> TokenBucket:
    """Return one process's bucket where `workers` of them together let `per_minute` through.

    The server deals requests out by chance, so each gets an equal part; at least one a minute passes everywhere, unless
    nothing is to pass at all.
    """
    return TokenBucket(max(per_minute / max(workers, 1), 1.0) if per_minute > 0 else 0)
