"""Endorsements, their representatives, and what reviewers asked. Every change of state is journalled with it."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    insert,
    select,
    tuple_,
    update,
)

from bot.model.codes import RECEIPT_LENGTH, make_code
from bot.model.collation import sort_key
from bot.model.endorsements.endorsement import (
    IMPORTED,
    Check,
    Endorsement,
    Exchange,
    Latest,
    PublicEntry,
    Representative,
    State,
    Words,
)
from bot.model.journal.acts import Act
from bot.model.lists.filters import Only
from bot.model.lists.order import Order
from bot.model.organizations.searching import searchable
from bot.model.proofs.authority import Contact
from bot.model.proofs.mails import mailbox
from bot.model.reviews import Preference
from bot.model.zones import kept_zone
from storage import tables
from storage.cipher import Cipher
from storage.repositories.journal.journal import JournalRepository
from storage.repositories.matching import containing, nearly
from storage.repositories.proofs.proofs import dropped

_ADD = insert(tables.endorsements).returning(tables.endorsements.c.id)
_ADD_REPRESENTATIVE = insert(tables.representatives)
_ONE = select(tables.endorsements)
_GET = _ONE.where(tables.endorsements.c.id == bindparam("endorsement"))
_BY_RECEIPT = _ONE.where(tables.endorsements.c.receipt == bindparam("receipt"))
_STANDING = _ONE.where(
    tables.endorsements.c.letter_id == bindparam("letter"),
    tables.endorsements.c.organization_id == bindparam("organization"),
    tables.STANDING,
)
_COUNT = select(func.count()).where(
    tables.endorsements.c.letter_id == bindparam("letter"), tables.endorsements.c.state == bindparam("state")
)
_LISTED = _ONE.where(tables.endorsements.c.state == State.LISTED.value)
_LANGUAGE = select(tables.letters.c.language).where(tables.letters.c.id == bindparam("letter"))
_REPRESENTATIVE = select(tables.representatives.c.sealed).where(
    tables.representatives.c.endorsement_id == bindparam("endorsement")
)
_EXCHANGES = (
    select(tables.exchanges)
    .where(tables.exchanges.c.endorsement_id == bindparam("endorsement"))
    .order_by(tables.exchanges.c.id)
)


class EndorsementRepository:
    """The endorsements of all letters."""

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        below: Callable[[int], int],
        cipher: Cipher,
        journal: JournalRepository,
    ) -> None:
        self._connection = connection
        self._now = now
        self._below = below
        self._cipher = cipher
        self._journal = journal

    def add(
        self, letter_id: int, *, organization_id: int, receipt: str, state: State, revision: int, language: str,
        entry: PublicEntry, representative: Representative, person_id: int, act: Act, origin: str = "",
    ) -> Endorsement:  # fmt: skip
        statement = Words.WAITING if entry.statement else Words.NONE
        reservation = Words.WAITING if entry.reservation else Words.NONE
        handle = make_code(RECEIPT_LENGTH, self._below)
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
        self._connection.execute(_ADD_REPRESENTATIVE, {"endorsement_id": added, "sealed": self._sealed(representative)})
        self._journalled(endorsement, act, person_id)
        return endorsement

    def save(
        self, endorsement: Endorsement, act: Act, person_id: int, representative: Representative | None = None
    ) -> None:
        record = tables.endorsements
        if representative is not None:
            self.represent(endorsement.id, representative)
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

    def _journalled(self, endorsement: Endorsement, act: Act, person_id: int) -> None:
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

    def get(self, endorsement_id: int) -> Endorsement | None:
        return self._one(_GET, endorsement=endorsement_id)

    def by_receipt(self, receipt: str) -> Endorsement | None:
        return self._one(_BY_RECEIPT, receipt=receipt)

    def in_list(self, letter_id: int, handle: str) -> Endorsement | None:
        found = self._one(_LISTED.where(tables.endorsements.c.handle == handle))
        return found if found and found.letter_id == letter_id else None

    def standing(self, letter_id: int, organization_id: int) -> Endorsement | None:
        return self._one(_STANDING, letter=letter_id, organization=organization_id)

    def of_person(self, person_id: int, letter_id: int) -> Sequence[Endorsement]:
        record = tables.endorsements
        mine = select(record).where(
            record.c.person_id == person_id,
            record.c.letter_id == letter_id,
            record.c.origin != IMPORTED,
            record.c.organization != "",
        )
        return self._many(mine.order_by(record.c.id.desc()).limit(50))

    def of_organizations(self, organization_ids: Sequence[int]) -> Sequence[Endorsement]:
        record = tables.endorsements
        theirs = select(record).where(record.c.organization_id.in_(organization_ids))
        return self._many(theirs.order_by(record.c.created_at, record.c.id))

    def in_state(self, letter_id: int, state: State, offset: int, limit: int) -> Sequence[Endorsement]:
        record = tables.endorsements
        there = select(record).where(record.c.letter_id == letter_id, record.c.state == state.value)
        return self._many(there.order_by(record.c.changed_at, record.c.id).offset(offset).limit(limit))

    def page(
        self, letter_id: int, states: Collection[State], order: Order, after: Endorsement | None, limit: int
    ) -> Sequence[Endorsement]:
        record = tables.endorsements
        there = select(record).where(
            record.c.letter_id == letter_id, record.c.state.in_([each.value for each in states])
        )
        if after and order is Order.ALPHABETICAL:
            there = there.where(tuple_(record.c.sort_key, record.c.id) > tuple_(after.sort_key, after.id))
        elif after:
            there = there.where(record.c.id > after.id)
        return self._many(there.order_by(*ordered(order)).limit(limit))

    def listed(
        self, letter_id: int, order: Order, *, offset: int, limit: int, typed: str = "", only: Only = Only.ALL
    ) -> Sequence[Endorsement]:
        there = _LISTED.where(tables.endorsements.c.letter_id == letter_id, *_sought(typed, only))
        return self._many(there.order_by(*ordered(order)).offset(offset).limit(limit))

    def count_listed(self, letter_id: int, typed: str, only: Only = Only.ALL) -> int:
        record = tables.endorsements
        counted = select(func.count()).where(record.c.letter_id == letter_id, record.c.state == State.LISTED.value)
        return int(self._connection.execute(counted.where(*_sought(typed, only))).scalar_one())

    def nearly_listed(self, letter_id: int, typed: str, limit: int) -> Sequence[Endorsement]:
        record = tables.endorsements
        searched = select(record.c.id, record.c.search).where(
            record.c.letter_id == letter_id, record.c.state == State.LISTED.value
        )
        return self.still_listed([row.id for row in nearly(self._connection, searched, record.c.search, typed, limit)])

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

    def count(self, letter_id: int, state: State) -> int:
        return int(self._connection.execute(_COUNT, {"letter": letter_id, "state": state.value}).scalar_one())

    def listing_moments(self, letter_id: int) -> Sequence[datetime]:
        signed = tables.endorsements
        listed = (signed.c.letter_id == letter_id, signed.c.state == State.LISTED.value)
        moments = select(signed.c.changed_at).where(*listed).order_by(signed.c.changed_at)
        return self._connection.execute(moments).scalars().all()

    def latest_entry(self, letter_id: int) -> int:
        journal = tables.journal
        last = select(func.max(journal.c.number)).where(journal.c.letter_id == letter_id)
        return int(self._connection.execute(last).scalar() or 0)

    def newly_listed(self, letter_id: int, after: int, since: int) -> Sequence[Endorsement]:
        number = tables.journal.c.number
        ids = self._put_into_list(letter_id, number > after)
        if ids:
            ids -= self._put_into_list(letter_id, number <= since)
        return sorted(self.still_listed(sorted(ids)), key=lambda each: (each.changed_at, each.id))

    def _put_into_list(self, letter_id: int, entries: ColumnElement[bool]) -> set[int]:
        """The endorsements that some entries of the journal put into the list."""
        journal = tables.journal
        listing = journal.c.body.contains(f'"state":"{State.LISTED.value}"', autoescape=True)
        bodies = select(journal.c.body).where(journal.c.letter_id == letter_id, entries, listing)
        return {json.loads(body)["record"] for body in self._connection.execute(bodies).scalars()}

    def corrected_since(self, letter_id: int, ids: Sequence[int], entry: int) -> Collection[int]:
        journal = tables.journal
        if not (ids and entry):
            return ()
        corrected = journal.c.body.contains(f'"act":"{Act.ENDORSEMENT_CORRECTED.value}"', autoescape=True)
        rows = select(journal.c.endorsement_id).where(
            journal.c.letter_id == letter_id, journal.c.endorsement_id.in_(ids), journal.c.number > entry, corrected
        )
        return set(self._connection.execute(rows).scalars())

    def still_listed(self, ids: Sequence[int]) -> Sequence[Endorsement]:
        record = tables.endorsements
        there = select(record).where(record.c.id.in_(ids), record.c.state == State.LISTED.value)
        listed = {each.id: each for each in self._many(there)} if ids else {}
        return [listed[each] for each in ids if each in listed]

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

    def _one(self, statement: Select[tuple[object, ...]], **given: object) -> Endorsement | None:
        row = self._connection.execute(statement, given).first()
        return read_row(row) if row else None

    def _many(self, statement: Select[tuple[object, ...]]) -> Sequence[Endorsement]:
        return [read_row(row) for row in self._connection.execute(statement)]


def _sought(typed: str, only: Only) -> Iterator[ColumnElement[bool]]:
    """What is looked for in a list: a part of the name, and whether they say something."""
    record = tables.endorsements
    if typed:
        yield containing(record.c.search, typed)
    if only is Only.STATEMENT:
        yield record.c.statement_state == Words.SHOWN.value
    if only is Only.RESERVATION:
        yield record.c.reserved != ""


def ordered(order: Order) -> Sequence[ColumnElement[Any]]:
    """By what the rows of a list are ordered."""
    record = tables.endorsements
    return (record.c.sort_key, record.c.id) if order is Order.ALPHABETICAL else (record.c.id,)


def columns(entry: PublicEntry) -> dict[str, str]:
    """A public line as it is kept."""
    return {
        "organization": entry.organization,
        "website": entry.website,
        "place": entry.place,
        "statement": entry.statement,
        "reserved": ",".join(map(str, entry.reserved)),
        "reservation": entry.reservation,
    }


def reserved(kept: str) -> tuple[int, ...]:
    """The demands about which there is a reservation, as they are kept."""
    return tuple(int(number) for number in kept.split(",") if number)


def read_row(row: Row[tuple[object, ...]]) -> Endorsement:
    """The endorsement in a row."""
    return Endorsement(
        id=row.id,
        letter_id=row.letter_id,
        organization_id=row.organization_id,
        receipt=row.receipt,
        state=State(row.state),
        revision=row.revision,
        language=row.language,
        entry=PublicEntry(
            row.organization, row.website, row.place, row.statement, reserved(row.reserved), row.reservation
        ),
        person_id=row.person_id,
        created_at=row.created_at,
        changed_at=row.changed_at,
        check=Check(row.checked) if row.checked else None,
        reason=row.reason,
        decided_by=row.decided_by,
        statement=Words(row.statement_state),
        reservation=Words(row.reservation_state),
        board=row.board_at.astimezone(kept_zone(row.board_zone)) if row.board_at else None,
        origin=row.origin,
        sort_key=row.sort_key,
        handle=row.handle,
    )
