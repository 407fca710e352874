"""Whom organizers have asked to speak is kept encrypted."""

from dataclasses import replace

from sqlalchemy import select

from bot.model.letters.letter import Speaker
from bot.model.letters.speakers import Answer, AskedSpeaker
from bot.ports.store import Store, Unit
from storage import tables
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.storage.examples import letter, person


async def test_they_come_back_as_they_were_kept_and_nobody_reads_them_on_disk(store: Store, clock: Clock) -> None:
    def unit(unit: Unit) -> AskedSpeaker:
        assert isinstance(unit, ConnectionUnit)
        letter_id, edda = unit.letters.publish(letter()).letter_id, person(unit, "edda").id
        kim = Speaker("Example Bakers", "Kim Placeholder", ("fr",))
        added = unit.speakers.add(
            AskedSpeaker(0, "4JTH8Q27", letter_id, "0" * 16, kim, "kim@example.org", clock.now, edda)
        )
        unit.speakers.save(replace(added, answer=Answer.CONFIRMED))
        row = unit.connection.execute(select(tables.speakers)).one()
        assert not any(b"Kim" in each or b"Bakers" in each for each in row if isinstance(each, bytes))
        return added

    added = await store.write(unit)
    confirmed = replace(added, answer=Answer.CONFIRMED)
    assert await store.read(lambda unit: unit.speakers.by_handle("4JTH8Q27")) == confirmed
    assert await store.read(lambda unit: unit.speakers.get(added.id)) == confirmed
    assert await store.read(lambda unit: unit.speakers.count(added.letter_id)) == 1
    await store.write(lambda unit: unit.speakers.retire(10))
    assert await store.read(lambda unit: unit.speakers.all(added.letter_id)) == []
