"""The ledger of demands, as it is kept and journalled."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.model.letters.ledger import LedgerEntry, Recorded, Status, Step, fingerprint
from bot.ports.store import Store, Unit
from bot.service.journal.verification import verify
from storage import tables
from storage.unit import ConnectionUnit
from tests.storage.examples import person, publish
from tests.storage.journal.chain import entries


def noted(unit: Unit, corrects: int | None = None, letter: int = 1) -> LedgerEntry:
    """Somebody has written what came of a demand."""
    due = unit.now + timedelta(days=3)
    said = Recorded(1, 1, Status.PROMISED, unit.now.date(), "The *office*", unit.now, "Soon.", "en", due, corrects)
    return unit.ledger.note(letter, said, person(unit).id)


def kept(unit: Unit) -> LedgerEntry:
    """A letter with an entry that is public."""
    publish(unit)
    return unit.ledger.publish(noted(unit), None)


async def test_an_entry_is_kept_as_it_was_written_and_found_when_its_answer_is_due(store: Store) -> None:
    entry = await store.write(kept)
    assert list((await store.read(lambda unit: unit.ledger.public(1))).entries) == [entry]
    assert await store.read(lambda unit: unit.ledger.due(unit.now)) == []
    await store.write(lambda unit: unit.ledger.publish(noted(unit, entry.id), 7))
    first, second = (await store.read(lambda unit: unit.ledger.public(1))).entries
    assert (second.said.corrects, second.second_id, second.step) == (first.id, 7, Step.PUBLIC)


async def test_what_is_written_anew_takes_the_place_of_what_was_not_confirmed(store: Store) -> None:
    def unit(unit: Unit) -> list[int]:
        publish(unit)
        return [noted(unit).id, noted(unit).id]

    first, second = await store.write(unit)
    assert await store.read(lambda unit: unit.ledger.get(first)) is None
    assert await store.read(lambda unit: unit.ledger.get(second)) is not None
    assert await store.read(lambda unit: unit.ledger.count(1)) == 0


async def test_each_is_journalled_by_what_it_commits_to_and_by_no_word(store: Store) -> None:
    entry = await store.write(kept)
    await store.write(lambda unit: unit.ledger.publish(noted(unit, entry.id), None))
    links = await store.read(lambda unit: unit.journal.links(1))
    _, recorded, corrected = entries(links)
    assert (recorded["act"], corrected["act"]) == ("demand.status_recorded", "demand.status_corrected")
    assert recorded["commitment"] == fingerprint(entry.said.content)
    assert "office" not in "".join(link.body for link in links)
    assert (await store.read(lambda unit: verify(unit, 1))).fault == ""


@pytest.mark.parametrize("what", ["changed", "taken away", "put in"])
async def test_what_was_done_to_an_entry_on_disk_is_found(store: Store, what: str) -> None:
    entry = await store.write(kept)

    def tamper(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        if what == "changed":
            forged = replace(entry.said, status=Status.MET).content
            unit.connection.execute(update(tables.ledger).values(content=forged))
        elif what == "taken away":
            unit.connection.execute(delete(tables.ledger))
        else:
            unjournalled = noted(unit)
            unit.connection.execute(
                update(tables.ledger).where(tables.ledger.c.id == unjournalled.id).values(step=Step.PUBLIC.value)
            )

    await store.write(tamper)
    verdict = await store.read(lambda unit: verify(unit, 1))
    number, since = (2, "no entry is about it") if what == "put in" else (1, "entry 2 left it otherwise")
    assert verdict.fault == f"entry {number} of the ledger was changed; {since}"
