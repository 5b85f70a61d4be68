"""Sealing: what an author writes is readable only with the key file, until it is published or erased.

Each submission has a 256-bit key of its own, wrapped by the master key. Texts are AES-256-GCM (NIST SP 800-38D) with a
random 96-bit nonce; the row and the field are the associated data, so that a cipher text moved elsewhere does not open;
the plain text is padded so that a length says no more than its kilobyte. Not Fernet: its tokens carry the second.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterable
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from stories.models import QuarterKey, SealedKey, Submission
from stories.models.times import this_quarter
from stories.privacy.keyfile import keys

STEP = 1024  # bytes: every cipher text is a multiple of it
NONCE = 12
TAG = 16
LENGTH = 4


class CannotOpen(Exception):
    """The text does not open: another key file, another row, or a damaged byte. Says nothing of its content."""


def derived(purpose: str, secret: bytes) -> bytes:
    """Return a 32-byte key for one purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"cairn {purpose}".encode()).derive(secret)


def add_key(submission: Submission) -> None:
    """Give a saved submission its key. Raises IntegrityError when it has one."""
    key = secrets.token_bytes(32)
    submission.open_key = key  # type: ignore[attr-defined]
    SealedKey.objects.create(submission=submission, wrapped=_wrap(key, f"submission {submission.pk}"))


def open_keys(submissions: Iterable[Submission]) -> None:
    """Fetch the keys of many submissions in one query, before their texts are unsealed one by one."""
    by_id = {submission.pk: submission for submission in submissions}
    for row in SealedKey.objects.filter(submission__in=by_id):
        key = _unwrap(bytes(row.wrapped), f"submission {row.submission_id}")
        by_id[row.submission_id].open_key = key  # type: ignore[attr-defined]


def try_key_file() -> int:
    """Open the key of one waiting story, if there is one. Raises CannotOpen when the site has another key file.

    For the scheduled job: with a wrong file every receipt is unknown, and what comes in is sealed with a key that goes.
    Returns 0: it is no news.
    """
    for row in SealedKey.objects.order_by("submission")[:1]:
        _unwrap(bytes(row.wrapped), f"submission {row.submission_id}")
    return 0


def seal(submission: Submission, field: str, text: str) -> bytes:
    """Return `text` sealed for one field of this submission. Raises SealedKey.DoesNotExist when its key is gone."""
    return _encrypt(_key_of(submission), _padded(text.encode()), f"{submission.pk} {field}")


def unseal(submission: Submission, field: str, sealed: bytes | memoryview) -> str:
    """Return the text sealed for that field. Raises CannotOpen, or SealedKey.DoesNotExist when the key is gone."""
    return _unpadded(_decrypt(_key_of(submission), bytes(sealed), f"{submission.pk} {field}")).decode()


def seal_parts(submission: Submission, field: str, parts: dict[str, str]) -> bytes:
    """Return a title and the parts of a story as one sealed text."""
    return seal(submission, field, json.dumps(parts, ensure_ascii=False))


def unseal_parts(submission: Submission, field: str, sealed: bytes | memoryview) -> dict[str, str]:
    """Return what `seal_parts` sealed."""
    parts: dict[str, str] = json.loads(unseal(submission, field, sealed))
    return parts


def decision_subject(submission: Submission) -> str:
    """Return what a decision of this quarter names the submission by: HMAC-SHA256 under the quarter's key, in hex."""
    quarter = this_quarter()
    row = QuarterKey.objects.filter(quarter=quarter).first()
    if row is None:
        wrapped = _wrap(secrets.token_bytes(32), f"quarter {quarter}")
        row, _made = QuarterKey.objects.get_or_create(quarter=quarter, defaults={"wrapped": wrapped})
    key = _unwrap(bytes(row.wrapped), f"quarter {quarter}")
    return hmac.new(key, str(submission.pk).encode(), sha256).hexdigest()


def _key_of(submission: Submission) -> bytes:
    key: bytes | None = getattr(submission, "open_key", None)
    if key is None:
        row = SealedKey.objects.get(submission=submission)
        key = _unwrap(bytes(row.wrapped), f"submission {submission.pk}")
        submission.open_key = key  # type: ignore[attr-defined]
    return key


def _wrap(key: bytes, about: str) -> bytes:
    number = keys().current
    return bytes([number]) + _encrypt(derived("wrap", keys().masters[number]), key, about)


def _unwrap(wrapped: bytes, about: str) -> bytes:
    master = keys().masters.get(wrapped[0])
    if master is None:
        raise CannotOpen
    return _decrypt(derived("wrap", master), wrapped[1:], about)


def _encrypt(key: bytes, plain: bytes, about: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def _decrypt(key: bytes, sealed: bytes, about: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def _padded(plain: bytes) -> bytes:
    whole = LENGTH + len(plain)
    missing = -(whole + NONCE + TAG) % STEP
    return len(plain).to_bytes(LENGTH, "big") + plain + bytes(missing)


def _unpadded(padded: bytes) -> bytes:
    return padded[LENGTH : LENGTH + int.from_bytes(padded[:LENGTH], "big")]
