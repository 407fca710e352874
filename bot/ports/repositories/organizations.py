"""Organizations."""

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.model.organizations import Organization


class Organizations(Protocol):
    """Organizations, one record each."""

    def same(self, name: str) -> Organization | None:
        """The organization of this name, in whatever spelling that `normalize` makes one."""

    def add(self, name: str, website: str) -> Organization:
        """A new organization."""

    def add_unnamed(self, name: str, website: str) -> Organization:
        """A new organization that no name finds: perhaps another's double, which a person has to tell apart."""

    def get(self, organization_id: int) -> Organization | None:
        """The organization with this id."""

    def published(self, hidden: Collection[int] = ()) -> Sequence[Organization]:
        """The organizations that some letter's list shows, as it spells them, but for those of `hidden` letters."""

    def alike(self, letter_id: int, name: str) -> Sequence[Organization]:
        """The other organizations that are perhaps the same, of those that wait for review or are listed."""
