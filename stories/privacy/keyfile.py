"""The key file: what unlocks waiting stories, kept outside the database and outside its backups.

A text file:

    cairn-key-file 1
    master 1 <32 bytes, base64>
    pepper <32 bytes, base64>

There can be several `master` lines, numbered from 1 to 255; the one with the highest number seals, the others still
open. The pepper comes last, so that a file of which the end is missing is never taken for a whole one.
"""

from __future__ import annotations

import base64
import os
import secrets
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from stories.models import ImportedRow, KeyCheck, QuarterKey, Receipt, ResponseKey, SealedKey

HEADER = "cairn-key-file 1"
HIGHEST = 255  # a wrapped key names its master in one byte
Stamp = tuple[int, int, int]


@dataclass(frozen=True, repr=False)
class Keys:
    """Master keys by number, and the pepper of the receipts; 32 bytes each. Has no repr, so that no log shows it."""

    masters: Mapping[int, bytes]
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
    # A link: whole or not at all, and never over another.
    _written(path, Keys({1: secrets.token_bytes(32)}, secrets.token_bytes(32)), mode=0o600, place=os.link)


def add_master(path: Path) -> int:
    """Put a new master key into the file beside the old ones, and return its number.

    Raises ImproperlyConfigured when the file is not whole or holds 255 already, OSError when it cannot be written.
    """
    keys = read_key_file(path)
    number = keys.current + 1
    if number > HIGHEST:
        raise ImproperlyConfigured(f"{path} holds {HIGHEST} master keys: no further one fits.")
    _replace(path, Keys({**keys.masters, number: secrets.token_bytes(32)}, keys.pepper))
    return number


def drop_masters(path: Path, numbers: set[int]) -> None:
    """Take these master keys out of the file for good; the one that seals now stays whatever is asked."""
    keys = read_key_file(path)
    kept = {number: key for number, key in keys.masters.items() if number not in numbers or number == keys.current}
    _replace(path, Keys(kept, keys.pepper))


def read_key_file(path: Path) -> Keys:
    """Return the keys in the file. Raises ImproperlyConfigured, without a word of its content, when it is not one."""
    wrong = ImproperlyConfigured(
        f"{path} is not a whole Cairn key file. Put the right one back; do not make a new one."
    )
    masters: dict[int, bytes] = {}
    peppers: list[bytes] = []
    try:
        header, *lines = path.read_text().splitlines()
        for line in lines:
            match line.split():
                case ["master", number, text] if 0 < int(number) <= HIGHEST and int(number) not in masters:
                    masters[int(number)] = _decoded(text)
                case ["pepper", text]:
                    peppers.append(_decoded(text))
                case []:
                    continue
                case _:
                    raise wrong
    except (OSError, ValueError):
        raise wrong from None
    if header != HEADER or not masters or len(peppers) != 1:
        raise wrong
    return Keys(masters, peppers[0])


def keys() -> Keys:
    """Return the keys of this site: read again when the file is another one than at the last call.

    Outside production a missing file is made, unless the database already holds what another file sealed. Raises
    ImproperlyConfigured when there is no usable key file.
    """
    path = settings.CAIRN_KEY_FILE
    if not path.exists():
        _make_for_a_new_site(path)
    return _keys(path, stamp_of(path))


def stamp_of(path: Path) -> Stamp:
    """Return what is another one whenever the file was replaced or written: inode, time in nanoseconds, size."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=2)
def _keys(path: Path, stamp: Stamp) -> Keys:
    return read_key_file(path)


def _make_for_a_new_site(path: Path) -> None:
    sealed = (KeyCheck, SealedKey, Receipt, QuarterKey, ResponseKey, ImportedRow)
    if settings.PRODUCTION or any(model.objects.exists() for model in sealed):
        raise ImproperlyConfigured(f"The key file {path} is gone, and this site was sealed with it. Put it back.")
    try:
        make_key_file(path)
    except FileExistsError:
        return  # another process of the same start was first


def _replace(path: Path, keys: Keys) -> None:
    """Write the file anew, with the owner it had, and no more rights than that owner's."""
    old = path.stat()
    _written(path, keys, mode=stat.S_IMODE(old.st_mode) & 0o600, place=os.replace, owner=(old.st_uid, old.st_gid))


def _written(
    path: Path, keys: Keys, *, mode: int, place: Callable[[Path, Path], None], owner: tuple[int, int] | None = None
) -> None:
    """Write the keys beside the path, let them reach the disk, then put them in place: whole or not at all."""
    masters = [f"master {number} {_encoded(key)}" for number, key in sorted(keys.masters.items())]
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.touch(mode=0o600)
    try:
        with part.open("w") as file:
            file.write("\n".join([HEADER, *masters, f"pepper {_encoded(keys.pepper)}", ""]))
            if owner is not None:
                os.fchown(file.fileno(), *owner)
            os.fchmod(file.fileno(), mode)
            file.flush()
            os.fsync(file.fileno())  # before anything is sealed with it, also when the power goes
        place(part, path)
        _sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Let the file's new name reach the disk too: without this a power cut can bring the old file back (fsync(2))."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _encoded(secret: bytes) -> str:
    return base64.b64encode(secret).decode()


def _decoded(text: str) -> bytes:
    secret = base64.b64decode(text, validate=True)
    if len(secret) != 32:
        raise ValueError("a key has 32 bytes")
    return secret
