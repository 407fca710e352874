"""Organizations, one record each."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, insert, select

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
        organization = self.add_unnamed(name, website)
        self._connection.execute(
            insert(tables.organization_names).values(key=normalize(name), organization_id=organization.id)
        )
        return organization

    def add_unnamed(self, name: str, website: str) -> Organization:
        added = self._connection.execute(
            insert(tables.organizations).values(name=name, website=website).returning(tables.organizations.c.id)
        ).scalar_one()
        return Organization(added, name, website)

    def get(self, organization_id: int) -> Organization | None:
        records = tables.organizations
        row = self._connection.execute(select(records).where(records.c.id == organization_id)).first()
        return Organization(row.id, row.name, row.website) if row else None

    def published(self, hidden: Collection[int] = ()) -> Sequence[Organization]:
        signed = tables.endorsements
        return self._signed(signed.c.state == State.LISTED.value, signed.c.letter_id.not_in(hidden))

    def alike(self, letter_id: int, name: str) -> Sequence[Organization]:
        signed, key = tables.endorsements, normalize(name)
        reviewed = signed.c.state.in_([State.SUBMITTED.value, State.LISTED.value])
        others = self._signed(signed.c.letter_id == letter_id, reviewed)
        return [each for each in others if normalize(each.name) != key and alike(name, each.name)]

    def _signed(self, *conditions: ColumnElement[bool]) -> Sequence[Organization]:
        """The organizations with an endorsement that meets the conditions, as its line spells them."""
        signed = tables.endorsements
        rows = self._connection.execute(
            select(signed.c.organization_id, signed.c.organization, signed.c.website)
            .where(*conditions)
            .order_by(signed.c.organization_id, signed.c.id)
            .limit(MOST_COMPARED)
        )
        found = {row.organization_id: Organization(row.organization_id, row.organization, row.website) for row in rows}
        return list(found.values())
