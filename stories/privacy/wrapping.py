"""Keys under keys: a secret for each purpose, a key wrapped by the master key, and AES-256-GCM below both.

AES-GCM as in NIST SP 800-38D with a random 96-bit nonce, which stands before the cipher text.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from stories.privacy.keyfile import Keys

NONCE = 12
TAG = 16


class CannotOpen(Exception):
    """The text does not open: another key file, another row, or a damaged byte. Says nothing of its content."""


def derived(purpose: str, secret: bytes) -> bytes:
    """Return a 32-byte key for one purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"cairn {purpose}".encode()).derive(secret)


def encrypt(key: bytes, plain: bytes, about: str) -> bytes:
    """Return the nonce and the cipher text; `about` has to be said again to open it."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def decrypt(key: bytes, sealed: bytes, about: str) -> bytes:
    """Return what `encrypt` was given. Raises CannotOpen."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def wrap(key: bytes, about: str, keys: Keys) -> bytes:
    """Return a key wrapped by the master key that seals now; the first byte is that one's number."""
    return bytes([keys.current]) + encrypt(derived("wrap", keys.masters[keys.current]), key, about)


def unwrap(wrapped: bytes, about: str, keys: Keys) -> bytes:
    """Return the key that was wrapped. Raises CannotOpen, also when its master key is not in the file."""
    master = keys.masters.get(wrapped[0])
    if master is None:
        raise CannotOpen
    return decrypt(derived("wrap", master), wrapped[1:], about)
