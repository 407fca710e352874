"""To whom a letter was presented, as it is kept and journalled."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.model.addressees import BY_KEPT_FOR, How, Presentation, Presented, fingerprint
from bot.ports.store import Store, Unit
from bot.service.journal.verification import verify
from storage import tables
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.storage.examples import person, publish
from tests.storage.journal.chain import entries

BY = "Mara Example of the Old Town"


def kept(unit: Unit) -> Presentation:
    """A letter that was presented three days ago."""
    publish(unit)
    said = Presented("Anne Placeholder", unit.now.date() - timedelta(days=3), How.BY_HAND, 1, 1, unit.now)
    return unit.presentations.add(1, said, BY, person(unit).id)


@pytest.mark.parametrize("ends", [False, True])
async def test_it_is_kept_and_who_did_it_is_sealed_and_forgotten(store: Store, clock: Clock, ends: bool) -> None:
    made = await store.write(kept)
    assert await store.read(lambda unit: unit.presentations.all(1)) == [made]

    def sealed(unit: Unit) -> bytes:
        assert isinstance(unit, ConnectionUnit)
        return bytes(unit.connection.execute(select(tables.presentations.c.by)).scalar_one())

    assert BY.encode() not in await store.read(sealed)
    await store.write(lambda unit: unit.presentations.forget())
    assert await store.read(lambda unit: unit.presentations.get(made.id)) == made
    if ends:
        await store.write(lambda unit: unit.presentations.forget(made.letter_id))
    else:
        clock.now += BY_KEPT_FOR
        await store.write(lambda unit: unit.presentations.forget())
    assert await store.read(lambda unit: unit.presentations.get(made.id)) == replace(made, by="")


async def test_each_change_is_journalled_by_what_it_commits_to_and_silence_ends_by_it(store: Store) -> None:
    made = await store.write(kept)
    today = made.said.at.date()
    assert await store.read(lambda unit: unit.presentations.silent(made.said.on, today)) == [made]
    said = replace(made.said, acknowledged=today)
    changed = await store.write(lambda unit: unit.presentations.change(made, said, made.person_id))
    assert await store.read(lambda unit: unit.presentations.silent(made.said.on, today)) == []
    await store.write(lambda unit: unit.presentations.remove(changed, made.person_id))
    links = await store.read(lambda unit: unit.journal.links(1))
    acts = [(each["act"], each["commitment"]) for each in entries(links)[1:]]
    assert acts == [
        ("addressee.presented", fingerprint(made.said.content)),
        ("addressee.acknowledged", fingerprint(said.content)),
        ("addressee.taken_back", ""),
    ]
    assert "Placeholder" not in "".join(link.body for link in links)
    assert (await store.read(lambda unit: verify(unit, 1))).fault == ""


async def test_what_was_done_to_one_on_disk_is_found(store: Store) -> None:
    made = await store.write(kept)

    def tamper(unit: Unit) -> None:
        assert isinstance(unit, ConnectionUnit)
        forged = replace(made.said, how=How.POST).content
        unit.connection.execute(update(tables.presentations).values(content=forged))

    await store.write(tamper)
    verdict = await store.read(lambda unit: verify(unit, 1))
    assert verdict.fault == "presentation 1 was changed; entry 2 left it otherwise"
