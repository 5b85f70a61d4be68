"""Seals what readers send about a story, as sealing.py does for stories: AES-256-GCM under a key of each one's own."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable

from stories.models import Response, ResponseKey
from stories.privacy.keycheck import checked_keys
from stories.privacy.keyfile import keys
from stories.privacy.sealing import padded, unpadded, wrap_again
from stories.privacy.wrapping import decrypt, encrypt, unwrap, wrap


def about_response(pk: int) -> str:
    """Return what a response's wrapped key is bound to."""
    return f"response {pk}"


def store_sealed(response: Response, words: dict[str, str]) -> None:
    """Save a new response with its words sealed, and its key. Must run inside a transaction.

    Raises IntegrityError when there is one of that key, WrongKeyFile before sealing anything.
    """
    key, about = secrets.token_bytes(32), about_response(response.pk)
    wrapped = wrap(key, about, checked_keys())
    plain = json.dumps(words, ensure_ascii=False).encode()
    response.sealed_words = encrypt(key, padded(plain), f"{about} words")
    response.save(force_insert=True)
    wrap_again(ResponseKey.objects.create(response=response, wrapped=wrapped), key, about)


def open_words(responses: Iterable[Response]) -> list[dict[str, str]]:
    """Return the words of these responses, in their order and in one query.

    Raises CannotOpen, or ResponseKey.DoesNotExist when one was erased in the meantime.
    """
    rows = list(responses)
    wrapped = dict(ResponseKey.objects.filter(response__in=rows).values_list("response", "wrapped"))
    return [_opened(row, wrapped.get(row.pk)) for row in rows]


def _opened(response: Response, wrapped: bytes | memoryview | None) -> dict[str, str]:
    if wrapped is None:
        raise ResponseKey.DoesNotExist
    about = about_response(response.pk)
    key = unwrap(bytes(wrapped), about, keys())
    words: dict[str, str] = json.loads(unpadded(decrypt(key, bytes(response.sealed_words), f"{about} words")))
    return words
