"""Organizations."""

from collections.abc import Sequence
from typing import Protocol

from bot.model.organizations import Organization


class Organizations(Protocol):
    """Organizations, one record each."""

    def same(self, name: str) -> Organization | None:
        """The organization of this name, in whatever spelling that `normalize` makes one."""

    def add(self, name: str, website: str) -> Organization:
        """A new organization."""

    def get(self, organization_id: int) -> Organization | None:
        """The organization with this id."""

    def published(self) -> Sequence[Organization]:
        """The organizations that anybody may know of: those that some list shows, as it spells them."""

    def alike(self, letter_id: int, name: str) -> Sequence[Organization]:
        """The other organizations that are perhaps the same, of those that wait for review or are listed."""
