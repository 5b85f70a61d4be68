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

from stories.models import QuarterKey, ResponseKey, SealedKey, Submission
from stories.models.times import this_quarter
from stories.privacy.keycheck import checked_keys
from stories.privacy.keyfile import keys
from stories.privacy.wrapping import NONCE, TAG, decrypt, encrypt, unwrap, wrap

STEP = 1024  # bytes: every cipher text is a multiple of it
LENGTH = 4


def add_key(submission: Submission) -> None:
    """Give a saved submission its key. Raises IntegrityError when it has one, WrongKeyFile before sealing anything."""
    key, about = secrets.token_bytes(32), about_submission(submission.pk)
    row = SealedKey.objects.create(submission=submission, wrapped=wrap(key, about, checked_keys()))
    wrap_again(row, key, about)
    submission.open_key = key  # type: ignore[attr-defined]


def open_keys(submissions: Iterable[Submission]) -> None:
    """Fetch the keys of many submissions in one query, before their texts are unsealed one by one."""
    by_id = {submission.pk: submission for submission in submissions}
    for row in SealedKey.objects.filter(submission__in=by_id):
        key = unwrap(bytes(row.wrapped), about_submission(row.submission_id), keys())
        by_id[row.submission_id].open_key = key  # type: ignore[attr-defined]


def about_submission(pk: int) -> str:
    """Return what a submission's wrapped key is bound to, so that it opens in no other row."""
    return f"submission {pk}"


def about_quarter(quarter: str) -> str:
    """Return what a quarter's wrapped key is bound to."""
    return f"quarter {quarter}"


def seal(submission: Submission, field: str, text: str) -> bytes:
    """Return `text` sealed for one field of this submission. Raises SealedKey.DoesNotExist when its key is gone."""
    return encrypt(_key_of(submission), padded(text.encode()), f"{submission.pk} {field}")


def unseal(submission: Submission, field: str, sealed: bytes | memoryview) -> str:
    """Return the text sealed for that field. Raises CannotOpen, or SealedKey.DoesNotExist when the key is gone."""
    return unpadded(decrypt(_key_of(submission), bytes(sealed), f"{submission.pk} {field}")).decode()


def seal_parts(submission: Submission, field: str, parts: dict[str, str]) -> bytes:
    """Return a title and the parts of a story as one sealed text."""
    return seal(submission, field, json.dumps(parts, ensure_ascii=False))


def unseal_parts(submission: Submission, field: str, sealed: bytes | memoryview) -> dict[str, str]:
    """Return what `seal_parts` sealed."""
    parts: dict[str, str] = json.loads(unseal(submission, field, sealed))
    return parts


def decision_subject(submission: Submission) -> str:
    """Return what a decision of this quarter names the submission by: HMAC-SHA256 under the quarter's key, in hex."""
    key = _quarter_key(this_quarter())
    return hmac.new(key, str(submission.pk).encode(), sha256).hexdigest()


def _quarter_key(quarter: str) -> bytes:
    about = about_quarter(quarter)
    row = QuarterKey.objects.filter(quarter=quarter).first()
    if row is None:
        key = secrets.token_bytes(32)
        wrapped = wrap(key, about, checked_keys())
        row, made = QuarterKey.objects.get_or_create(quarter=quarter, defaults={"wrapped": wrapped})
        if made:
            wrap_again(row, key, about)
    return unwrap(bytes(row.wrapped), about, keys())


def wrap_again(row: SealedKey | QuarterKey | ResponseKey, key: bytes, about: str) -> None:
    """Wrap the key anew when the master keys changed between wrapping it and writing the row.

    Retiring a master key waits for rows that are being written and then looks at them (stories.privacy.rotation); a
    row wrapped before and written after would be lost.
    """
    if bytes(row.wrapped)[0] != keys().current:
        row.wrapped = wrap(key, about, keys())
        row.save(update_fields=["wrapped"])


def _key_of(submission: Submission) -> bytes:
    key: bytes | None = getattr(submission, "open_key", None)
    if key is None:
        row = SealedKey.objects.get(submission=submission)
        key = unwrap(bytes(row.wrapped), about_submission(submission.pk), keys())
        submission.open_key = key  # type: ignore[attr-defined]
    return key


def padded(plain: bytes) -> bytes:
    """Return the text with its length before it and zeros after it, so that sealed it fills whole steps."""
    whole = LENGTH + len(plain)
    missing = -(whole + NONCE + TAG) % STEP
    return len(plain).to_bytes(LENGTH, "big") + plain + bytes(missing)


def unpadded(whole: bytes) -> bytes:
    """Return what `padded` was given."""
    return whole[LENGTH : LENGTH + int.from_bytes(whole[:LENGTH], "big")]
