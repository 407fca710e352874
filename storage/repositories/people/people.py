"""Persons, their accounts, roles and one-time codes."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, insert, or_, select, union_all, update

from bot.model.codes import make_name
from bot.model.people.person import Account, Membership, Person, Role
from storage import tables
from storage.cipher import Cipher

_MISSED = exists().where(tables.missed.c.person_id == tables.persons.c.id)
_FIND = (
    select(tables.persons.c.id, tables.persons.c.language, tables.persons.c.name, _MISSED.label("missed"))
    .join(tables.accounts, tables.accounts.c.person_id == tables.persons.c.id)
    .where(tables.accounts.c.platform == bindparam("platform"), tables.accounts.c.account == bindparam("account"))
)
_ACCOUNTS = (
    select(tables.accounts.c.platform, tables.accounts.c.account)
    .where(tables.accounts.c.person_id == bindparam("person"))
    .order_by(tables.accounts.c.platform, tables.accounts.c.account)
)
_ADD = insert(tables.persons).returning(tables.persons.c.id)
_ADD_ACCOUNT = insert(tables.accounts)
_ROLES = select(tables.roles.c.role).where(
    tables.roles.c.person_id == bindparam("person"),
    or_(tables.roles.c.letter_id == bindparam("letter"), tables.roles.c.letter_id.is_(None)),
)
_ORGANIZERS = (
    select(tables.roles.c.person_id)
    .where(or_(tables.roles.c.letter_id == bindparam("letter"), tables.roles.c.letter_id.is_(None)))
    .distinct()
    .order_by(tables.roles.c.person_id)
)
_MEMBERSHIPS = (
    select(tables.roles)
    .where(or_(tables.roles.c.letter_id == bindparam("letter"), tables.roles.c.letter_id.is_(None)))
    .order_by(tables.roles.c.id)
)
_SPOKEN = union_all(
    select(tables.consents.c.language, tables.consents.c.at).where(tables.consents.c.person_id == bindparam("person")),
    select(tables.disputes.c.language, tables.disputes.c.created_at).where(
        tables.disputes.c.person_id == bindparam("person")
    ),
).subquery()
_SAID = select(_SPOKEN.c.language).order_by(_SPOKEN.c.at.desc()).limit(1)
_READ = (
    select(tables.endorsements.c.language)
    .where(tables.endorsements.c.person_id == bindparam("person"))
    .order_by(tables.endorsements.c.changed_at.desc())
    .limit(1)
)


class PeopleRepository:
    """The persons of whom something is remembered."""

    def __init__(self, connection: Connection, now: datetime, below: Callable[[int], int], cipher: Cipher) -> None:
        self._connection = connection
        self._now = now
        self._below = below
        self._cipher = cipher

    def find(self, account: Account) -> Person | None:
        row = self._connection.execute(_FIND, {"platform": account.platform, "account": account.id}).first()
        if row is None:
            return None
        return Person(row.id, row.language, self._cipher.open(row.name) if row.name else "", row.missed)

    def ensure(self, account: Account) -> Person:
        known = self.find(account)
        if known:
            return known
        added = self._connection.execute(
            _ADD, {"language": "", "journal_id": f"{self._below(1 << 128):032x}"}
        ).scalar_one()
        person = Person(added)
        self._connection.execute(
            _ADD_ACCOUNT, {"platform": account.platform, "account": account.id, "person_id": person.id}
        )
        return person

    def accounts(self, person_id: int) -> Sequence[Account]:
        rows = self._connection.execute(_ACCOUNTS, {"person": person_id})
        return [Account(row.platform, row.account) for row in rows]

    def attach(self, account: Account, person_id: int) -> None:
        accounts = tables.accounts
        self._connection.execute(
            delete(accounts).where(accounts.c.platform == account.platform, accounts.c.account == account.id)
        )
        self._connection.execute(
            insert(accounts).values(platform=account.platform, account=account.id, person_id=person_id)
        )

    def speak(self, person_id: int, language: str) -> None:
        persons = tables.persons
        self._connection.execute(update(persons).where(persons.c.id == person_id).values(language=language))

    def spoken(self, person_id: int) -> str:
        languages = (self._connection.execute(each, {"person": person_id}).scalar() for each in (_SAID, _READ))
        return next((language for language in languages if language), "")

    def roles(self, person_id: int, letter_id: int) -> frozenset[Role]:
        rows = self._connection.execute(_ROLES, {"person": person_id, "letter": letter_id})
        return frozenset(Role(row.role) for row in rows)

    def grant(self, person_id: int, letter_id: int | None, role: Role, invited_by: int | None = None) -> None:
        roles = tables.roles
        same_letter = roles.c.letter_id.is_(None) if letter_id is None else roles.c.letter_id == letter_id
        there = select(roles.c.id).where(roles.c.person_id == person_id, same_letter, roles.c.role == role.value)
        if self._connection.execute(there).first() is None:
            self._connection.execute(
                insert(roles).values(
                    person_id=person_id, letter_id=letter_id, role=role.value, since=self._now, invited_by=invited_by
                )
            )

    def memberships(self, letter_id: int) -> Sequence[Membership]:
        rows = self._connection.execute(_MEMBERSHIPS, {"letter": letter_id})
        return [
            Membership(row.person_id, row.letter_id, Role(row.role), row.since, row.invited_by, row.agreed_by, row.id)
            for row in rows
        ]

    def agree(self, person_id: int, letter_id: int, agreed_by: int) -> None:
        roles = tables.roles
        self._connection.execute(
            update(roles)
            .where(
                roles.c.person_id == person_id,
                or_(roles.c.letter_id == letter_id, roles.c.letter_id.is_(None)),
                roles.c.invited_by.is_not(None),
                roles.c.agreed_by.is_(None),
            )
            .values(agreed_by=agreed_by)
        )

    def revoke(self, person_id: int, letter_id: int | None) -> None:
        for table in (tables.roles, tables.codes):
            of_letter = table.c.letter_id.is_(None) if letter_id is None else table.c.letter_id == letter_id
            self._connection.execute(
                delete(table).where(table.c.person_id == person_id, table.c.role.is_not(None), of_letter)
            )

    def everywhere(self, person_id: int) -> frozenset[Role]:
        roles = tables.roles
        rows = self._connection.execute(
            select(roles.c.role).where(roles.c.person_id == person_id, roles.c.letter_id.is_(None))
        )
        return frozenset(Role(row.role) for row in rows)

    def organizers(self, letter_id: int) -> Sequence[tuple[int, frozenset[Role]]]:
        rows = self._connection.execute(_ORGANIZERS, {"letter": letter_id})
        return [(row.person_id, self.roles(row.person_id, letter_id)) for row in rows.all()]

    def owned(self, platforms: Sequence[str]) -> bool:
        roles, accounts = tables.roles, tables.accounts
        owner = (
            select(roles.c.id)
            .join(accounts, accounts.c.person_id == roles.c.person_id)
            .where(roles.c.role == Role.OWNER.value, accounts.c.platform.in_(platforms))
            .limit(1)
        )
        return self._connection.execute(owner).first() is not None

    def offer(
        self, code: str, until: datetime, person_id: int | None, letter_id: int | None, role: Role | None
    ) -> None:
        self._connection.execute(delete(tables.codes).where(tables.codes.c.until < self._now))
        if person_id is None:
            self._connection.execute(delete(tables.codes).where(tables.codes.c.person_id.is_(None)))
        self._connection.execute(
            insert(tables.codes).values(
                digest=self._cipher.digest(code),
                until=until,
                person_id=person_id,
                letter_id=letter_id,
                role=role.value if role else None,
                handle=make_name(self._below, self._named) if role else None,
            )
        )

    def _named(self, handle: str) -> bool:
        codes = tables.codes
        return self._connection.execute(select(codes.c.digest).where(codes.c.handle == handle)).first() is not None

    def redeem(self, code: str) -> tuple[int | None, int | None, Role | None] | None:
        codes = tables.codes
        this = codes.c.digest == self._cipher.digest(code)
        good = (codes.c.until >= self._now, codes.c.endorsement_id.is_(None))
        row = self._connection.execute(select(codes).where(this, *good)).first()
        if row is None:
            return None
        self._connection.execute(delete(codes).where(this))
        return row.person_id, row.letter_id, Role(row.role) if row.role else None
