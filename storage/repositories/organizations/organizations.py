"""Organizations, one record each."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.model.collation import sort_key
from bot.model.endorsements.endorsement import STANDING, PublicEntry, State
from bot.model.journal.acts import Act
from bot.model.organizations.likeness import Known, Likeness, resembling
from bot.model.organizations.organization import (
    Name,
    NameKind,
    Organization,
    domain_of,
    normalize,
    same_place,
)
from bot.model.organizations.searching import searchable
from bot.model.organizations.tokens import handle_of
from storage import tables
from storage.repositories.endorsements.rows import of_few
from storage.repositories.journal.journal import JournalRepository
from storage.repositories.matching import Matching, Searched
from storage.repositories.organizations.index import OrganizationIndex, as_signed, chunks, listed_as

LETTERS = 4
"""So many letters that the same organizations have signed are reckoned with where their names are found."""

_NAMED = (
    select(tables.organization_names.c.organization_id, tables.merges.c.kept_id)
    .order_by(tables.organization_names.c.organization_id)
    .outerjoin(
        tables.merges,
        and_(tables.merges.c.gone_id == tables.organization_names.c.organization_id, tables.MERGED),
    )
    .where(tables.organization_names.c.key == bindparam("named"))
)
_KEPT = select(tables.merges.c.kept_id).where(tables.merges.c.gone_id == bindparam("gone"), tables.MERGED)
_MERGED_INTO = select(tables.merges.c.gone_id).where(tables.merges.c.kept_id == bindparam("kept"), tables.MERGED)
_NAMES = (
    select(tables.organization_names)
    .where(tables.organization_names.c.organization_id.in_(bindparam("united", expanding=True)))
    .order_by(tables.organization_names.c.key)
)
_ADD = insert(tables.organizations).returning(tables.organizations.c.id)
_ADD_NAME = insert(tables.organization_names)
_RECORDS = select(tables.organizations, tables.organization_parents.c.parent_id).outerjoin(
    tables.organization_parents, tables.organization_parents.c.child_id == tables.organizations.c.id
)
_GET = _RECORDS.where(tables.organizations.c.id == bindparam("organization"))
_MERGED_AWAY = (
    select(tables.merges.c.id).where(tables.merges.c.gone_id == tables.organizations.c.id, tables.MERGED).exists()
)
_LISTED_NAMES = Searched(
    select(tables.organization_names.c.organization_id.label("id"), tables.organization_names.c.search)
    .join(tables.organizations, tables.organizations.c.id == tables.organization_names.c.organization_id)
    .where(tables.organizations.c.imported, ~_MERGED_AWAY),
    tables.organization_names.c.organization_id,
    tables.organization_names.c.search,
    tables.organization_names.c.organization_id,
)
_IMPORTED = (
    select(tables.organizations, tables.organization_names.c.name.label("spelled"))
    .join(tables.organization_names, tables.organization_names.c.organization_id == tables.organizations.c.id)
    .where(
        tables.organizations.c.imported,
        tables.organization_names.c.kind == NameKind.IMPORTED.value,
        ~_MERGED_AWAY,
    )
    .order_by(tables.organizations.c.id, tables.organization_names.c.key)
)
_SIGNED = select(
    tables.endorsements.c.organization_id,
    tables.endorsements.c.organization,
    tables.endorsements.c.website,
    tables.endorsements.c.place,
).order_by(tables.endorsements.c.organization_id, tables.endorsements.c.id)


class OrganizationRepository:
    """The organizations that signed, that somebody began to sign for, or that stand in an imported list."""

    def __init__(self, connection: Connection, now: datetime, journal: JournalRepository) -> None:
        self._connection = connection
        self._now = now
        self._journal = journal
        self._index = OrganizationIndex(connection)

    def named(self, name: str) -> Sequence[Organization]:
        rows = self._connection.execute(_NAMED, {"named": normalize(name)}).all()
        standing = (row.organization_id if row.kept_id is None else self._standing(row.kept_id) for row in rows)
        return [record for each in dict.fromkeys(standing) if (record := self.get(each))]

    def same(self, name: str, place: str = "") -> Organization | None:
        records = self.named(name)
        return next((each for each in records if same_place(each.place, place)), next(iter(records), None))

    def _standing(self, organization_id: int) -> int:
        """The record that stands for an organization: where it was merged, the one to which that leads."""
        kept = self._connection.execute(_KEPT, {"gone": organization_id}).scalar()
        return organization_id if kept is None else self._standing(kept)

    def add(self, name: str, website: str, place: str = "", apart: bool = False) -> Organization:
        added = self.add_unnamed(name, website, place)
        self._add_name(added, Name(name), apart)
        return added

    def _add_name(self, organization: Organization, name: Name, apart: bool) -> None:
        told_by = normalize(organization.place) if organization.place else str(organization.id)
        self._connection.execute(
            _ADD_NAME,
            {
                "key": normalize(name.name),
                "apart": told_by if apart else "",
                "organization_id": organization.id,
                "name": name.name,
                "search": searchable(name.name, organization.acronym),
                "language": name.language,
                "kind": name.kind.value,
            },
        )

    def add_unnamed(self, name: str, website: str, place: str = "") -> Organization:
        domain = domain_of(website)
        values = {"name": name, "website": website, "domain": domain, "place": place}
        added = self._connection.execute(_ADD, values).scalar_one()
        return Organization(added, name, website, domain=domain, place=place)

    def get(self, organization_id: int) -> Organization | None:
        row = self._connection.execute(_GET, {"organization": organization_id}).first()
        return _organization(row) if row else None

    def names(self, organization_id: int) -> Sequence[Name]:
        rows = self._connection.execute(_NAMES, {"united": self._united(organization_id)})
        return [Name(row.name, row.language, NameKind(row.kind)) for row in rows]

    def _united(self, organization_id: int) -> Sequence[int]:
        """The record, and all that were merged into it."""
        united = [organization_id]
        for each in united:
            united.extend(self._connection.execute(_MERGED_INTO, {"kept": each}).scalars())
        return united

    def listed_beforehand(self, organization: Organization, names: Sequence[Name]) -> None:
        records, written = tables.organizations, tables.organization_names
        self._connection.execute(
            update(records)
            .where(records.c.id == organization.id)
            .values(
                name=organization.name,
                website=organization.website,
                acronym=organization.acronym,
                domain=domain_of(organization.website),
                kind=organization.kind,
                place=organization.place,
                imported=True,
            )
        )
        theirs = written.c.organization_id.in_(self._united(organization.id))
        there = set(self._connection.execute(select(written.c.key).where(theirs)).scalars())
        for each in names:
            key = normalize(each.name)
            if key in there:
                search = searchable(each.name, organization.acronym)
                values = {"name": each.name, "search": search, "language": each.language, "kind": each.kind.value}
                self._connection.execute(update(written).where(written.c.key == key, theirs).values(values))
            else:
                self._add_name(organization, each, apart=bool(self.named(each.name)))
        self._index.renew([organization.id])

    def known(self, ids: Collection[int], hidden: Collection[int] = ()) -> Sequence[Organization]:
        return [each for each, _ in self._known(ids, hidden)]

    def resembling(self, name: str, hidden: Collection[int] = ()) -> Sequence[tuple[Organization, Likeness]]:
        one = Known((name,))
        known = self._known(self._index.candidates(one), hidden)
        return [(known[index][0], why) for index, why in resembling(one, [names for _, names in known])]

    def led_to(self, handle: str, hidden: Collection[int] = ()) -> Organization | None:
        known = self.known(self._index.led_to(handle), hidden)
        return next((each for each in known if handle_of(each) == handle), None)

    def _known(self, ids: Collection[int], hidden: Collection[int]) -> Sequence[tuple[Organization, Known]]:
        """Those of these organizations of which anybody may know, by their numbers."""
        record = tables.endorsements
        listed = self._signed(ids, record.c.state == State.LISTED.value, record.c.letter_id.not_in(hidden))
        published = {each.id: (each, Known((each.name,))) for each in listed}
        known = {**self._imported(ids), **published}
        return [known[number] for number in sorted(known)]

    def suggested(self, typed: str, limit: int) -> Sequence[Organization]:
        return self._records(Matching(self._connection, typed).matching(_LISTED_NAMES, limit))

    def signed_names(
        self, typed: str, limit: int, letter_id: int | None = None, hidden: Collection[int] = ()
    ) -> Sequence[str]:
        signed = _signed_names(typed, letter_id, hidden)
        return _different(Matching(self._connection, typed).matching(signed, LETTERS * limit))[:limit]

    def known_names(self, typed: str, limit: int, hidden: Collection[int] = ()) -> Sequence[str]:
        matching, names = Matching(self._connection, typed), _signed_names(typed, None, hidden)
        signed, listed = matching.begun(names, LETTERS * limit), matching.begun(_LISTED_NAMES, limit)
        if not (signed or listed):
            signed, listed = matching.nearly(names, LETTERS * limit), matching.nearly(_LISTED_NAMES, limit)
        imported = [each.name for each in self._records(listed)]
        return list(dict.fromkeys((*_different(signed), *imported)))[:limit]

    def _records(self, found: Sequence[Row[Any]]) -> Sequence[Organization]:
        """Those whose names were found."""
        ids = list(dict.fromkeys(row.id for row in found))
        rows = self._connection.execute(_RECORDS.where(tables.organizations.c.id.in_(ids)))
        known = {row.id: _organization(row) for row in rows}
        return [known[each] for each in ids]

    def alike(
        self, letter_id: int, organization_id: int, entry: PublicEntry
    ) -> Sequence[tuple[Organization, Likeness]]:
        record, standing = tables.endorsements, [state.value for state in STANDING]
        apart = self.told_apart(organization_id)
        names = dict.fromkeys((entry.organization, *(each.name for each in self.names(organization_id))))
        one = Known(tuple(names), domain_of(entry.website))
        ids = {*self._index.candidates(one)} - apart
        signed = self._signed(ids, of_few(letter_id), record.c.state.in_(standing))
        others = {
            each.id: (each, Known(tuple(dict.fromkeys(spelled)), each.domain)) for each, spelled in signed.items()
        }
        for number, (imported, listed) in self._imported(ids).items():
            here, named = others.get(number, (imported, listed))
            others[number] = here, Known((*named.names, *listed.names), named.domain or listed.domain)
        compared = [others[number] for number in sorted(others)]
        return [(compared[index][0], why) for index, why in resembling(one, [known for _, known in compared])]

    def told_apart(self, organization_id: int) -> set[int]:
        """The organization itself, and those that it is known not to be: a parent, a chapter, or as a reviewer said."""
        apart, family = tables.distinctions, tables.organization_parents
        parent = select(family.c.parent_id).where(family.c.child_id == organization_id)
        statements = (
            select(apart.c.low_id).where(apart.c.high_id == organization_id),
            select(apart.c.high_id).where(apart.c.low_id == organization_id),
            select(family.c.child_id).where(family.c.parent_id == organization_id),
            select(family.c.child_id).where(family.c.parent_id.in_(parent)),
            parent,
        )
        return {organization_id, *(each for one in statements for each in self._connection.execute(one).scalars())}

    def _imported(self, ids: Collection[int]) -> dict[int, tuple[Organization, Known]]:
        """Those of these organizations that stand in the imported list, with the names that the list has."""
        imported = dict[int, tuple[Organization, Known]]()
        for some in chunks(ids):
            for row in self._connection.execute(_IMPORTED.where(tables.organizations.c.id.in_(some))):
                record, known = imported.get(row.id) or (_organization(row), Known((), row.domain))
                imported[row.id] = record, Known((*known.names, listed_as(row.spelled, row.acronym)), row.domain)
        return imported

    def _signed(self, ids: Collection[int], *such: ColumnElement[bool]) -> dict[Organization, list[str]]:
        """Those of these organizations with such an endorsement, as the last line of each spells it; and all the
        spellings."""
        lines = dict[int, list[Organization]]()
        for some in chunks(ids):
            signed = _SIGNED.where(tables.endorsements.c.organization_id.in_(some), *such)
            for row in self._connection.execute(signed):
                spelled, _ = as_signed(row.organization_id, row.organization, row.website, row.place)
                lines.setdefault(row.organization_id, []).append(spelled)
        return {spelled[-1]: [each.name for each in spelled] for spelled in lines.values()}

    def set_parent(self, child_id: int, parent_id: int | None, person_id: int | None, letters: Sequence[int]) -> None:
        family = tables.organization_parents
        self._connection.execute(delete(family).where(family.c.child_id == child_id))
        if parent_id is not None:
            self._connection.execute(insert(family).values(child_id=child_id, parent_id=parent_id))
        for letter_id in letters:
            self._journal.append(letter_id, Act.ORGANIZATION_PARENT_SET, record=child_id, person_id=person_id)
        self._journal.counted([child_id], person_id)

    def chapters(self, organization_id: int) -> Sequence[Organization]:
        records = tables.organizations
        theirs = _RECORDS.where(tables.organization_parents.c.parent_id == organization_id).order_by(records.c.id)
        chapters = [_organization(row) for row in self._connection.execute(theirs)]
        return sorted(chapters, key=lambda each: sort_key(each.name, ""))

    def chapters_listed(self, letter_id: int) -> int:
        signed, family = tables.endorsements, tables.organization_parents
        listed = (of_few(letter_id), signed.c.state == State.LISTED.value)
        chapters = signed.c.organization_id.in_(select(family.c.child_id))
        return int(self._connection.execute(select(func.count()).where(*listed, chapters)).scalar_one())

    def keys(self) -> Mapping[str, Sequence[tuple[int, str]]]:
        names, merges = tables.organization_names, tables.merges
        merged = select(merges.c.gone_id, merges.c.kept_id).where(tables.MERGED)
        into = {row.gone_id: row.kept_id for row in self._connection.execute(merged)}
        records = tables.organizations
        places = {row.id: row.place for row in self._connection.execute(select(records.c.id, records.c.place))}
        led = dict[str, list[tuple[int, str]]]()
        for row in self._connection.execute(select(names.c.key, names.c.organization_id)):
            number = row.organization_id
            while number in into:
                number = into[number]
            led.setdefault(row.key, []).append((number, places[number]))
        return led


def _organization(row: Row[tuple[object, ...]]) -> Organization:
    return Organization(
        row.id,
        row.name,
        row.website,
        row.acronym,
        row.domain,
        row.kind,
        row.place,
        row._mapping.get("parent_id"),
        row.imported,
    )


def _signed_names(typed: str, letter_id: int | None, hidden: Collection[int]) -> Searched:
    """The names in the lists of all letters but the hidden ones, or in this letter's."""
    record = tables.endorsements
    names = select(record.c.organization, record.c.search)
    names = names.where(record.c.state == State.LISTED.value, record.c.letter_id.not_in(hidden))
    if letter_id is not None:
        names = names.where(of_few(letter_id) if typed else record.c.letter_id == letter_id)
    return Searched(names, record.c.organization_id, record.c.search, record.c.id)


def _different(found: Sequence[Row[Any]]) -> Sequence[str]:
    """The names of some sign-ons, each once."""
    return list(dict.fromkeys(row.organization for row in found))
