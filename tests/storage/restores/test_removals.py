"""What is taken back is in the log before anybody is told of it, on every engine."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import CommitUncertain, SetupError
from bot.model.chats import Topic
from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.model.people.person import Role
from bot.model.restores import REMOVALS_KEPT, Removal, Removed
from bot.ports.store import Unit
from bot.service.people import forgetting
from storage.cipher import Cipher
from storage.database import PostgresStore, SqliteStore, open_store
from storage.removals.log import Begins, Noted, RemovalLog
from tests.conftest import Clock
from tests.memory import SECRET
from tests.storage.examples import chat, person, publish, signed

Opened = Callable[[], Awaitable[SqliteStore | PostgresStore]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the log is."""
    return tmp_path / "countersign.removals"


@pytest.fixture
async def opened(database_url: str, clock: Clock, path: Path) -> AsyncIterator[Opened]:
    """Opens the test's database with its log."""
    stores = list[SqliteStore | PostgresStore]()

    async def open_it() -> SqliteStore | PostgresStore:
        stores.append(await open_store(database_url, Cipher(SECRET), clock, path))
        return stores[-1]

    yield open_it
    for store in stores:
        await store.close()


def noted(path: Path) -> list[Removal]:
    """What the log holds. The tests' databases keep no key of their own until one is opened."""
    return [each.removal for each in RemovalLog(path, Cipher(SECRET)).lines() if isinstance(each, Noted)]


def what(path: Path) -> list[tuple[Removed, tuple[str | int, ...]]]:
    """What the log holds, without numbers and moments."""
    return [(each.kind, each.subject) for each in noted(path)]


def hinder(path: Path) -> None:
    """Let nothing be written there."""
    path.unlink()
    path.mkdir()


async def test_withdrawals_and_removed_roles_and_used_codes_and_erasures_are_noted_by_their_numbers(
    opened: Opened, path: Path
) -> None:
    store = await opened()

    def begin(unit: Unit) -> str:
        endorsement = signed(unit)
        chat(unit, follows=1)
        unit.people.grant(person(unit, "rex").id, endorsement.letter_id, Role.REVIEWER)
        unit.people.offer("ABCDEFGH", unit.now + timedelta(days=1), 1, 1, Role.EDITOR)
        return endorsement.receipt

    await store.write(begin)
    assert what(path) == []

    def take_back(unit: Unit) -> None:
        endorsement = unit.endorsements.get(1)
        assert endorsement
        gone = endorsement.moved(State.WITHDRAWN, unit.now)
        unit.endorsements.save(gone, Act.ENDORSEMENT_WITHDRAWN, endorsement.person_id)
        unit.people.revoke(2, 1)
        unit.chats.unfollow(1, 1, Topic.NEWS)
        assert unit.people.redeem("ABCDEFGH")

    await store.write(take_back)
    found = what(path)
    assert set(found[:2]) == {(Removed.STATEMENT, (1,)), (Removed.LEFT_LIST, (1, "withdrawn"))}
    assert found[2:4] == [(Removed.ROW, ("roles", 1)), (Removed.ROW, ("follows", 1, 1, "news"))]
    assert found[4][1][0] == "codes"
    await store.write(lambda unit: forgetting.forget(unit, person(unit), withdraw=True))
    kinds = [kind for kind, _ in what(path)[5:]]
    assert {Removed.REPRESENTATIVE, Removed.ERASED, Removed.PERSON} <= set(kinds)
    assert [each.number for each in noted(path)] == list(range(1, len(noted(path)) + 1))
    assert b"bakers" not in path.read_bytes().lower()  # noqa: ASYNC240


async def test_what_is_undone_is_not_noted(opened: Opened, path: Path) -> None:
    store = await opened()
    await store.write(publish)
    await store.write(lambda unit: unit.people.grant(person(unit).id, 1, Role.OWNER))

    def fail(unit: Unit) -> None:
        unit.people.revoke(1, 1)
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(fail)
    assert what(path) == []
    await store.write(lambda unit: unit.people.revoke(1, 1))
    assert len(what(path)) == 1


async def test_a_name_that_somebody_takes_back_does_not_forget_them(opened: Opened, path: Path) -> None:
    store = await opened()
    await store.write(lambda unit: unit.organizers.rename(person(unit).id, "Ada"))
    await store.write(lambda unit: unit.organizers.rename(person(unit).id, ""))
    assert what(path) == []


async def test_what_a_process_that_died_had_not_noted_is_noted_at_the_next_start(
    opened: Opened, open_database: Opened, path: Path
) -> None:
    store = await opened()
    await store.write(signed)
    await store.close()
    unnoted = await open_database()  # what it commits goes to the database alone
    await unnoted.write(lambda unit: unit.privacy.forget(1))
    await unnoted.close()
    assert what(path) == []
    await opened()
    assert (Removed.PERSON, (1,)) in what(path)


async def test_a_database_that_is_older_than_its_log_is_not_served(opened: Opened, path: Path, clock: Clock) -> None:
    store = await opened()
    await store.write(publish)
    await store.write(lambda unit: unit.people.grant(person(unit).id, 1, Role.OWNER))
    await store.write(lambda unit: unit.people.revoke(1, 1))
    RemovalLog(path, Cipher(SECRET)).note([Removal(9, clock(), Removed.PERSON, (1,))])
    with pytest.raises(SetupError, match=r"older than countersign\.removals, by which 8 "):
        await opened()


async def test_a_log_of_another_database_is_refused(opened: Opened, path: Path) -> None:
    RemovalLog(path, Cipher("another secret, which is long enough for it")).begin(0)
    with pytest.raises(SetupError, match="not this database's log"):
        await opened()


async def test_whoever_takes_back_is_not_told_that_it_is_done_where_it_could_not_be_noted(
    opened: Opened, path: Path
) -> None:
    store = await opened()
    await store.write(publish)
    await store.write(lambda unit: unit.people.grant(person(unit).id, 1, Role.OWNER))
    hinder(path)
    with pytest.raises(CommitUncertain):
        await store.write(lambda unit: unit.people.revoke(1, 1))
    path.rmdir()  # noqa: ASYNC240
    RemovalLog(path, Cipher(SECRET)).begin(0)
    await store.write(lambda unit: unit.people.grant(1, 1, Role.OWNER))
    await store.close()
    await opened()
    assert what(path) == [(Removed.ROW, ("roles", 1))]


def test_a_line_that_was_not_written_to_its_end_makes_way_for_the_next(path: Path, clock: Clock) -> None:
    log = RemovalLog(path, Cipher(SECRET))
    log.begin(0)
    log.note([Removal(1, clock(), Removed.PERSON, (1,))])
    with path.open("ab") as file:
        file.write(b"gAAAAAtorn")
    log.note([Removal(2, clock(), Removed.PERSON, (2,))])
    assert [each.number for each in noted(path)] == [1, 2]
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_no_backup_can_hold_any_more_is_dropped(path: Path, clock: Clock) -> None:
    log = RemovalLog(path, Cipher(SECRET))
    log.begin(0)
    log.note([Removal(1, clock() - REMOVALS_KEPT - timedelta(days=1), Removed.PERSON, (1,))])
    log.note([Removal(2, clock(), Removed.PERSON, (2,))])
    log.prune(clock())
    assert [each.number for each in noted(path)] == [2]
    assert next(log.lines()) == Begins(1)
