"""What keeps personal data unreadable on disk."""

import stat
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken

from storage.cipher import Cipher, secret_beside

TEXT = "Ada Lovelace — ada@mail.example"


def test_what_was_sealed_opens_again_and_does_not_show() -> None:
    sealed = Cipher("new").seal(TEXT)
    assert Cipher("new").open(sealed) == TEXT
    assert b"Lovelace" not in sealed


def test_the_same_text_is_sealed_differently_every_time() -> None:
    assert Cipher("new").seal(TEXT) != Cipher("new").seal(TEXT)


def test_another_secret_does_not_open_it() -> None:
    with pytest.raises(InvalidToken):
        Cipher("new").open(Cipher("old").seal(TEXT))


def test_what_was_changed_does_not_open() -> None:
    sealed = bytearray(Cipher("new").seal(TEXT))
    sealed[30] ^= 1
    with pytest.raises(InvalidToken):
        Cipher("new").open(bytes(sealed))


def test_a_new_secret_before_the_old_one_opens_what_the_old_one_sealed() -> None:
    sealed = Cipher("old").seal(TEXT)
    assert Cipher("new,old").open(sealed) == TEXT
    assert Cipher(" new , old ,").open(sealed) == TEXT


def test_what_is_sealed_after_a_rotation_no_longer_needs_the_old_secret() -> None:
    assert Cipher("new").open(Cipher("new,old").seal(TEXT)) == TEXT


def test_a_digest_is_the_same_every_time_and_another_under_another_secret() -> None:
    assert Cipher("new").digest(TEXT) == Cipher("new,old").digest(TEXT)
    assert Cipher("new").digest(TEXT) != Cipher("old").digest(TEXT)
    assert Cipher("new").digest(TEXT) != Cipher("new").digest(TEXT.upper())
    assert len(Cipher("new").digest(TEXT)) == 64


@pytest.mark.parametrize("nothing", ["", " ", ",", " , "])
def test_there_is_no_cipher_without_a_secret(nothing: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        Cipher(nothing)


def test_a_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "countersign.key"
    secret = secret_beside(path)
    assert len(secret) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret_beside(path) == secret
    assert secret_beside(tmp_path / "other.key") != secret


def test_a_secret_that_the_host_wrote_is_used_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "countersign.key"
    path.write_text("the host's own\n", encoding="utf-8")
    assert secret_beside(path) == "the host's own"
