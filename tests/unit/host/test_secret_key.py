"""A secret that is none is refused in a sentence that says what to do; an earlier one can still be rotated away."""

import secrets
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.host.opening import opened_store
from adapters.host.secret_key import LEAST, weakness
from adapters.host.settings import Settings, read_settings
from bot.errors import SetupError

GOOD = "xH2v-9qLrT0_mWc7zKpE4sYd"
WEAK = (
    "new",
    "hunter2",
    GOOD[:-1],
    "a" * 40,
    "abababababababababababababab",
    "0123456789abcdefghijklmnopqrstuvwxyz",
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "tr0ub4dor&tr0ub4dor&tr0ub4dor&",
    "change-me-change-me-change-me",
    "please change this secret key",
    "replace-with-a-long-random-string",
    "your-very-long-secret-key-here",
    "CHANGE_THIS_SUPER_SECRET_VALUE",
    "passwordpassphrasedefaultkey",
)


@pytest.mark.parametrize("secret", WEAK)
def test_a_first_secret_that_can_be_guessed_is_refused(secret: str) -> None:
    for text in (secret, f"{secret},{GOOD}", f" {secret} , {GOOD}"):
        with pytest.raises(SetupError, match=r"SECRET_KEY .*countersign rekey") as refused:
            read_settings({"SECRET_KEY": text})
        assert secret not in str(refused.value)


@pytest.mark.parametrize("text", [",", ",,", f",{GOOD}", f"{GOOD},", f"{GOOD},,old", f"{GOOD}, ,old", " , old"])
def test_a_secret_that_is_empty_between_commas_is_refused(text: str) -> None:
    with pytest.raises(SetupError, match="nothing before, behind or between its commas"):
        read_settings({"SECRET_KEY": text})


@pytest.mark.parametrize("secret", WEAK)
def test_an_earlier_secret_may_be_weak_so_that_it_can_be_rotated_away(secret: str) -> None:
    assert read_settings({"SECRET_KEY": f"{GOOD},{secret}"}).secret_key == f"{GOOD},{secret}"


def test_a_secret_from_a_file_is_looked_at_likewise(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("short\n")
    with pytest.raises(SetupError, match="SECRET_KEY is too short"):
        read_settings({"SECRET_KEY_FILE": str(tmp_path / "key")})


@given(st.binary(min_size=18, max_size=48))
def test_a_random_secret_is_taken(seed: bytes) -> None:
    text = secrets.token_urlsafe(len(seed))
    assert weakness(text) == ""


@given(st.text(st.characters(codec="ascii", exclude_characters=","), max_size=LEAST - 1))
def test_a_short_one_never_is(text: str) -> None:
    assert weakness(text)


async def test_an_empty_or_weak_file_beside_the_database_is_refused(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/letters.db")
    for content, said in (("", "letters.key beside the database is empty"), ("short", "letters.key .* is too short")):
        (tmp_path / "letters.key").write_text(content)
        with pytest.raises(SetupError, match=said):
            async with opened_store(settings):
                pass
    (tmp_path / "letters.key").unlink()
    async with opened_store(settings):
        pass
    assert weakness((tmp_path / "letters.key").read_text()) == ""
