"""Proofs of addresses, and the mail that asks for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.proofs.authority import Contact, Level, Proof, ProofState, Why
from bot.model.proofs.mails import Mail, MailKind, MailState


class Proofs(Protocol):
    """The proofs of addresses, one for each contact of an endorsement. The addresses themselves are not kept here."""

    def get(self, endorsement_id: int, contact: Contact) -> Proof | None:
        """The proof of a contact's address."""

    def of(self, endorsement_id: int) -> Mapping[Contact, Proof]:
        """The proofs of an endorsement."""

    def by_mail(self, mail_id: int) -> Proof | None:
        """The proof for which a mail asks."""

    def put(
        self, endorsement_id: int, contact: Contact, *, address: str, domain: str, mail_id: int | None, why: Why
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


class Mails(Protocol):
    """Mail to addresses that people have given; addresses and codes are encrypted on disk."""

    def put(self, kind: MailKind, letter_id: int, subject_id: int, address: str, language: str) -> Mail:
        """Queue a mail, with a new code and token. Whether one may go there is the caller's to ask."""

    def get(self, mail_id: int) -> Mail | None:
        """The mail with this id."""

    def by_token(self, token: str) -> Mail | None:
        """The mail that a link names."""

    def about(self, kind: MailKind, subject_id: int) -> Sequence[Mail]:
        """The mails of a kind about something, newest first."""

    def share(self, mail: Mail, subject_id: int, address: str, language: str) -> Mail:
        """Have the code of a mail hold for somebody else too who gave its address: nothing leaves. Where that mail is
        lost, so is this."""

    def tally(self, kind: MailKind, subject_id: int) -> Mapping[MailState, int]:
        """How many mails of a kind about something stand in each state."""

    def use(self, mail: Mail) -> None:
        """The code of a mail has proven something: it proves nothing again, for whoever else was asked for it."""

    def shared(self, mail: Mail) -> bool:
        """Whether somebody else has given the address of a mail since, so that both are asked for its code."""

    def reached(self, kind: MailKind, letter_id: int, address: str) -> Sequence[Mail]:
        """The mails of a kind about a letter that went to an address, or are to, in whatever case it was written: the
        newest first."""

    def unwanted(self, address: str) -> bool:
        """Whether whoever has this address wants no mail, ever."""

    def stop(self, address: str) -> None:
        """No mail goes to an address any more; what waits for it is cancelled."""

    def stop_where(self, mail: Mail) -> None:
        """No mail goes any more to where this one went, also where its address was forgotten by now."""

    def since(self, moment: datetime, domain: str = "") -> int:
        """How many mails left after a moment, or may have: to a registrable domain, or overall."""

    def due(self, limit: int) -> Sequence[Mail]:
        """The mails that are to leave now, oldest first."""

    def postpone(self, mail_id: int, until: datetime) -> None:
        """A mail waits until a moment, also one that was leaving and was not taken."""

    def begin(self, mail_id: int) -> bool:
        """A mail is about to leave; false where it must not any more."""

    def end(self, mail_id: int, state: MailState, reason: str = "") -> None:
        """What came of one."""

    def interrupted(self) -> None:
        """What was leaving when the process ended is uncertain."""
