"""What keeps forms and personal data unreadable on disk: keys derived from the host's secret."""

import base64
import hmac
import os
import secrets
from contextlib import suppress
from copy import copy
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Cipher:
    """Seals and opens texts with the first of the secrets, opens also what an earlier one sealed."""

    def __init__(self, secret: str) -> None:
        """`secret` is one secret, or several between commas, the newest first."""
        secrets_ = [part.strip() for part in secret.split(",") if part.strip()]
        if not secrets_:
            raise ValueError("a cipher needs a secret")
        self._fernet = MultiFernet(
            [Fernet(base64.urlsafe_b64encode(_derive(part, b"countersign seal"))) for part in secrets_]
        )
        self.index = _derive(secrets_[0], b"countersign index")

    def seal(self, text: str) -> bytes:
        """The text, unreadable and protected against change."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """What was sealed; raises `cryptography.fernet.InvalidToken` where none of the secrets sealed it."""
        return self._fernet.decrypt(sealed).decode()

    def seal_bytes(self, content: bytes) -> bytes:
        """The bytes, unreadable and protected against change."""
        return self._fernet.encrypt(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        """The bytes that were sealed; raises as `open` does."""
        return self._fernet.decrypt(sealed)

    def rotate(self, sealed: bytes) -> bytes:
        """What was sealed, sealed anew with the first of the secrets."""
        return self._fernet.rotate(sealed)

    def indexed(self, index: bytes) -> "Cipher":
        """This cipher with another key for digests."""
        other = copy(self)
        other.index = index
        return other

    def apart(self, purpose: bytes) -> "Cipher":
        """A cipher for one purpose, under a key that stays while the host's secret changes."""
        other = copy(self)
        other._fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(self.index, purpose)))])
        return other

    def digest(self, text: str) -> str:
        """By what a secret text is found again without being kept: its HMAC-SHA256 in hexadecimal."""
        return hmac.digest(self.index, text.encode(), "sha256").hex()


def _derive(secret: str | bytes, purpose: bytes) -> bytes:
    key = secret.encode() if isinstance(secret, str) else secret
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(key)


def secret_beside(path: Path) -> str:
    """The secret in this file; made once, readable by its owner alone, where there is none."""
    with suppress(FileExistsError), os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))
    return path.read_text().strip()
