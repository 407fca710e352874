"""How often something was done lately, and who is kept out."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.model.people.limits import Block, Blocked


class Limits(Protocol):
    """Counts of the last days, by digests, and blocks, encrypted."""

    def add(self, letter_id: int, *kinds: tuple[str, str]) -> None:
        """Count that each of these kinds was done now, each by its key."""

    def forget(self) -> None:
        """Forget what was done so long ago that it counts for nothing."""

    def count(self, letter_id: int, kind: str, key: str, within: timedelta) -> int:
        """How often it was done lately."""

    def latest(self, letter_id: int, kind: str, key: str) -> datetime | None:
        """When it was done last, as far as that is known still."""

    def block(self, letter_id: int, kind: Blocked, key: str, value: str, reason: str, person_id: int) -> None:
        """Keep something out, known by its one spelling `key`; journalled, without saying what."""

    def unblock(self, letter_id: int, block_id: int, person_id: int) -> bool:
        """Let it in again, journalled; false where it was already."""

    def blocked(self, letter_id: int, keys: Mapping[Blocked, str]) -> bool:
        """Whether one of these, each of another kind, is kept out."""

    def blocks(self, letter_id: int, limit: int) -> Sequence[Block]:
        """What is kept out, the latest first."""
