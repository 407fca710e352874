"""Proofs of addresses. What is proven is journalled."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, Select, bindparam, delete, exists, insert, select, update

from bot.model.journal.acts import Act
from bot.model.letters.letter import canonical_json
from bot.model.proofs.authority import MOST_TRIES, Contact, Level, Proof, ProofState, Why, level_of
from bot.model.proofs.mails import MailState, mailbox
from storage import tables
from storage.cipher import Cipher
from storage.repositories.journal.journal import JournalRepository
from storage.repositories.organizations.known_domains import KnownDomainRepository

ACTS = {Contact.FIRST: Act.ENDORSEMENT_ADDRESS_PROVEN, Contact.SECOND: Act.ENDORSEMENT_SECOND_CONFIRMED}

_GET = select(tables.proofs).where(
    tables.proofs.c.endorsement_id == bindparam("endorsement"), tables.proofs.c.contact == bindparam("of")
)
_OF = select(tables.proofs).where(tables.proofs.c.endorsement_id == bindparam("endorsement"))
_DROP = delete(tables.proofs).where(
    tables.proofs.c.endorsement_id == bindparam("endorsement"), tables.proofs.c.contact == bindparam("of")
)
_ADD = insert(tables.proofs)
_BY_MAIL = select(tables.proofs).where(tables.proofs.c.mail_id == bindparam("mail"))
_PROVEN = select(tables.proofs).where(
    tables.proofs.c.endorsement_id.in_(bindparam("endorsements", expanding=True)),
    tables.proofs.c.state == ProofState.PROVEN.value,
)


class ProofRepository:
    """The proofs of addresses, one for each contact of an endorsement."""

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        cipher: Cipher,
        journal: JournalRepository,
        known_domains: KnownDomainRepository,
    ) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher
        self._journal = journal
        self._known_domains = known_domains

    def get(self, endorsement_id: int, contact: Contact) -> Proof | None:
        row = self._connection.execute(_GET, {"endorsement": endorsement_id, "of": contact.value}).first()
        return _proof(row) if row else None

    def of(self, endorsement_id: int) -> Mapping[Contact, Proof]:
        proofs = map(_proof, self._connection.execute(_OF, {"endorsement": endorsement_id}))
        return {each.contact: each for each in proofs}

    def by_mail(self, mail_id: int) -> Proof | None:
        row = self._connection.execute(_BY_MAIL, {"mail": mail_id}).first()
        return _proof(row) if row else None

    def put(
        self, endorsement_id: int, contact: Contact, *, address: str, domain: str, mail_id: int | None, why: Why
    ) -> Proof:
        self._connection.execute(_DROP, {"endorsement": endorsement_id, "of": contact.value})
        state = ProofState.REFUSED if why else ProofState.ASKED
        self._connection.execute(
            _ADD,
            {
                "endorsement_id": endorsement_id,
                "contact": contact.value,
                "digest": self._cipher.digest(mailbox(address)),
                "domain": domain,
                "state": state.value,
                "why": why.value,
                "mail_id": mail_id,
                "tries": 0,
                "asked_at": self._now,
                "reminded": False,
            },
        )
        return Proof(endorsement_id, contact, domain, state, self._now, why, mail_id)

    def settle(self, proof: Proof, state: ProofState, why: Why) -> Proof:
        return self._change(proof, state=state.value, why=why.value)

    def missed(self, proof: Proof) -> Proof:
        tries = proof.tries + 1
        if tries < MOST_TRIES:
            return self._change(proof, tries=tries)
        return self._change(proof, tries=tries, state=ProofState.UNREACHABLE.value, why=Why.UNANSWERED.value)

    def prove(self, proof: Proof, person_id: int | None) -> Proof:
        letters = select(tables.endorsements.c.letter_id).where(tables.endorsements.c.id == proof.endorsement_id)
        letter_id = self._connection.execute(letters).scalar_one()
        proven = self._change(proof, state=ProofState.PROVEN.value, why="", proven_at=self._now)
        line = canonical_json({proof.contact.value: proof.domain})
        self._journal.append(
            letter_id, ACTS[proof.contact], record=proof.endorsement_id, person_id=person_id, line=line
        )
        return proven

    def ask_anew(self, endorsement_id: int) -> None:
        proofs = tables.proofs
        theirs, proven = proofs.c.endorsement_id == endorsement_id, proofs.c.state == ProofState.PROVEN.value
        lapses = self._connection.execute(select(exists().where(theirs, proven))).scalar_one()
        self._connection.execute(delete(proofs).where(theirs, proofs.c.contact == Contact.SECOND.value))
        self._connection.execute(
            update(proofs).where(theirs, proven).values(state=ProofState.ASKED.value, mail_id=None, tries=0)
        )
        if lapses:
            self._journal.lapsed(endorsement_id)

    def drop(self, endorsement_id: int) -> None:
        dropped(self._connection, self._journal, endorsement_id)

    def unanswered(self, before: datetime, limit: int) -> Sequence[Proof]:
        proofs = tables.proofs
        late = select(proofs).where(tables.ASKED, proofs.c.mail_id.is_not(None), proofs.c.asked_at < before)
        return self._many(late.order_by(proofs.c.asked_at).limit(limit))

    def remind(self, before: datetime, limit: int) -> Sequence[Proof]:
        proofs = tables.proofs
        silent = select(proofs).where(
            tables.ASKED,
            proofs.c.mail_id.is_not(None),
            proofs.c.asked_at < before,
            proofs.c.reminded.is_(False),
            proofs.c.contact == Contact.FIRST.value,
        )
        due = self._many(silent.order_by(proofs.c.asked_at).limit(limit))
        return [self._change(each, reminded=True) for each in due]

    def fallen(self, limit: int) -> Sequence[Proof]:
        proofs, mails = tables.proofs, tables.mails
        lost = [state.value for state in (MailState.BOUNCED, MailState.FAILED, MailState.CANCELLED)]
        gone = exists().where(mails.c.id == proofs.c.mail_id, mails.c.state.in_(lost))
        return self._many(select(proofs).where(tables.ASKED, gone).limit(limit))

    def levels(self, ids: Sequence[int]) -> Mapping[int, Level]:
        rows = self._connection.execute(_PROVEN, {"endorsements": ids}) if ids else ()
        proven = {(each.endorsement_id, each.contact): each for each in map(_proof, rows)}
        known = self._known_domains.of_endorsements({number for number, _ in proven})
        return {
            number: level_of(first, proven.get((number, Contact.SECOND)), known.get(number, ()))
            for (number, contact), first in proven.items()
            if contact is Contact.FIRST
        }

    def _change(self, proof: Proof, **values: object) -> Proof:
        proofs = tables.proofs
        changed = self._connection.execute(
            update(proofs)
            .where(proofs.c.endorsement_id == proof.endorsement_id, proofs.c.contact == proof.contact.value)
            .values(**values)
            .returning(proofs)
        ).one()
        return _proof(changed)

    def _many(self, statement: Select[tuple[object, ...]]) -> Sequence[Proof]:
        return [_proof(row) for row in self._connection.execute(statement)]


def dropped(connection: Connection, journal: JournalRepository, endorsement_id: int) -> None:
    """Delete what was asked and proven for an endorsement; that it is not proven any more is journalled."""
    proofs = tables.proofs
    states = delete(proofs).where(proofs.c.endorsement_id == endorsement_id).returning(proofs.c.state)
    if ProofState.PROVEN.value in connection.execute(states).scalars().all():
        journal.lapsed(endorsement_id)


def _proof(row: Row[tuple[object, ...]]) -> Proof:
    return Proof(
        endorsement_id=row.endorsement_id,
        contact=Contact(row.contact),
        domain=row.domain,
        state=ProofState(row.state),
        why=Why(row.why),
        mail_id=row.mail_id,
        tries=row.tries,
        asked_at=row.asked_at,
        proven_at=row.proven_at,
    )
