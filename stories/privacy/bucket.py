"""One bucket for everybody: holds off a flood without an address to hold it off by."""

import threading
import time


class TokenBucket:
    """Lets `per_minute` calls through each minute, in bursts of as many; keeps two numbers and no names."""

    def __init__(self, per_minute: int) -> None:
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
