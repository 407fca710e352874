"""What was taken back, and the backups that were restored."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.restores import Lost, Removal, Restore


class Restores(Protocol):
    """What a database has noted of removals, and the restores of all letters."""

    def noted(self) -> Sequence[int]:
        """The numbers of the removals that are noted here, in their order."""

    def note(self, removals: Sequence[Removal]) -> None:
        """Note removals under their own numbers, after those that are noted here."""

    def prune(self) -> None:
        """Forget the removals that no backup can lack any more; the last one stays, by whose number others go on."""

    def drop(self, table: str, key: Sequence[str | int]) -> bool:
        """Remove a row, as it was removed before: whether it could be. One that is not there can."""

    def use_code(self, token: str) -> None:
        """The code of the mail with this token was used."""

    def stop_mail(self, digest: str) -> None:
        """No mail goes to the address with this digest."""

    def void_codes(self) -> None:
        """Every one-time code is void, and every session on the web at its end."""

    def doubt(self, sparing: Collection[int]) -> int:
        """What waits to leave, or was leaving, may have left: it is uncertain. So many messages and mails that were,
        but for those of some announcements."""

    def add(self, letter_id: int, taken_at: datetime, whole: bool, kept_back: bool, lost: Lost | None) -> Restore:
        """Note that a backup of a letter was restored, and in its journal."""

    def latest(self, letter_id: int) -> Restore | None:
        """When a letter was restored last; nothing where it never was."""

    def with_lost(self, letter_id: int, hash_: str) -> Restore | None:
        """The restore since which a letter's journal lacks the head with this hash."""

    def wait(self) -> bool:
        """Whether an owner still has to confirm a restore, of whatever letter."""

    def unconfirmed(self, letter_id: int) -> Sequence[Restore]:
        """The restores of a letter that an owner still has to confirm, the first one first."""

    def confirm(self, letter_id: int, person_id: int) -> None:
        """An owner has confirmed the restores of a letter."""
