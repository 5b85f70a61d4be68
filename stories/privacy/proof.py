"""Proof of work: a sum that an author does not notice, and that somebody who sends forms by the thousand does.

Speaks ALTCHA's protocol, version 1 (altcha.org, "Proof-of-Work"; the libraries of that project are the reference, and
a test works this module against theirs). A challenge is the SHA-256 of a salt and a number up to `maxnumber`, signed
with HMAC-SHA-256; the solution, JSON in base 64, names the number. The salt holds when the challenge ends and the
number of its form, which is in the form anyway: nothing about a person, and nothing is kept about who solved it.
"""

from __future__ import annotations

import base64
import json
import secrets
import threading
import time
from hashlib import sha256
from urllib.parse import parse_qs, urlencode

from django.utils.crypto import constant_time_compare, salted_hmac

KEY = "cairn.proof-of-work"
ALGORITHM = "SHA-256"
# Half of them are tried on average: a second or two in the browser of a laptop, some more on a telephone, while the
# author reads. A program written for it takes hundredths of a second: it makes a flood dearer and does not stop it.
MOST = 100_000
SECONDS = 2 * 3600  # somebody who reads the check page for longer comes in as one without a solution
LENGTH = 2_000  # characters of a solution; ours have about 500


def new_challenge(form: str, *, number: int | None = None) -> str:
    """Return a challenge for the form with this number, as the JSON that the browser solves.

    `number` is the solution, by chance where none is given.
    """
    ends = int(time.time()) + SECONDS
    # The "&" at the end keeps the digits of the number from being read as part of the last value.
    salt = f"{secrets.token_hex(12)}?{urlencode({'expires': ends, 'form': form})}&"
    challenge = _hashed(salt, secrets.randbelow(MOST + 1) if number is None else number)
    fields = {"algorithm": ALGORITHM, "challenge": challenge, "maxnumber": MOST, "salt": salt}
    return json.dumps({**fields, "signature": _signature(challenge)})


class Solutions:
    """Judges solutions, and knows the ones it has taken until they are too old to come again; in memory alone."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}
        self._lock = threading.Lock()

    def take(self, payload: str, *, form: str) -> bool:
        """Say whether this is a solution for the form with this number, not too old, and taken for the first time."""
        found = _solved(payload, form)
        if found is None:
            return False
        challenge, ends = found
        with self._lock:
            now = time.time()
            self._taken = {each: until for each, until in self._taken.items() if until >= now}
            if challenge in self._taken:
                return False
            self._taken[challenge] = ends
            return True


def _solved(payload: str, form: str) -> tuple[str, int] | None:
    """Return the challenge that was solved and when it ends, or None. Whatever was sent, nothing is raised."""
    try:
        # JSON of this length cannot be nested deep enough to fail in any other way.
        said = json.loads(base64.b64decode(payload[:LENGTH], validate=True))
        challenge, salt, number, signature = (said[name] for name in ("challenge", "salt", "number", "signature"))
        named = parse_qs(salt.partition("?")[2], max_num_fields=4)
        ends, belongs_to = int(named["expires"][0]), named["form"][0]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    right = (
        said.get("algorithm") == ALGORITHM
        and type(number) is int
        and constant_time_compare(str(challenge), _hashed(salt, number))
        and constant_time_compare(str(signature), _signature(str(challenge)))
        and ends >= time.time()
        and belongs_to == form
    )
    return (str(challenge), ends) if right else None


def _hashed(salt: str, number: int) -> str:
    return sha256(f"{salt}{number}".encode(errors="replace")).hexdigest()


def _signature(challenge: str) -> str:
    return salted_hmac(KEY, challenge, algorithm="sha256").hexdigest()
