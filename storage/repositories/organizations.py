"""Organizations, one record each."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from bot.model.endorsements import State
from bot.model.organizations import Organization, alike, normalize
from storage import tables

MOST_COMPARED = 20_000
"""So many names at the most are compared for a likeness."""


class OrganizationRepository:
    """The organizations that signed, or that somebody began to sign for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def same(self, name: str) -> Organization | None:
        records, names = tables.organizations, tables.organization_names
        row = self._connection.execute(
            select(records).join(names, names.c.organization_id == records.c.id).where(names.c.key == normalize(name))
        ).first()
        return Organization(row.id, row.name, row.website) if row else None

    def add(self, name: str, website: str) -> Organization:
        added = self._connection.execute(
            insert(tables.organizations).values(name=name, website=website).returning(tables.organizations.c.id)
        ).scalar_one()
        organization = Organization(added, name, website)
        self._connection.execute(
            insert(tables.organization_names).values(key=normalize(name), organization_id=organization.id)
        )
        return organization

    def get(self, organization_id: int) -> Organization | None:
        records = tables.organizations
        row = self._connection.execute(select(records).where(records.c.id == organization_id)).first()
        return Organization(row.id, row.name, row.website) if row else None

    def published(self) -> Sequence[Organization]:
        records, listed = tables.organizations, tables.endorsements
        rows = self._connection.execute(
            select(records)
            .join(listed, listed.c.organization_id == records.c.id)
            .where(listed.c.state == State.LISTED.value)
            .distinct()
            .order_by(records.c.id)
            .limit(MOST_COMPARED)
        )
        return [Organization(row.id, row.name, row.website) for row in rows]

    def alike(self, name: str) -> Sequence[Organization]:
        records = tables.organizations
        rows = self._connection.execute(select(records).order_by(records.c.id).limit(MOST_COMPARED))
        key = normalize(name)
        return [
            Organization(row.id, row.name, row.website)
            for row in rows
            if normalize(row.name) != key and alike(name, row.name)
        ]
