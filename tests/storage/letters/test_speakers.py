"""Whom organizers have asked to speak is kept encrypted."""

from dataclasses import replace

from sqlalchemy import select

from bot.model.deliveries import Subject
from bot.model.letters.letter import Speaker
from bot.model.letters.speakers import Answer, AskedSpeaker
from bot.ports.store import Store, Unit
from storage import tables
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.storage import examples
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


async def test_whoever_is_dropped_takes_along_what_was_said_of_them_and_of_nobody_else(
    store: Store, clock: Clock
) -> None:
    def unit(unit: Unit) -> list[tuple[int, int]]:
        assert isinstance(unit, ConnectionUnit)
        signed, edda, said = examples.signed(unit), person(unit, "edda").id, examples.chat(unit)
        for number, (handle, of) in enumerate((("4JTH8Q27", signed.id), ("4JTH8Q28", None)), 1):
            who = Speaker("Example Bakers", f"Kim {number}")
            unit.speakers.add(AskedSpeaker(0, handle, 1, "", who, "", clock.now, edda, endorsement_id=of))
            unit.queue.put(said.id, Subject.SPEAKER_ANSWERED, number)
        unit.speakers.drop_of(signed.id)
        rows = tables.deliveries
        return [(row[0], row[1]) for row in unit.connection.execute(select(rows.c.subject_id, rows.c.wanted))]

    assert sorted(await store.write(unit)) == [(1, 2), (2, 1)]
    assert [each.handle for each in await store.read(lambda unit: unit.speakers.all(1))] == ["4JTH8Q28"]
    await store.write(lambda unit: unit.speakers.drop_all(1))
    assert await store.read(lambda unit: unit.speakers.count(1)) == 0
