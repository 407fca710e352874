"""Endorsements, their representatives, and what reviewers asked. Every change of state is journalled with it."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    exists,
    insert,
    select,
    update,
)

from bot.model.codes import make_name
from bot.model.collation import sort_key
from bot.model.endorsements.endorsement import (
    Endorsement,
    Exchange,
    Latest,
    PublicEntry,
    Representative,
    State,
    Words,
)
from bot.model.journal.acts import Act
from bot.model.organizations.searching import searchable
from bot.model.proofs.authority import Contact
from bot.model.proofs.mails import mailbox
from bot.model.reviews import Preference
from storage import tables
from storage.cipher import Cipher
from storage.repositories.endorsements.listings import ListedEndorsements
from storage.repositories.endorsements.rows import columns
from storage.repositories.journal.journal import JournalRepository
from storage.repositories.organizations.index import OrganizationIndex, as_signed
from storage.repositories.proofs.proofs import dropped

_ADD = insert(tables.endorsements).returning(tables.endorsements.c.id)
_ADD_REPRESENTATIVE = insert(tables.representatives)
_ONE = select(tables.endorsements)
_GET = _ONE.where(tables.endorsements.c.id == bindparam("endorsement"))
_SPELLED = select(
    tables.endorsements.c.organization_id,
    tables.endorsements.c.organization,
    tables.endorsements.c.website,
    tables.endorsements.c.place,
).where(tables.endorsements.c.id == bindparam("endorsement"))
_NAMED = select(tables.endorsements.c.id).where(tables.endorsements.c.handle == bindparam("handle"))
_BY_RECEIPT = _ONE.where(tables.endorsements.c.receipt == bindparam("receipt"))
_STANDING = _ONE.where(
    tables.endorsements.c.letter_id == bindparam("letter"),
    tables.endorsements.c.organization_id == bindparam("organization"),
    tables.STANDING,
)
_OF_ORGANIZATIONS = _ONE.where(
    tables.endorsements.c.organization_id.in_(bindparam("organizations", expanding=True))
).order_by(tables.endorsements.c.created_at, tables.endorsements.c.id)
_LANGUAGE = select(tables.letters.c.language).where(tables.letters.c.id == bindparam("letter"))
_REPRESENTATIVE = select(tables.representatives.c.sealed).where(
    tables.representatives.c.endorsement_id == bindparam("endorsement")
)
_EXCHANGES = (
    select(tables.exchanges)
    .where(tables.exchanges.c.endorsement_id == bindparam("endorsement"))
    .order_by(tables.exchanges.c.id)
)


class EndorsementRepository(ListedEndorsements):
    """The endorsements of all letters."""

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        below: Callable[[int], int],
        cipher: Cipher,
        journal: JournalRepository,
    ) -> None:
        super().__init__(connection)
        self._now = now
        self._below = below
        self._cipher = cipher
        self._journal = journal
        self._index = OrganizationIndex(connection)

    def add(
        self, letter_id: int, *, organization_id: int, receipt: str, state: State, revision: int, language: str,
        entry: PublicEntry, representative: Representative, person_id: int, act: Act, origin: str = "",
    ) -> Endorsement:  # fmt: skip
        statement = Words.WAITING if entry.statement else Words.NONE
        reservation = Words.WAITING if entry.reservation else Words.NONE
        handle = make_name(self._below, self._named)
        added = self._connection.execute(
            _ADD,
            {
                "handle": handle,
                "letter_id": letter_id,
                "organization_id": organization_id,
                "receipt": receipt,
                "state": state.value,
                "revision": revision,
                "language": language,
                "person_id": person_id,
                "created_at": self._now,
                "changed_at": self._now,
                "origin": origin,
                "statement_state": statement.value,
                "reservation_state": reservation.value,
                **columns(entry),
                **self._found_by(letter_id, entry),
            },
        ).scalar_one()
        endorsement = Endorsement(
            added, letter_id, organization_id, receipt, state, revision, language, entry, person_id, self._now,
            self._now,
            origin=origin, statement=statement, reservation=reservation, handle=handle,
        )  # fmt: skip
        address = representative.email if endorsement.gathered else ""
        self._connection.execute(
            _ADD_REPRESENTATIVE,
            {
                "endorsement_id": added,
                "sealed": self._sealed(representative),
                "mailbox": self._cipher.digest(mailbox(address)) if address else None,
            },
        )
        if entry.organization:
            self._index.add(*as_signed(organization_id, entry.organization, entry.website, entry.place))
        self._journalled(endorsement, act, person_id)
        return endorsement

    def save(
        self, endorsement: Endorsement, act: Act, person_id: int | None, representative: Representative | None = None
    ) -> None:
        record = tables.endorsements
        if representative is not None:
            self.represent(endorsement.id, representative)
        before = self._connection.execute(_SPELLED, {"endorsement": endorsement.id}).one()
        self._connection.execute(
            update(record)
            .where(record.c.id == endorsement.id)
            .values(
                organization_id=endorsement.organization_id,
                state=endorsement.state.value,
                revision=endorsement.revision,
                language=endorsement.language,
                changed_at=endorsement.changed_at,
                checked=endorsement.check.value if endorsement.check else None,
                reason=endorsement.reason,
                decided_by=endorsement.decided_by,
                statement_state=endorsement.statement.value,
                reservation_state=endorsement.reservation.value,
                **columns(endorsement.entry),
                **self._found_by(endorsement.letter_id, endorsement.entry),
            )
        )
        entry = endorsement.entry
        if before != (endorsement.organization_id, entry.organization, entry.website, entry.place):
            self._index.renew({before.organization_id, endorsement.organization_id})
        self._journalled(endorsement, act, person_id)

    def _found_by(self, letter_id: int, entry: PublicEntry) -> dict[str, str | bytes]:
        """What an organization is searched and sorted by in the letter's list."""
        language = self._connection.execute(_LANGUAGE, {"letter": letter_id}).scalar() or ""
        return {"search": searchable(entry.organization), "sort_key": sort_key(entry.organization, language)}

    def represent(self, endorsement_id: int, representative: Representative) -> None:
        """Keep who represents it now. What their address proved is not so any more where it is another."""
        personal = tables.representatives
        self._connection.execute(
            update(personal)
            .where(personal.c.endorsement_id == endorsement_id)
            .values(sealed=self._sealed(representative))
        )
        proofs, digest = tables.proofs, self._cipher.digest(mailbox(representative.email))
        first = and_(proofs.c.contact == Contact.FIRST.value, proofs.c.digest == digest)
        same = exists().where(proofs.c.endorsement_id == endorsement_id, first)
        if not self._connection.execute(select(same)).scalar_one():
            dropped(self._connection, self._journal, endorsement_id)
            self.prefer(endorsement_id, Preference.PROVEN, holds=False)

    def _journalled(self, endorsement: Endorsement, act: Act, person_id: int | None) -> None:
        self._journal.append(
            endorsement.letter_id,
            act,
            record=endorsement.id,
            person_id=person_id,
            state=endorsement.state.value,
            revision=endorsement.revision,
            language=endorsement.language,
            line=endorsement.entry.canonical(),
        )

    def prefer(self, endorsement_id: int, why: Preference = Preference.PROVEN, holds: bool = True) -> None:
        record = tables.endorsements
        others = record.c.priority.bitwise_and(~why.value)
        self._connection.execute(
            update(record).where(record.c.id == endorsement_id).values(priority=others + (why.value if holds else 0))
        )

    def _named(self, handle: str) -> bool:
        return self._connection.execute(_NAMED, {"handle": handle}).first() is not None

    def get(self, endorsement_id: int) -> Endorsement | None:
        return self._one(_GET, endorsement=endorsement_id)

    def by_receipt(self, receipt: str) -> Endorsement | None:
        return self._one(_BY_RECEIPT, receipt=receipt)

    def standing(self, letter_id: int, organization_id: int) -> Endorsement | None:
        return self._one(_STANDING, letter=letter_id, organization=organization_id)

    def of_person(self, person_id: int, letter_id: int) -> Sequence[Endorsement]:
        record = tables.endorsements
        mine = select(record).where(
            record.c.person_id == person_id,
            record.c.letter_id == letter_id,
            tables.OWN,
            record.c.organization != "",
        )
        return self._many(mine.order_by(record.c.id.desc()).limit(50))

    def of_organizations(self, organization_ids: Sequence[int]) -> Sequence[Endorsement]:
        return self._many(_OF_ORGANIZATIONS, organizations=list(organization_ids))

    def in_state(self, letter_id: int, state: State, offset: int, limit: int) -> Sequence[Endorsement]:
        record = tables.endorsements
        there = select(record).where(record.c.letter_id == letter_id, record.c.state == state.value)
        return self._many(there.order_by(record.c.changed_at, record.c.id).offset(offset).limit(limit))

    def latest_of(self, letter_id: int, keys: Sequence[str]) -> Mapping[str, Sequence[Latest]]:
        record, names = tables.endorsements, tables.organization_names
        rows = self._connection.execute(
            select(names.c.key, record.c.organization_id, record.c.place, record.c.state)
            .join(names, names.c.organization_id == record.c.organization_id)
            .where(names.c.key.in_(keys), record.c.letter_id == letter_id, record.c.state != State.DRAFT.value)
            .order_by(record.c.id)
        )
        latest = dict[str, dict[int, Latest]]()
        for row in rows:
            one = Latest(row.organization_id, row.place, State(row.state))
            latest.setdefault(row.key, {})[row.organization_id] = one
        return {key: list(each.values()) for key, each in latest.items()}

    def representative(self, endorsement_id: int) -> Representative:
        sealed = self._connection.execute(_REPRESENTATIVE, {"endorsement": endorsement_id}).scalar()
        if sealed is None:
            return Representative("", "", "")
        return msgspec.json.decode(self._cipher.open(sealed), type=Representative)

    def acted(self, endorsement_id: int) -> Collection[int]:
        journal, persons = tables.journal, tables.persons
        bodies = self._connection.execute(
            select(journal.c.body).where(journal.c.endorsement_id == endorsement_id)
        ).scalars()
        entries = [json.loads(body) for body in bodies]
        signers = {entry.get("facts", {}).get("signer", "") for entry in entries}
        seconds = {entry["actor"] for entry in entries if entry["act"] == Act.ENDORSEMENT_SECOND_CONFIRMED}
        theirs = select(persons.c.id).where(persons.c.journal_id.in_(signers | seconds))
        return set(self._connection.execute(theirs).scalars())

    def looked_at(self, endorsement: Endorsement, person_id: int) -> None:
        self._journal.append(
            endorsement.letter_id, Act.ENDORSEMENT_DETAILS_SHOWN, record=endorsement.id, person_id=person_id
        )

    def ask(self, endorsement: Endorsement, question: str, person_id: int) -> None:
        self._connection.execute(
            insert(tables.exchanges).values(
                endorsement_id=endorsement.id, question=self._cipher.seal(question), asked_by=person_id
            )
        )
        self._journal.append(endorsement.letter_id, Act.ENDORSEMENT_ASKED, record=endorsement.id, person_id=person_id)

    def answer(self, endorsement: Endorsement, answer: str, person_id: int) -> Exchange | None:
        open_ones = [each for each in self.exchanges(endorsement.id) if not each.answer]
        if not open_ones:
            return None
        asked, last = tables.exchanges, open_ones[-1]
        self._connection.execute(update(asked).where(asked.c.id == last.id).values(answer=self._cipher.seal(answer)))
        self._journal.append(
            endorsement.letter_id, Act.ENDORSEMENT_ANSWERED, record=endorsement.id, person_id=person_id
        )
        return replace(last, answer=answer)

    def exchanges(self, endorsement_id: int) -> Sequence[Exchange]:
        rows = self._connection.execute(_EXCHANGES, {"endorsement": endorsement_id})
        return [
            Exchange(
                row.id,
                endorsement_id,
                self._cipher.open(row.question),
                self._cipher.open(row.answer) if row.answer is not None else "",
                row.asked_by,
            )
            for row in rows
        ]

    def _sealed(self, representative: Representative) -> bytes:
        return self._cipher.seal(msgspec.json.encode(representative).decode())
