"""What tells servers of others something."""

from collections.abc import Mapping
from typing import Protocol


class Poster(Protocol):
    """Posts to addresses that strangers have chosen."""

    async def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> int | None:
        """Post a body, and read no more than with what status it was answered; nothing where it was not, or the address
        may not be reached from here."""
