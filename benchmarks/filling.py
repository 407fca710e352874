"""A database with very many sign-ons: rows made in bulk, for which everything holds that the repositories see to, so
that the journal verifies and the index is in step."""

import secrets
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import insert, select

from bot.model.chats import ChatKind, Topic
from bot.model.codes import RECEIPT_LENGTH, make_code
from bot.model.collation import sort_key
from bot.model.endorsements.endorsement import IMPORTED, PublicEntry, Representative, State
from bot.model.journal import entries
from bot.model.journal.acts import Act
from bot.model.organizations.organization import NameKind, domain_of, normalize
from bot.model.organizations.searching import searchable
from bot.model.people.person import Person
from bot.ports.store import Unit
from storage import tables
from storage.repositories.endorsements.rows import columns
from storage.repositories.organizations.index import OrganizationIndex
from storage.unit import ConnectionUnit

PLATFORMS = "discord", "telegram"
GROUPS = 100
"""One chat of so many is a group."""

WAITING = 50
"""One sign-on of so many waits for review; the others are in the list."""

NUMBER_BITS = 20
"""So many bits of a code say of which row it is."""


def record(unit: Unit, names: Sequence[str], imported: bool) -> Sequence[int]:
    """Records of organizations with these names, of which none is known yet; `imported`: as a list has them."""
    assert isinstance(unit, ConnectionUnit)
    first = _after(unit, tables.organizations.c.id)
    known = {normalize(name): (number, name) for number, name in enumerate(names, first)}
    kind = NameKind.IMPORTED if imported else NameKind.TYPED
    sites = {number: site_of(number) for number, _ in known.values()}
    unit.connection.execute(
        insert(tables.organizations),
        [
            {"id": number, "name": name, "website": sites[number], "domain": domain_of(sites[number]),
             "imported": imported}
            for number, name in known.values()
        ],
    )  # fmt: skip
    unit.connection.execute(
        insert(tables.organization_names),
        [
            {"key": key, "organization_id": number, "name": name, "search": searchable(name), "kind": kind.value}
            for key, (number, name) in known.items()
        ],
    )
    numbers = [number for number, _ in known.values()]
    if imported:
        OrganizationIndex(unit.connection).renew(numbers)
    return numbers


def sign(unit: Unit, person: Person, organizations: Sequence[int], place: str) -> None:
    """Sign-ons of the first letter for organizations that have not signed yet, as they are brought in from a list."""
    assert isinstance(unit, ConnectionUnit)
    connection, records = unit.connection, tables.organizations
    revision = unit.letters.all()[0]
    language = revision.letter.languages[0]
    known = connection.execute(select(records).where(records.c.id.between(organizations[0], organizations[-1]))).all()
    first, sealed = _after(unit, tables.endorsements.c.id), unit.cipher.seal(_nobody())
    before = unit.journal.last(revision.letter_id)
    signed, links, openings = list[dict[str, Any]](), list[entries.Link](), list[dict[str, Any]]()
    actor = connection.execute(select(tables.persons.c.journal_id).where(tables.persons.c.id == person.id)).scalar_one()
    for number, each in enumerate(known, first):
        line = PublicEntry(each.name, each.website, place)
        state = State.SUBMITTED if number % WAITING == 0 else State.LISTED
        signed.append(
            {
                "id": number, "letter_id": revision.letter_id, "organization_id": each.id,
                "receipt": _code(unit, number), "handle": _code(unit, number),
                "state": state.value, "revision": revision.number, "language": language, "person_id": person.id,
                "created_at": unit.now, "changed_at": unit.now, "origin": IMPORTED, "reservation_state": "",
                "statement_state": "", "search": searchable(each.name), "sort_key": sort_key(each.name, language),
                **columns(line),
            }
        )  # fmt: skip
        salt, said = secrets.token_hex(16), line.canonical()
        entry = entries.Entry(
            revision.letter_id, before.number + 1, unit.now, Act.ENDORSEMENT_IMPORTED, number, actor, state.value,
            revision.number, language, entries.commit(salt, said),
            {"organization": each.id, "origin": IMPORTED, "signer": actor},
        )  # fmt: skip
        before = entries.link(before.hash, entry)
        links.append(before)
        openings.append({"letter_id": revision.letter_id, "number": before.number, "salt": salt, "line": said})
    connection.execute(insert(tables.endorsements), signed)
    personal = [{"endorsement_id": each["id"], "sealed": sealed} for each in signed]
    connection.execute(insert(tables.representatives), personal)
    chain = [
        {"letter_id": revision.letter_id, "number": link.number, "body": link.body, "hash": link.hash,
         "endorsement_id": link.endorsement}
        for link in links
    ]  # fmt: skip
    connection.execute(insert(tables.journal), chain)
    connection.execute(insert(tables.commitments), openings)
    OrganizationIndex(connection).renew(organizations)


def follow(
    unit: Unit, count: int, platforms: Sequence[str] = PLATFORMS, language: Callable[[int], str] = lambda number: "en"
) -> None:
    """Chats that follow the first letter: persons and groups on these platforms, which cannot be reached here. They are
    numbered from 1 on."""
    assert isinstance(unit, ConnectionUnit)
    letter_id, first = unit.letters.all()[0].letter_id, _after(unit, tables.chats.c.id)
    chats, numbers = insert(tables.chats), range(first, first + count)
    there = [
        {"id": number, "platform": platforms[number % len(platforms)], "place": f"@{number}",
         "kind": (ChatKind.GROUP if number % GROUPS == 0 else ChatKind.PRIVATE).value, "title": f"Chat {number}",
         "language": language(number)}
        for number in numbers
    ]  # fmt: skip
    unit.connection.execute(chats, there)
    news = {"letter_id": letter_id, "topic": Topic.NEWS.value, "since": unit.now}
    unit.connection.execute(insert(tables.follows), [{"chat_id": number, **news} for number in numbers])


def site_of(number: int) -> str:
    """The website of an organization."""
    return f"https://www.organization-{number}.example"


def _code(unit: Unit, number: int) -> str:
    """A number that nothing else has: the first characters say which, and the others are random."""
    return make_code(RECEIPT_LENGTH, lambda bound: number | unit.below(bound >> NUMBER_BITS) << NUMBER_BITS)


def _nobody() -> str:
    return msgspec.json.encode(Representative("Ada Example", "Chair", "ada@example.org")).decode()


def _after(unit: ConnectionUnit, column: Any) -> int:
    """The next number of a table's rows."""
    last = unit.connection.execute(select(column).order_by(column.desc()).limit(1)).scalar()
    return int(last or 0) + 1
