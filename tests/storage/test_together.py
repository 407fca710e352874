"""Many at once: no update is lost, one of two who decide wins, and nobody is hurt by what somebody else's unit did."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.exc import DBAPIError

from bot.model.endorsements.endorsement import State
from bot.model.journal.acts import Act
from bot.model.people.person import Account, Role
from bot.ports.store import Store, Unit
from tests.acts import LEADS_TO
from tests.conftest import Clock
from tests.storage.conftest import OpenDatabase
from tests.storage.examples import person, publish, sign, signed
from tests.storage.journal.chain import entries

MANY = 200
RUNS_FOR_EACH = 3
"""Each of a crowd meets others once, and is then run in its turn, in which it meets those who come the first time."""
PROCESSES = 4
RUNS_TOGETHER = 1.5
"""And where several processes do so, in its turn among all of theirs."""


def one_more(unit: Unit, endorsement_id: int) -> int:
    """Read the number in an endorsement's statement, and write the next one."""
    endorsement = unit.endorsements.get(endorsement_id)
    assert endorsement is not None
    number = int(endorsement.entry.statement) + 1
    entry = replace(endorsement.entry, statement=str(number))
    unit.endorsements.save(replace(endorsement, entry=entry), Act.ENDORSEMENT_CORRECTED, endorsement.person_id)
    return number


def counted(unit: Unit) -> int:
    """The id of an endorsement whose statement is the number 0."""
    endorsement = signed(unit)
    entry = replace(endorsement.entry, statement="0")
    unit.endorsements.save(replace(endorsement, entry=entry), Act.ENDORSEMENT_CORRECTED, endorsement.person_id)
    return endorsement.id


async def test_of_many_units_that_read_and_then_write_none_is_lost_or_meets_the_others_again_and_again(
    store: Store,
) -> None:
    endorsement, runs = await store.write(counted), 0

    def one(unit: Unit) -> int:
        nonlocal runs
        runs += 1
        return one_more(unit, endorsement)

    numbers = await asyncio.gather(*[store.write(one) for _ in range(MANY)])
    assert runs < RUNS_FOR_EACH * MANY
    assert sorted(numbers) == list(range(1, MANY + 1))
    assert len(entries(await store.read(lambda unit: unit.journal.links(1)))) == MANY + 3


async def test_units_of_several_processes_meet_one_another_seldom(open_database: OpenDatabase, engine: str) -> None:
    stores = [await open_database() for _ in range(1 if engine == "sqlite" else PROCESSES)]
    endorsement, runs = await stores[0].write(counted), 0

    def one(unit: Unit) -> int:
        nonlocal runs
        runs += 1
        return one_more(unit, endorsement)

    numbers = await asyncio.gather(*[stores[each % len(stores)].write(one) for each in range(MANY)])
    assert runs < RUNS_TOGETHER * MANY
    assert sorted(numbers) == list(range(1, MANY + 1))


async def test_many_organizations_can_sign_on_at_once(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    names = [f"Friends of stop {number}" for number in range(100)]
    units = [partial(sign, letter_id=night, name=name, signer=name) for name in names]
    signed_on = await asyncio.gather(*[store.write(unit) for unit in units])
    assert await store.read(lambda unit: unit.endorsements.count(night, State.SUBMITTED)) == len(names)
    assert len({each.receipt for each in signed_on}) == len(names)
    assert len(entries(await store.read(lambda unit: unit.journal.links(night)))) == len(names) + 1


async def test_of_many_who_sign_for_one_organization_at_once_one_does(store: Store) -> None:
    night = (await store.write(publish)).letter_id

    def sign_once(unit: Unit) -> bool:
        known = unit.organizations.same("Bakers")
        if known and unit.endorsements.standing(night, known.id):
            return False
        sign(unit, night, "Bakers")
        return True

    assert sum(await asyncio.gather(*[store.write(sign_once) for _ in range(MANY)])) == 1
    assert await store.read(lambda unit: unit.endorsements.count(night, State.SUBMITTED)) == 1


async def test_an_account_that_writes_many_times_at_once_is_one_person(store: Store) -> None:
    persons = await asyncio.gather(*[store.write(person) for _ in range(MANY)])
    assert len(set(persons)) == 1


async def test_of_two_reviewers_who_decide_in_the_same_moment_one_does(store: Store) -> None:
    night = (await store.write(publish)).letter_id
    sign_ons = [await store.write(partial(sign, letter_id=night, name=f"Friends of stop {n}")) for n in range(20)]

    def decide(unit: Unit, endorsement_id: int, reviewer: str, state: State) -> bool:
        endorsement = unit.endorsements.get(endorsement_id)
        assert endorsement is not None
        if endorsement.state is not State.SUBMITTED:
            return False
        by = person(unit, reviewer).id
        decided = replace(endorsement.moved(state, unit.now), decided_by=by)
        unit.endorsements.save(decided, LEADS_TO[state], by)
        return True

    decisions = [
        store.write(partial(decide, endorsement_id=each.id, reviewer=reviewer, state=state))
        for each in sign_ons
        for reviewer, state in (("grace", State.LISTED), ("joan", State.DECLINED))
    ]
    won = await asyncio.gather(*decisions)
    assert [sum(pair) for pair in zip(won[::2], won[1::2], strict=True)] == [1] * 20
    for each, listed in zip(sign_ons, won[::2], strict=True):
        found = await store.read(partial(lambda unit, number: unit.endorsements.get(number), number=each.id))
        assert found.state is (State.LISTED if listed else State.DECLINED)
    assert len(entries(await store.read(lambda unit: unit.journal.links(night)))) == 1 + 20 + 20


async def test_a_one_time_code_that_is_redeemed_twice_at_once_is_good_once(store: Store, clock: Clock) -> None:
    until = clock.now + timedelta(days=1)
    await store.write(lambda unit: unit.people.offer("4KTJ8Q2M4KTJ8Q2M", until, None, None, Role.OWNER))
    redeemed = await asyncio.gather(
        *[store.write(lambda unit: unit.people.redeem("4KTJ8Q2M4KTJ8Q2M")) for _ in range(10)]
    )
    assert len([each for each in redeemed if each]) == 1


async def test_a_repeated_update_that_comes_in_twice_at_once_is_handled_once(store: Store) -> None:
    taken = await asyncio.gather(*[store.write(lambda unit: unit.updates.take("telegram", 1)) for _ in range(10)])
    assert taken.count(True) == 1


async def test_a_unit_that_raises_leaves_nothing_and_its_neighbours_do_not_notice(store: Store) -> None:
    def write(unit: Unit, number: int) -> int:
        ident = person(unit, f"person{number}").id
        if number % 3 == 0:
            raise ValueError(f"number {number}")
        if number % 3 == 1:
            unit.people.attach(Account("console", f"other{number}"), 999_999)
        return ident

    results = await asyncio.gather(*[store.write(partial(write, number=n)) for n in range(30)], return_exceptions=True)
    for number, result in enumerate(results):
        account = Account("console", f"person{number}")
        found = await store.read(partial(lambda unit, account: unit.people.find(account), account=account))
        if number % 3 == 2:
            assert found is not None
            assert found.id == result
        else:
            assert isinstance(result, DBAPIError if number % 3 else ValueError)
            assert found is None


async def test_what_a_savepoint_undid_is_not_there_and_what_was_around_it_is(store: Store) -> None:
    def undo(unit: Unit) -> None:
        with unit.savepoint():
            person(unit, "inside")
            raise ValueError("undo this")

    def write(unit: Unit) -> None:
        person(unit, "before")
        with pytest.raises(ValueError, match="undo this"):
            undo(unit)
        person(unit, "after")

    await store.write(write)
    for name, there in (("before", True), ("inside", False), ("after", True)):
        account = Account("console", name)
        found = await store.read(partial(lambda unit, account: unit.people.find(account), account=account))
        assert (found is not None) is there


async def test_somebody_who_stops_waiting_stops_nobody_else(store: Store) -> None:
    endorsement = await store.write(counted)
    tasks = [asyncio.create_task(store.write(partial(one_more, endorsement_id=endorsement))) for _ in range(30)]
    await asyncio.sleep(0)
    for task in tasks[::3]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    numbers = [result for result in results if isinstance(result, int)]
    assert len(numbers) == len(set(numbers)) == 20
    assert await store.write(partial(one_more, endorsement_id=endorsement)) > max(numbers)


async def test_an_error_that_no_future_can_carry_stops_nobody_else(store: Store) -> None:
    def fail(unit: Unit) -> None:
        next(iter(()))

    with pytest.raises(RuntimeError, match="StopIteration"):
        await store.write(fail)
    assert await store.write(person)


async def test_readers_see_whole_units_and_turn_no_writer_away(store: Store) -> None:
    endorsement = await store.write(counted)
    seen = list[int]()

    def look(unit: Unit) -> tuple[int, int]:
        found = unit.endorsements.get(endorsement)
        assert found is not None
        return int(found.entry.statement), len(unit.journal.links(1))

    async def read() -> None:
        for _ in range(15):
            number, length = await store.read(look)
            assert length == number + 3
            seen.append(number)

    writing = [store.write(partial(one_more, endorsement_id=endorsement)) for _ in range(50)]
    await asyncio.gather(*writing, *[read() for _ in range(8)])
    assert (await store.read(look))[0] == 50
    assert len(seen) == 8 * 15


@pytest.mark.parametrize("write", [person, publish], ids=["a person", "a letter"])
async def test_a_unit_that_only_reads_can_not_write(store: Store, write: Callable[[Unit], object]) -> None:
    with pytest.raises(DBAPIError):
        await store.read(write)
    assert await store.read(lambda unit: unit.people.find(Account("console", "ada"))) is None
    assert await store.read(lambda unit: unit.letters.all()) == []
