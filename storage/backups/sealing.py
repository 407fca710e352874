"""Backups are encrypted for a key that the machine does not have, in the format of age (age-encryption.org/v1)."""

import os
from pathlib import Path

from pyrage import DecryptError, EncryptError, IdentityError, RecipientError, decrypt_file, encrypt_file, x25519

from bot.errors import SetupError
from storage.private_files import PRIVATE, make_private

SUFFIX = ".age"


def recipient(name: str, text: str) -> str:
    """For whom backups are encrypted, as a setting says it; nothing where they are not. Raises `SetupError`."""
    try:
        return str(x25519.Recipient.from_str(text)) if text else ""
    except RecipientError as error:
        raise SetupError(
            f"{name} is not written as age1…, which `countersign backup --new-key FILE` prints."
        ) from error


def new_key(path: Path) -> str:
    """Make a key in a new file, readable by its owner alone: for whom backups are encrypted that it opens. Raises
    `SetupError` where the file is there, or can't be written."""
    key = x25519.Identity.generate()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w", encoding="ascii") as file:
            file.write(f"# public key: {key.to_public()}\n{key}\n")
    except OSError as error:
        raise SetupError(f"{path} can't be made: {error.strerror}.") from error
    return str(key.to_public())


def seal(plain: Path, sealed: Path, to: str) -> None:
    """Encrypt a file. Raises `SetupError` where it can't be written."""
    make_private(sealed)
    try:
        encrypt_file(str(plain), str(sealed), [x25519.Recipient.from_str(to)])
    except (EncryptError, OSError) as error:
        raise SetupError(f"The backup can't be encrypted: {error}.") from error


def unseal(sealed: Path, plain: Path, key: Path | None) -> None:
    """Decrypt a file by the key in another. Raises `SetupError` where that does not open it."""
    if key is None:
        raise SetupError(f"{sealed.name} is encrypted. Name the file with its key: --key FILE")
    make_private(plain)
    try:
        lines = key.read_text(encoding="ascii").splitlines()
        keys = [x25519.Identity.from_str(line.strip()) for line in lines if line.strip() and not line.startswith("#")]
        decrypt_file(str(sealed), str(plain), keys)
    except (OSError, UnicodeDecodeError, IdentityError, DecryptError) as error:
        raise SetupError(f"{sealed.name} can't be opened by the key in {key}: {error}.") from error
