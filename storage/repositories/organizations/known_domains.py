"""Domains that are known to be an organization's own. How somebody found that out is encrypted."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, insert, select, update

from bot.model.journal.acts import Act
from bot.model.organizations.known_domains import KnownDomain
from bot.model.organizations.organization import site_of
from bot.model.proofs import domains
from storage import tables
from storage.cipher import Cipher
from storage.repositories.journal.journal import JournalRepository
from storage.repositories.organizations.organizations import OrganizationRepository

_SIGNED, _NAMES, _STATED = tables.endorsements, tables.organization_names, tables.known_domains
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_IS_NAMED = select(_NAMES.c.key).where(_NAMES.c.organization_id == _SIGNED.c.organization_id).exists()
_RECORDS = select(_SIGNED.c.id, _SIGNED.c.organization_id, _SIGNED.c.organization, _IS_NAMED.label("named")).where(
    _SIGNED.c.id.in_(_IDS)
)
_IMPORTED = select(tables.organizations.c.id, tables.organizations.c.website).where(
    tables.organizations.c.id.in_(_IDS), tables.organizations.c.imported
)
_FOUND = select(_STATED.c.organization_id, _STATED.c.domain).where(
    _STATED.c.organization_id.in_(_IDS), _STATED.c.retracted_at.is_(None)
)


class KnownDomainRepository:
    """The domains of all organizations, imported or stated by reviewers."""

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        cipher: Cipher,
        journal: JournalRepository,
        organizations: OrganizationRepository,
    ) -> None:
        self._connection = connection
        self._now = now
        self._cipher = cipher
        self._journal = journal
        self._organizations = organizations

    def of_endorsements(self, ids: Collection[int]) -> Mapping[int, Sequence[str]]:
        """The domains of the organizations of endorsements, the imported one first."""
        records = self._records(ids)
        known = self._of(set(records.values()))
        return {number: known[record] for number, record in records.items() if record in known}

    def record(self, endorsement_id: int) -> int:
        return self._records([endorsement_id])[endorsement_id]

    def _records(self, ids: Collection[int]) -> Mapping[int, int]:
        rows = self._connection.execute(_RECORDS, {"ids": list(ids)}).all()
        return {row.id: row.organization_id if row.named else self._of_same_name(row) for row in rows}

    def _of_same_name(self, row: Row[tuple[Any, ...]]) -> int:
        same = self._organizations.same(row.organization) if row.organization else None
        apart = self._organizations.told_apart(row.organization_id)
        return row.organization_id if same is None or same.id in apart else same.id

    def of_organization(self, organization_id: int) -> Sequence[str]:
        return self._of({organization_id}).get(organization_id, ())

    def _of(self, ids: Collection[int]) -> Mapping[int, Sequence[str]]:
        these, known = {"ids": list(ids)}, dict[int, list[str]]()
        sites = [(row.id, site_of(row.website)) for row in self._connection.execute(_IMPORTED, these)]
        for number, domain in [*sites, *self._connection.execute(_FOUND, these)]:
            if domains.own(domain):
                known.setdefault(number, []).append(domain)
        return known

    def stated(self, organization_id: int) -> Sequence[KnownDomain]:
        known = tables.known_domains
        theirs = select(known).where(known.c.organization_id == organization_id, known.c.retracted_at.is_(None))
        return [self._known(row) for row in self._connection.execute(theirs.order_by(known.c.id))]

    def get(self, statement_id: int) -> KnownDomain | None:
        known = tables.known_domains
        this = select(known).where(known.c.id == statement_id, known.c.retracted_at.is_(None))
        row = self._connection.execute(this).first()
        return self._known(row) if row else None

    def state(
        self, organization_id: int, *, domain: str, found: str, person_id: int, letters: Sequence[int]
    ) -> KnownDomain:
        known = tables.known_domains
        values = {"organization_id": organization_id, "domain": domain, "person_id": person_id, "at": self._now}
        added = self._connection.execute(
            insert(known).values(**values, found=self._cipher.seal(found)).returning(known.c.id)
        ).scalar_one()
        self._journalled(Act.ORGANIZATION_DOMAIN_STATED, organization_id, person_id, letters)
        return KnownDomain(added, organization_id, domain, found, person_id, self._now)

    def retract(self, statement: KnownDomain, person_id: int, letters: Sequence[int]) -> None:
        known = tables.known_domains
        self._connection.execute(update(known).where(known.c.id == statement.id).values(retracted_at=self._now))
        self._journalled(Act.ORGANIZATION_DOMAIN_RETRACTED, statement.organization_id, person_id, letters)

    def _journalled(self, act: Act, organization_id: int, person_id: int, letters: Sequence[int]) -> None:
        for letter_id in letters:
            self._journal.append(letter_id, act, record=organization_id, person_id=person_id)

    def _known(self, row: Row[tuple[object, ...]]) -> KnownDomain:
        return KnownDomain(row.id, row.organization_id, row.domain, self._cipher.open(row.found), row.person_id, row.at)
