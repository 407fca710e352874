"""The names of organizers, the invitations that are open, and those who were removed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, or_, select, update

from bot.model.people.person import REMOVED_FOR, Invitation, Membership, Role
from storage import tables
from storage.cipher import Cipher

_ROLE_COLUMNS = ("person_id", "letter_id", "role", "since", "invited_by", "agreed_by")


class OrganizerRepository:
    """Who organizes the letters, as others see them."""

    def __init__(self, connection: Connection, now: datetime, cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher

    def names(self) -> Mapping[int, str]:
        persons = tables.persons
        rows = self._connection.execute(select(persons.c.id, persons.c.name).where(persons.c.name.is_not(None)))
        return {row.id: self._cipher.open(row.name) for row in rows}

    def name(self, person_id: int) -> str:
        persons = tables.persons
        sealed = self._connection.execute(select(persons.c.name).where(persons.c.id == person_id)).scalar()
        return self._cipher.open(sealed) if sealed else ""

    def rename(self, person_id: int, name: str) -> None:
        persons = tables.persons
        sealed = self._cipher.seal(name) if name else None
        self._connection.execute(update(persons).where(persons.c.id == person_id).values(name=sealed))

    def invitations(self, letter_id: int) -> Sequence[Invitation]:
        codes = tables.codes
        rows = self._connection.execute(
            select(codes)
            .where(codes.c.role.is_not(None), codes.c.until >= self._now, _in_letter(letter_id))
            .order_by(codes.c.until, codes.c.digest)
        )
        return [Invitation(row.handle or "", row.letter_id, Role(row.role), row.person_id, row.until) for row in rows]

    def revoke(self, letter_id: int, handle: str) -> bool:
        codes = tables.codes
        gone = self._connection.execute(
            delete(codes).where(codes.c.handle == handle, codes.c.letter_id == letter_id, codes.c.role.is_not(None))
        )
        return gone.rowcount > 0

    def membership(self, membership_id: int) -> Membership | None:
        roles = tables.roles
        row = self._connection.execute(select(roles).where(roles.c.id == membership_id)).first()
        if row is None:
            return None
        return Membership(
            row.person_id, row.letter_id, Role(row.role), row.since, row.invited_by, row.agreed_by, row.id
        )

    def remember(self, person_id: int, letter_id: int | None, removed_by: int) -> None:
        roles, former = tables.roles, tables.former_roles
        of_letter = roles.c.letter_id.is_(None) if letter_id is None else roles.c.letter_id == letter_id
        held = self._connection.execute(select(roles).where(roles.c.person_id == person_id, of_letter)).mappings().all()
        for row in held:
            kept = {name: row[name] for name in _ROLE_COLUMNS}
            self._connection.execute(insert(former).values(**kept, removed_by=removed_by, removed_at=self._now))

    def forget(self) -> None:
        former = tables.former_roles
        self._connection.execute(delete(former).where(former.c.removed_at <= self._now - REMOVED_FOR))

    def removed(self, letter_id: int, removed_by: int) -> Sequence[int]:
        former = tables.former_roles
        rows = select(former.c.person_id).where(self._undoable(letter_id, removed_by)).distinct()
        return self._connection.execute(rows.order_by(former.c.person_id)).scalars().all()

    def restore(self, person_id: int, letter_id: int, removed_by: int) -> Sequence[Role]:
        roles, former = tables.roles, tables.former_roles
        theirs = and_(self._undoable(letter_id, removed_by), former.c.person_id == person_id)
        rows = self._connection.execute(select(former).where(theirs).order_by(former.c.id)).mappings().all()
        for row in rows:
            same = roles.c.letter_id.is_(None) if row["letter_id"] is None else roles.c.letter_id == row["letter_id"]
            there = select(roles.c.id).where(roles.c.person_id == person_id, same, roles.c.role == row["role"])
            if self._connection.execute(there).first() is None:
                self._connection.execute(insert(roles).values({name: row[name] for name in _ROLE_COLUMNS}))
        self._connection.execute(delete(former).where(theirs))
        return [Role(row["role"]) for row in rows]

    def _undoable(self, letter_id: int, removed_by: int) -> ColumnElement[bool]:
        """The roles that somebody can give back: those in every letter only while they still own every letter."""
        former, roles = tables.former_roles, tables.roles
        owns_every = exists().where(
            roles.c.person_id == removed_by, roles.c.letter_id.is_(None), roles.c.role == Role.OWNER.value
        )
        of_letter = or_(former.c.letter_id == letter_id, and_(former.c.letter_id.is_(None), owns_every))
        return and_(of_letter, former.c.removed_by == removed_by, former.c.removed_at > self._now - REMOVED_FOR)


def _in_letter(letter_id: int) -> ColumnElement[bool]:
    codes = tables.codes
    return or_(codes.c.letter_id == letter_id, and_(codes.c.letter_id.is_(None), codes.c.person_id.is_not(None)))
