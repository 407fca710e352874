"""Proofs of addresses."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.proofs.authority import Contact, Level, Proof, ProofState, Why


class Proofs(Protocol):
    """The proofs of addresses, one for each contact of an endorsement. The addresses themselves are not kept here."""

    def get(self, endorsement_id: int, contact: Contact) -> Proof | None:
        """The proof of a contact's address."""

    def of(self, endorsement_id: int) -> Mapping[Contact, Proof]:
        """The proofs of an endorsement."""

    def by_mail(self, mail_id: int) -> Proof | None:
        """The proof for which a mail asks."""

    def put(
        self, endorsement_id: int, contact: Contact, address: str, domain: str, mail_id: int | None, why: Why
    ) -> Proof:
        """From now on this address is asked, by a mail; or it is not, for a reason. What was there before is gone."""

    def settle(self, proof: Proof, state: ProofState, why: Why) -> Proof:
        """What became of a proof that was asked for."""

    def missed(self, proof: Proof) -> Proof:
        """A wrong code was typed; after the last one that may be, nobody has answered."""

    def prove(self, proof: Proof, person_id: int | None) -> Proof:
        """An address is proven, and in the journal; by a person, where it is known whose act it was."""

    def ask_anew(self, endorsement_id: int) -> None:
        """What was proven for an endorsement is not any more, and may be asked for once more at the same address. What
        a second contact was asked is gone."""

    def drop(self, endorsement_id: int) -> None:
        """What was asked and proven for an endorsement is gone."""

    def unanswered(self, before: datetime, limit: int) -> Sequence[Proof]:
        """Proofs that were asked for before a moment, and are still."""

    def remind(self, before: datetime, limit: int) -> Sequence[Proof]:
        """Representatives' proofs that were asked for before a moment, and of which nobody was reminded: each once."""

    def fallen(self, limit: int) -> Sequence[Proof]:
        """Proofs that are asked for by a mail which came back, never left, or may not leave any more."""

    def levels(self, ids: Sequence[int]) -> Mapping[int, Level]:
        """The levels of endorsements, as far as they are more than stated."""
