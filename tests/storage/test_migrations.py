"""A database that an earlier version has filled keeps what is in it."""

import sqlite3
from collections.abc import AsyncIterator

import pytest
from alembic import command
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.model.announcements.announcement import EVERYBODY, Announcement, Content, Stage
from bot.model.codes import RECEIPT_LENGTH, read_code
from bot.model.collation import sort_key
from bot.model.deliveries import DeliveryState, Tally
from bot.model.letters.letter import canonical_json
from bot.model.lists.filters import Filter
from bot.model.lists.order import Order
from storage.migrate import configuration, upgrade
from tests.conftest import Clock
from tests.letters import LETTER
from tests.storage.conftest import OpenDatabase
from tests.storage.examples import letter
from tests.storage.test_opening import DRIVERS

MICROSECONDS = 1_700_000_000_000_000
ENTRIES = (
    {"act": "letter.published", "record": 1},
    {"act": "endorsement.submitted", "record": 1},
    {"act": "organization.merged", "record": 1},
    {"act": "dispute.opened", "record": 1},
)
TEXT = "On **Monday** — \"à midi\" {x} \\ 'y' 🐝"

OLD = (
    "INSERT INTO letters (id, slug) VALUES (1, 'night-buses')",
    "INSERT INTO revisions (letter_id, number, sha256, content, published_at)"
    f" VALUES (1, 1, 'x', :content, {MICROSECONDS})",
    "INSERT INTO persons (id, language, journal_id) VALUES (1, 'fr', 'abc')",
    "INSERT INTO organizations (id, name, website) VALUES (1, 'Example Bakers', '')",
    "INSERT INTO organizations (id, name, website) VALUES (2, 'パパの会', ''), (3, 'ÖRNEK KIRMIZI BİRLİĞİ', ''),"
    " (4, 'Örnek Kırmızı Birliği', '')",
    "INSERT INTO organization_names (key, organization_id) VALUES ('examplebakers', 1), ('ハハの会', 2),"
    " ('ornekkirmizibirligi', 3), ('ornekkırmızıbirligi', 4)",
    "INSERT INTO endorsements (id, letter_id, organization_id, receipt, state, revision, language, organization,"
    " website, place, statement, person_id, created_at, changed_at, reason) VALUES"
    f" (1, 1, 1, 'ABCDEFGH', 'listed', 1, 'fr', 'Bakers', '', 'Toronto', '', 1, {MICROSECONDS}, {MICROSECONDS}, '')",
    "INSERT INTO representatives (endorsement_id, sealed) VALUES (1, 'x')",
    "INSERT INTO chats (id, platform, place, thread, kind, title, language, closed)"
    " VALUES (1, 'telegram', '-1', '', 'group', 'Old Town', 'fr', ''),"
    " (2, 'telegram', '-2', '', 'group', 'New Town', '', 'kicked')",
    f"INSERT INTO follows (chat_id, letter_id, topic, since) VALUES (1, 1, 'news', {MICROSECONDS})",
    "INSERT INTO announcements (letter_id, text, language, person_id, created_at)"
    f" VALUES (1, :text, 'fr', 1, {MICROSECONDS})",
    "INSERT INTO deliveries (id, platform, chat_id, subject, subject_id, lane, state, key, attempt, message, reason,"
    " wanted, shown, due_at, started_at, unsure_since) VALUES"
    f" (1, 'telegram', 1, 'announcement', 1, 2, 'sent', 'k', 0, 'm1', '', 1, 1, {MICROSECONDS}, {MICROSECONDS}, NULL),"
    f" (2, 'telegram', 2, 'announcement', 1, 2, 'failed', 'k', 0, '', 'kicked', 1, 0, {MICROSECONDS}, NULL, NULL),"
    f" (3, 'telegram', 1, 'announcement', 1, 2, 'queued', 'k', 0, '', '', 1, 0, {MICROSECONDS}, NULL, NULL)",
)


def to_the_first_version(connection: Connection) -> None:
    """Make the tables that the first version had."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


@pytest.fixture
async def database_url(engine: str, database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """A database as the first version left it, with an announcement."""
    if engine == "postgresql":
        await request.getfixturevalue("postgres").empty()
    url = f"{database_url}.old" if engine == "sqlite" else database_url
    address = make_url(url)
    old = create_async_engine(address.set(drivername=DRIVERS[address.get_backend_name()]), poolclass=NullPool)

    def fill(connection: Connection) -> None:
        to_the_first_version(connection)
        for statement in OLD:
            given = {"text": TEXT, "content": canonical_json(letter())}
            connection.execute(text(statement), {name: each for name, each in given.items() if f":{name}" in statement})
        entry = text("INSERT INTO journal (letter_id, number, body, hash) VALUES (1, :number, :body, 'x')")
        for number, body in enumerate(ENTRIES, 1):
            connection.execute(entry, {"number": number, "body": canonical_json(body)})

    async with old.begin() as connection:
        await connection.run_sync(fill)
    await old.dispose()
    yield url
    if engine == "postgresql":
        await request.getfixturevalue("postgres").empty()


async def test_announcements_of_the_first_version_are_kept_as_done(open_database: OpenDatabase) -> None:
    store = await open_database()
    (kept,) = await store.read(lambda unit: unit.announcements.recent(1, 9))
    assert kept == Announcement(
        1, 1, Stage.DONE, Content({"fr": TEXT}), EVERYBODY, 1, kept.created_at, started_at=kept.created_at
    )
    assert kept.content.in_("en") == (TEXT, "fr")
    assert await store.read(lambda unit: unit.results.tally(kept)) == Tally(queued=1, sent=1, failed=1)


async def test_what_the_first_version_had_still_to_send_leaves(open_database: OpenDatabase, clock: Clock) -> None:
    store = await open_database()
    (waiting,) = await store.read(lambda unit: unit.outbox.due("telegram", 9))
    assert (waiting.id, waiting.state, waiting.sent_at) == (3, DeliveryState.QUEUED, None)
    assert await store.write(lambda unit: unit.outbox.begin([3])) == {3}


async def test_revisions_of_the_first_version_are_kept_with_what_was_signed(open_database: OpenDatabase) -> None:
    store = await open_database()
    revision = await store.read(lambda unit: unit.letters.current(LETTER))
    assert revision
    assert (revision.letter, revision.material, revision.person_id) == (letter(), False, None)
    signed = await store.read(lambda unit: unit.endorsements.get(1))
    assert signed
    assert signed.revision == 1


async def test_what_is_made_after_it_gets_a_number_of_its_own(open_database: OpenDatabase) -> None:
    store = await open_database()
    added = await store.write(
        lambda unit: unit.announcements.add(1, Content({"en": "x"}), audience=EVERYBODY, person_id=None)
    )
    assert added.id == 2
    assert await store.read(lambda unit: unit.announcements.get(2)) == added


async def test_the_entries_of_the_first_version_are_found_by_the_endorsement_that_they_are_about(
    open_database: OpenDatabase,
) -> None:
    store = await open_database()
    found = await store.read(lambda unit: unit.journal.concerning(1, 1))
    assert [link.number for _, link, _ in found] == [2, 4]


def test_disputes_are_named_by_handles_and_cards_that_still_hold_buttons_are_drawn_anew() -> None:
    with create_engine("sqlite://").begin() as connection:
        to_the_first_version(connection)
        for statement in OLD:
            connection.execute(text(statement), {name: "{}" for name in ("text", "content") if f":{name}" in statement})
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "0015")
        dispute = text(
            "INSERT INTO disputes (letter_id, endorsement_id, person_id, language, state, claim, said, proven, hides,"
            f" tries, created_at) VALUES (1, 1, 1, 'fr', :state, 'x', 'x', false, false, 0, {MICROSECONDS})"
        )
        delivery = text(
            "INSERT INTO deliveries (platform, chat_id, subject, subject_id, lane, state, key, attempt, message,"
            f" reason, wanted, shown, due_at) VALUES ('telegram', 1, :subject, :of, 1, 'sent', 'k', 0, 'm', '', 1, 1,"
            f" {MICROSECONDS})"
        )
        for state in ("open", "dismissed", "upheld"):
            connection.execute(dispute, {"state": state})
        for subject, number in (("card", 1), ("dispute", 1), ("dispute", 2), ("outcome", 1)):
            connection.execute(delivery, {"subject": subject, "of": number})
        upgrade(connection)
        handles = connection.execute(text("SELECT handle FROM disputes")).scalars().all()
        assert len(set(handles)) == 3
        assert all(read_code(each, RECEIPT_LENGTH) == each for each in handles)
        behind = text("SELECT subject, subject_id FROM deliveries WHERE wanted > shown AND state = 'sent'")
        assert {(row.subject, row.subject_id) for row in connection.execute(behind)} == {("card", 1), ("dispute", 1)}


async def test_names_are_found_by_the_keys_that_they_have_now(open_database: OpenDatabase) -> None:
    store = await open_database()

    async def named(name: str) -> list[int]:
        return [each.id for each in await store.read(lambda unit: unit.organizations.named(name))]

    assert await named("パパの会") == [2]
    assert await named("ババの会") == await named("ハハの会") == []
    assert await named("örnek kırmızı birliği") == [3, 4]
    bakers = await store.read(lambda unit: unit.organizations.same("EXAMPLE bakers"))
    assert bakers
    assert (bakers.id, bakers.place) == (1, "Toronto")


async def test_what_was_signed_is_searched_and_in_order(open_database: OpenDatabase) -> None:
    store = await open_database()
    (signed,) = await store.read(
        lambda unit: unit.endorsements.listed(1, Order.ALPHABETICAL, offset=0, limit=9, within=Filter("bàk"))
    )
    assert signed.sort_key == sort_key("Bakers", "fr") != b""


def test_a_row_that_refers_to_none_when_all_is_done_is_not_passed_over() -> None:
    with create_engine("sqlite://").begin() as connection:
        to_the_first_version(connection)
        connection.execute(text("INSERT INTO follows (chat_id, letter_id, topic, since) VALUES (1, 1, 'news', 1)"))
        with pytest.raises(sqlite3.IntegrityError, match="a row of follows refers to none of"):
            upgrade(connection)
