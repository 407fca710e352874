"""Links for the press."""

from collections.abc import Sequence
from typing import Protocol

from bot.model.lists.press_links import PressLink


class PressLinks(Protocol):
    """The links of all letters by which recipients see lists that are kept back."""

    def issue(self, link: PressLink, token: str) -> PressLink:
        """Keep a link under a number of its own, and in the journal; of its token only the digest is kept."""

    def get(self, link_id: int) -> PressLink | None:
        """The link with this number."""

    def by_token(self, token: str) -> PressLink | None:
        """The link with this token."""

    def all(self, letter_id: int) -> Sequence[PressLink]:
        """The links of a letter, the newest first."""

    def agree(self, link: PressLink, person_id: int) -> None:
        """Let a link wait no more, and in the journal."""

    def revoke(self, link: PressLink, person_id: int | None) -> None:
        """End a link now, and in the journal."""

    def save_use(self, link: PressLink) -> None:
        """Keep when a link was opened, and when that was told."""

    def remove(self, link_id: int) -> None:
        """Forget a link."""

    def forget(self) -> None:
        """Forget the links that have ended long ago."""
