"""Two owners of a letter do the same in the same moment: one does, and the other is told why not."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.host.letters import read_letters
from bot.errors import Conflict, NotFound
from bot.model.people.person import Account, Person, Role
from bot.ports.store import Store, Unit
from bot.service.letters import ending
from bot.service.people import forgetting, organizers
from tests.conftest import Clock
from tests.storage.examples import person

Act = Callable[[Unit, Person, Person], object]

NIGHT = 1


def both(unit: Unit) -> tuple[Person, Person]:
    """Two owners of a letter that closes; whoever does something is somebody with an account."""
    sample = read_letters("")[0]
    unit.letters.publish(replace(sample, opens=unit.now - timedelta(days=2), closes=unit.now + timedelta(days=9)))
    olga, owen = person(unit, "olga"), person(unit, "owen")
    for each in (olga, owen):
        unit.people.grant(each.id, NIGHT, Role.OWNER)
    return olga, owen


def close(unit: Unit, mine: Person, other: Person) -> object:
    revision = unit.letters.current(NIGHT)
    assert revision
    return ending.close(unit, mine, revision)


def end(unit: Unit, mine: Person, other: Person) -> object:
    revision = unit.letters.current(NIGHT)
    assert revision
    return ending.end(unit, mine, revision)


def end_what_was_closed(unit: Unit, mine: Person, other: Person) -> object:
    """Both end it: the letter was closed long ago."""
    return end(unit, mine, other)


def remove_the_other(unit: Unit, mine: Person, other: Person) -> None:
    organizers.remove(unit, mine, NIGHT, other.id)


def be_forgotten(unit: Unit, mine: Person, other: Person) -> object:
    return forgetting.forget(unit, mine, withdraw=False)


def note_a_copy(unit: Unit, mine: Person, other: Person) -> None:
    ending.note_copy(unit, NIGHT, "https://archive.example.org/letter")


async def _race(store: Store, act: Act, olga: Person, owen: Person) -> list[object]:
    """What came of it for each: nothing, or why not."""

    def does(mine: Person, other: Person) -> Awaitable[object]:
        return store.write(lambda unit: act(unit, mine, other))

    return list(await asyncio.gather(does(olga, owen), does(owen, olga), return_exceptions=True))


@pytest.mark.parametrize("act", [close, end_what_was_closed, remove_the_other, be_forgotten, note_a_copy])
async def test_one_does_and_the_other_is_refused(store: Store, clock: Clock, act: Act) -> None:
    olga, owen = await store.write(both)
    if act is end_what_was_closed:
        clock.now += timedelta(days=10)
    came = await _race(store, act, olga, owen)
    refused = [each for each in came if isinstance(each, Exception)]
    assert [type(each) for each in refused] in ([Conflict], [NotFound]), refused
    left = await store.read(lambda unit: [who for who, _ in unit.people.organizers(NIGHT)])
    gone = act in (remove_the_other, be_forgotten)
    assert len(left) == (1 if gone else 2), "a letter is never without an owner"
    assert len(await store.read(lambda unit: unit.endings.copies(NIGHT))) == (1 if act is note_a_copy else 0)


async def test_who_ends_and_who_is_forgotten_meet(store: Store, clock: Clock) -> None:
    """Whichever comes first, the campaign has ended once and the letter has an owner."""
    olga, owen = await store.write(both)
    clock.now += timedelta(days=10)
    came = await asyncio.gather(
        store.write(lambda unit: end(unit, olga, owen)),
        store.write(lambda unit: be_forgotten(unit, owen, olga)),
        return_exceptions=True,
    )
    assert not [each for each in came if isinstance(each, Exception)]
    assert await store.read(lambda unit: unit.endings.of(NIGHT)) is not None
    assert await store.read(lambda unit: unit.people.find(Account("console", "owen"))) is None
    assert [who for who, _ in await store.read(lambda unit: unit.people.organizers(NIGHT))] == [olga.id]
