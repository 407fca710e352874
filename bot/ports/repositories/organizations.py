"""Organizations, and which records were merged."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.model.endorsements.endorsement import PublicEntry
from bot.model.organizations.known_domains import KnownDomain
from bot.model.organizations.likeness import Likeness
from bot.model.organizations.merges import Merge, Moved
from bot.model.organizations.organization import Name, Organization


class Organizations(Protocol):
    """Organizations, one record each."""

    def named(self, name: str) -> Sequence[Organization]:
        """The organizations of this name, in whatever spelling that `normalize` makes one, the oldest first; where one
        was merged, the one that stands for it."""

    def same(self, name: str, place: str = "") -> Organization | None:
        """The organization of this name: the first of those that can be at this place, else the first of all."""

    def add(self, name: str, website: str, place: str = "", apart: bool = False) -> Organization:
        """A new organization; `apart` from others of its name, by its place."""

    def add_unnamed(self, name: str, website: str, place: str = "") -> Organization:
        """A new organization that no name finds: perhaps another's double, which a person has to tell apart."""

    def get(self, organization_id: int) -> Organization | None:
        """The organization with this id."""

    def names(self, organization_id: int) -> Sequence[Name]:
        """The names by which an organization is known, those of the records merged into it included."""

    def listed_beforehand(self, organization: Organization, names: Sequence[Name]) -> None:
        """Record that an organization stands in an imported list, with what that says of it and the names there."""

    def known(self, ids: Collection[int], hidden: Collection[int] = ()) -> Sequence[Organization]:
        """Those of these organizations of which anybody may know: that stand in the imported list, or that some
        letter's list shows, as that spells them, but for the lists of `hidden` letters."""

    def resembling(self, name: str, hidden: Collection[int] = ()) -> Sequence[tuple[Organization, Likeness]]:
        """The organizations that are perhaps what somebody typed, and why, of those of which anybody may know."""

    def led_to(self, handle: str, hidden: Collection[int] = ()) -> Organization | None:
        """The organization that a button names, where anybody may know of it."""

    def suggested(self, typed: str, limit: int) -> Sequence[Organization]:
        """Those of the imported list of which a name or acronym has what was typed, slips forgiven; the best first."""

    def signed_names(
        self, typed: str, limit: int, letter_id: int | None = None, hidden: Collection[int] = ()
    ) -> Sequence[str]:
        """The names with what was typed, slips forgiven, that some letter's list shows, or this letter's; but for the
        lists of `hidden` letters. The best first."""

    def known_names(self, typed: str, limit: int, hidden: Collection[int] = ()) -> Sequence[str]:
        """The names with what was typed of all of which anybody may know: in letters' lists, but for those of `hidden`
        letters, and then in the imported one. Slips are forgiven where none has it; the best first."""

    def alike(
        self, letter_id: int, organization_id: int, entry: PublicEntry
    ) -> Sequence[tuple[Organization, Likeness]]:
        """The other organizations that are perhaps the same, and why: of those that wait for review, are listed or
        disputed, and of the imported ones. Those that were told apart, and parents and chapters, are left out."""

    def set_parent(self, child_id: int, parent_id: int | None, person_id: int | None, letters: Sequence[int]) -> None:
        """Record that an organization is a chapter of another or of none, and in the journals of these letters."""

    def chapters(self, organization_id: int) -> Sequence[Organization]:
        """The organizations that are chapters of this one."""

    def chapters_listed(self, letter_id: int) -> int:
        """How many of those that a letter's list shows are chapters of others."""

    def keys(self) -> Mapping[str, Sequence[tuple[int, str]]]:
        """Every key of a name, and the organizations to which it leads, each with its place."""


class KnownDomains(Protocol):
    """Domains that are known to be an organization's own, from an imported list or because a reviewer found it out; one
    that many share is none."""

    def record(self, endorsement_id: int) -> int:
        """The record whose domains are those of an endorsement: its organization's; where no name finds that, the one
        that has its name, as long as nobody has told them apart."""

    def of_organization(self, organization_id: int) -> Sequence[str]:
        """Those of an organization, the imported one first."""

    def stated(self, organization_id: int) -> Sequence[KnownDomain]:
        """What reviewers have stated of an organization, and not taken back."""

    def get(self, statement_id: int) -> KnownDomain | None:
        """The statement with this id, unless it was taken back."""

    def state(
        self, organization_id: int, *, domain: str, found: str, person_id: int, letters: Sequence[int]
    ) -> KnownDomain:
        """Keep that a domain is an organization's, and how that was found; in the journals of these letters."""

    def retract(self, statement: KnownDomain, person_id: int, letters: Sequence[int]) -> None:
        """Take a statement back, in the journals of these letters."""


class Merges(Protocol):
    """Merges and distinctions of organizations."""

    def add(self, kept_id: int, gone_id: int, moved: Sequence[Moved], person_id: int, letters: Sequence[int]) -> Merge:
        """Lead one organization and its endorsements to another, and in the journals of these letters."""

    def undo(self, merge: Merge, back: Sequence[int], person_id: int, letters: Sequence[int]) -> None:
        """Let an organization stand by itself again, with the endorsements `back`, and in the journals."""

    def get(self, merge_id: int) -> Merge | None:
        """The merge with this id."""

    def moved(self, merge_id: int) -> Sequence[Moved]:
        """The endorsements of both organizations as they were before the merge."""

    def into(self, organization_id: int) -> Sequence[Merge]:
        """The merges that lead to an organization and hold, oldest first."""

    def away(self, organization_id: int) -> Merge | None:
        """The merge by which an organization leads to another."""

    def tell_apart(self, one: int, other: int, person_id: int) -> None:
        """Remember that two organizations are not the same."""
