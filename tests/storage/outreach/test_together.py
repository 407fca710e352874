"""Editors ask many organizations at once: nobody is asked by two, nor more than once again, on either engine."""

import asyncio
from datetime import timedelta

from sqlalchemy import String, cast, delete, update

from bot.model.outreach import Prospect
from bot.ports.store import Store, Unit
from bot.service.outreach import links, prospects
from storage import tables
from storage.keys import NAMES
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.storage.conftest import OpenDatabase
from tests.storage.outreach.asking import Asking, campaign

MANY = 20


async def test_of_many_who_take_one_at_once_one_has_it(store: Store) -> None:
    letter_id, people = await campaign(store, 1)
    asking = Asking(store, letter_id, people)
    (number,) = await store.read(lambda unit: unit.prospects.numbers(letter_id))
    done = await asyncio.gather(*[asking.take(each, number) for each in people for _ in range(2)])
    found = await store.read(lambda unit: unit.prospects.get(number))
    assert found
    assert {people[index // 2].id for index, each in enumerate(done) if each} == {found.taken_by}


async def test_four_editors_ask_many_at_once_and_every_state_is_true(store: Store) -> None:
    asking = Asking(store, *await campaign(store, MANY), kills=10)
    await asking.everybody()
    await asking.every_state_is_true(MANY)


async def test_what_is_kept_is_found_by_name_link_address_and_time(store: Store, clock: Clock) -> None:
    letter_id, (olga, *_) = await campaign(store, 3)

    def unit(unit: Unit) -> list[object]:
        (one, *_) = unit.prospects.numbers(letter_id)
        _, until, token = links.make(unit, letter_id, one)
        prospects.take(unit, olga, letter_id, one)
        prospects.remind_on(unit, olga, letter_id, one, unit.now + timedelta(days=1))
        named = unit.prospects.named(letter_id, ["EXAMPLE  club 0", "Nobody"])
        by_link, reached = unit.prospects.by_link(token), unit.prospects.reached_at("JO0+x@example.org")
        return [[each.id for each in named], by_link and by_link.link_until == until, [each.id for each in reached]]

    assert await store.write(unit) == [[1], True, [1]]
    assert list(await store.write(lambda unit: unit.prospects.due(9))) == []
    clock.forward(days=2)
    assert [each.id for each in await store.write(lambda unit: unit.prospects.due(9))] == [1]
    assert list(await store.write(lambda unit: unit.prospects.due(9))) == []
    await store.write(lambda unit: unit.prospects.release(olga.id))
    assert await store.read(lambda unit: unit.prospects.takers(letter_id)) == {}
    assert await store.read(lambda unit: unit.prospects.numbers(letter_id, unit.now)) != []
    assert await store.write(lambda unit: unit.prospects.by_link("0" * 26)) is None


async def test_names_are_found_by_another_rule_once_it_is_opened_anew(open_database: OpenDatabase) -> None:
    store = await open_database()
    letter_id, _ = await campaign(store, 2)

    def by_an_earlier_rule(unit: Unit) -> list[Prospect]:
        assert isinstance(unit, ConnectionUnit)
        kept, rows = tables.keys, tables.prospects
        unit.connection.execute(delete(kept).where(kept.c.name == NAMES))
        unit.connection.execute(update(rows).values(key=cast(-rows.c.id, String)))
        return list(unit.prospects.named(letter_id, ["Example Club 1"]))

    assert await store.write(by_an_earlier_rule) == []
    anew = await open_database()
    found = await anew.read(lambda unit: unit.prospects.named(letter_id, ["Example Club 1", "example club 0"]))
    assert [each.organization for each in found] == ["Example Club 0", "Example Club 1"]
