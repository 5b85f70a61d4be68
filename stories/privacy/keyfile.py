"""The key file: what unlocks waiting stories, kept outside the database and outside its backups.

A text file:

    cairn-key-file 1
    master 1 <32 bytes, base64>
    pepper <32 bytes, base64>

There can be several `master` lines; the one with the highest number seals, the others still open.
"""

from __future__ import annotations

import base64
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from stories.models import Receipt, SealedKey

HEADER = "cairn-key-file 1"


@dataclass(frozen=True, repr=False)
class Keys:
    """Master keys by number, and the pepper of the receipts; 32 bytes each. Has no repr, so that no log shows it."""

    masters: dict[int, bytes]
    pepper: bytes

    @property
    def current(self) -> int:
        """The number of the master key that seals."""
        return max(self.masters)


def make_key_file(path: Path) -> None:
    """Write a new key file that only its owner can read.

    Raises FileExistsError when there is a file already: a key is never replaced.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = [HEADER, f"master 1 {_new_secret()}", f"pepper {_new_secret()}", ""]
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.touch(mode=0o600)
    try:
        with part.open("w") as file:
            file.write("\n".join(lines))
            file.flush()
            os.fsync(file.fileno())  # before anything is sealed with it, also when the power goes
        os.link(part, path)  # whole or not at all, and never over another
    finally:
        part.unlink()


def read_key_file(path: Path) -> Keys:
    """Return the keys in the file. Raises ImproperlyConfigured, without a word of its content, when it is not one."""
    wrong = ImproperlyConfigured(
        f"{path} is not a whole Cairn key file. Put the right one back; do not make a new one."
    )
    masters: dict[int, bytes] = {}
    pepper = b""
    try:
        header, *lines = path.read_text().splitlines()
        for line in lines:
            match line.split():
                case ["master", number, text]:
                    masters[int(number)] = _decoded(text)
                case ["pepper", text]:
                    pepper = _decoded(text)
                case []:
                    continue
                case _:
                    raise wrong
    except (OSError, ValueError):
        raise wrong from None
    if header != HEADER or not masters or not pepper:
        raise wrong
    return Keys(masters, pepper)


@lru_cache(maxsize=2)
def _keys(path: Path) -> Keys:
    return read_key_file(path)


def keys() -> Keys:
    """Return the keys of this site, read once a process.

    Outside production a missing file is made, unless the database already holds stories that another file sealed.
    Raises ImproperlyConfigured when there is no usable key file.
    """
    path = settings.CAIRN_KEY_FILE
    if not path.exists():
        _make_for_a_new_site(path)
    return _keys(path)


def _make_for_a_new_site(path: Path) -> None:
    if settings.PRODUCTION or SealedKey.objects.exists() or Receipt.objects.exists():
        raise ImproperlyConfigured(f"The key file {path} is gone, and stories that it sealed are waiting. Put it back.")
    try:
        make_key_file(path)
    except FileExistsError:
        return  # another process of the same start was first


def _new_secret() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _decoded(text: str) -> bytes:
    secret = base64.b64decode(text, validate=True)
    if len(secret) != 32:
        raise ValueError("a key has 32 bytes")
    return secret
