"""Whom organizers ask to sign, and who brings others along."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.outreach import Answer, Partner, Prospect


class Prospects(Protocol):
    """The organizations that are to be asked to sign, of all letters. Nothing of them stands in the journal."""

    def add(self, prospect: Prospect) -> Prospect:
        """Keep one under a number of its own."""

    def save(self, prospect: Prospect) -> Prospect:
        """Keep how it is from now on."""

    def get(self, prospect_id: int) -> Prospect | None:
        """The one with this number."""

    def has_any(self, letter_id: int) -> bool:
        """Whether a letter has any."""

    def named(self, letter_id: int, names: Sequence[str]) -> Sequence[Prospect]:
        """Those of a letter that have one of these names, however it is spelled."""

    def all(self, letter_id: int, *, answer: Answer | None = None, taken_by: int | None = None, free: bool = False,
        offset: int = 0, limit: int
    ) -> Sequence[Prospect]:  # fmt: skip
        """Those of a letter where it stands like this, that this person has taken, or that nobody has, in the order in
        which they came."""

    def count(self, letter_id: int, taken_by: int | None = None) -> Mapping[Answer, int]:
        """How many of a letter there are wherever it stands; of those that a person has taken."""

    def takers(self, letter_id: int) -> Mapping[int, int]:
        """How many of a letter each person has taken, without those where it has come to an end."""

    def link(self, prospect: Prospect, token: str) -> Prospect:
        """Keep its personal link, of whose token only the digest is kept; an earlier one leads nowhere any more."""

    def by_link(self, token: str) -> Prospect | None:
        """The one whose link has this token, also where it has ended."""

    def due(self, limit: int) -> Sequence[Prospect]:
        """Those of which somebody is to be reminded now, who is reminded by that and not again."""

    def remove(self, prospect_id: int) -> None:
        """Forget one."""

    def numbers(self, letter_id: int, before: datetime | None = None, limit: int | None = None) -> Sequence[int]:
        """The numbers of a letter's, of those that nobody has touched since a moment."""

    def reached_at(self, address: str) -> Sequence[Prospect]:
        """Those whose contact has this address."""

    def release(self, person_id: int) -> None:
        """Nobody has taken what this person had."""


class Partners(Protocol):
    """Those by whose links organizations come to sign."""

    def add(self, partner: Partner, token: str) -> Partner:
        """Keep one under a number of its own; of its link's token only the digest is kept."""

    def all(self, letter_id: int) -> Sequence[Partner]:
        """Those of a letter, in the order in which they came."""

    def by_link(self, token: str) -> Partner | None:
        """The one whose link has this token, also where it has ended."""

    def count(self, partner_id: int) -> None:
        """One more sign-on has come by its link."""

    def remove(self, partner_id: int) -> None:
        """Forget one."""
