"""A setting of the host's: its name in the environment, and what its text is checked for."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import SetupError

Check = Callable[[str, str], str]
"""What a setting's text counts as, from its name and text; raises `SetupError` where it can't be used."""


def any_text(name: str, text: str) -> str:
    """The text as it stands."""
    return text


def yes_or_no(name: str, text: str) -> str:
    """`yes`, or nothing; raises `SetupError`."""
    if text.lower() not in ("", "yes", "no"):
        raise SetupError(f"{name} is neither yes nor no.")
    return "yes" if text.lower() == "yes" else ""


def address(scheme: str, example: str) -> Check:
    """An address of a scheme, also of the encrypted one beside it, or nothing; it raises `SetupError`."""

    def check(name: str, text: str) -> str:
        if text and not text.startswith((f"{scheme}://", f"{scheme}s://")):
            raise SetupError(f"{name} is not written as {example}.")
        return text.rstrip("/")

    return check


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting. A `secret` may stand in the file that `NAME_FILE` names."""

    name: str
    check: Check = any_text
    secret: bool = False
