"""Editors ask many organizations at once: nobody is asked by two, nor more than once again, on either engine."""

import asyncio
import sys
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

from sqlalchemy import String, cast, delete, update

from bot.model.outreach import MOST_ASKED, Answer, Prospect, Step
from bot.ports.store import Store, Unit
from bot.service.outreach import links, prospects
from storage import tables
from storage.cipher import Cipher
from storage.database import open_store
from storage.keys import NAMES
from storage.unit import ConnectionUnit
from tests.checkout import ROOT
from tests.conftest import Clock
from tests.memory import SECRET
from tests.storage.conftest import OpenDatabase
from tests.storage.outreach.asking import Asking, campaign
from tests.storage.outreach.killed import TAKE

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


KILLS = 4


async def test_four_editors_whose_process_is_killed_lose_nothing_and_ask_nobody_twice(
    tmp_path: Path, clock: Clock
) -> None:
    """`make bench-outreach` does it with the whole process and 300 organizations."""
    url = f"sqlite:///{tmp_path / 'countersign.db'}"
    store = await open_store(url, Cipher(SECRET), clock)
    letter_id, people = await campaign(store, 2 * MANY)
    await store.close()
    module = (sys.executable, "-m", "tests.storage.outreach.killed", url, str(letter_id), str(KILLS))
    process = await asyncio.create_subprocess_exec(*module, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    printed, _ = await process.communicate()
    tried, done = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    takers = defaultdict[int, set[int]](set)
    for line in printed.decode().splitlines():
        mark, person, number, act = line.split()
        (done if mark == "=" else tried)[int(number), act] += 1
        if (mark, act) == ("=", TAKE):
            takers[int(number)].add(int(person))
    store = await open_store(url, Cipher(SECRET), clock)
    found = await store.read(lambda unit: unit.prospects.all(letter_id, limit=3 * MANY))
    await store.close()
    assert len(found) == 2 * MANY
    assert tried.total() > done.total() > 4 * MANY
    for each in found:
        asked, pressed = ([count[each.id, step] for step in (Step.ASKED, Step.AGAIN)] for count in (done, tried))
        assert sum(asked) <= each.asked <= min(sum(pressed), MOST_ASKED)
        assert each.answer is not Answer.TO_ASK
        assert takers[each.id] <= {each.taken_by}, "nobody takes what another has"
        assert each.taken_by in {person.id for person in people}
