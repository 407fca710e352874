"""The journal's heads stand in messages that followers have, and whoever kept one finds out whether it holds."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.interface.conversation import Interface
from bot.model.announcements.announcement import Announcement, Stage
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.notices.composing import composer
from bot.ports.store import Store, Unit
from bot.service.journal import heads
from bot.service.lists import publication
from bot.text.blocks import plain
from storage import tables
from storage.unit import ConnectionUnit
from tests.conftest import Clock
from tests.interface.someone import Someone
from tests.letters import LETTER
from tests.storage import examples

TOLD = "To check later that nothing in the record was changed:"


async def announced(store: Store) -> Announcement:
    """An announcement that has begun to leave."""

    def unit(unit: Unit) -> Announcement:
        examples.chat(unit, follows=LETTER)
        return examples.announce(unit, LETTER)

    return await store.write(unit)


async def arrives(interface: Interface, store: Store, announcement: Announcement) -> str:
    """What a chat gets, or has, of it."""

    def unit(unit: Unit) -> str:
        chat = examples.chat(unit)
        message = composer(interface)(unit)(
            Delivery(1, chat, Subject.ANNOUNCEMENT, announcement.id, DeliveryState.QUEUED, key="k")
        )
        assert message
        return plain(message.blocks)

    return await store.write(unit)


async def published(store: Store) -> str:
    """Publish a head: its hash."""
    return (await store.write(lambda unit: unit.journal.publish(LETTER))).hash


async def do(store: Store, act: Callable[[Unit], object]) -> None:
    """A unit of work."""
    await store.write(act)


async def test_an_announcement_tells_the_latest_head_without_its_number(interface: Interface, store: Store) -> None:
    await published(store)
    await do(store, lambda unit: examples.sign(unit, LETTER))
    head = await published(store)
    told = await arrives(interface, store, await announced(store))
    assert told.rstrip().endswith(f"{TOLD} {head} (/verify)")
    assert f":{head}" not in told


async def test_none_is_told_before_one_is_published(interface: Interface, store: Store) -> None:
    assert TOLD not in await arrives(interface, store, await announced(store))


async def test_it_is_told_once_a_day_and_stays_what_it_was(interface: Interface, store: Store, clock: Clock) -> None:
    head = await published(store)
    first = await announced(store)
    clock.forward(hours=1)
    second = await announced(store)
    clock.forward(days=1)
    await do(store, lambda unit: examples.sign(unit, LETTER))
    later = await published(store)
    third = await announced(store)
    seen = [re.findall("[0-9a-f]{64}", await arrives(interface, store, each)) for each in (first, second, third)]
    assert seen == [[head], [], [later]]


async def test_none_is_told_while_the_list_is_kept_back(interface: Interface, store: Store, clock: Clock) -> None:
    until = clock.now + timedelta(days=2)
    await do(store, lambda unit: publication.keep_back(unit, examples.person(unit, "owner"), LETTER, until))
    await published(store)
    assert TOLD not in await arrives(interface, store, await announced(store))


@pytest.mark.forged
async def test_an_end_that_was_cut_off_is_found_by_whoever_kept_a_message(interface: Interface, store: Store) -> None:
    eve = Someone(interface, "eve")
    await do(store, lambda unit: examples.sign(unit, LETTER))
    head = await published(store)
    (kept,) = re.findall("[0-9a-f]{64}", await arrives(interface, store, await announced(store)))
    assert kept == head
    assert "It is in the chain still." in await eve.give("verify", letter="1", hash=kept)

    def cut(unit: Unit) -> None:
        """The host takes the sign-on out, and all that tells of it."""
        assert isinstance(unit, ConnectionUnit)
        for table in (tables.heads, tables.commitments, tables.journal):
            unit.connection.execute(delete(table).where(table.c.number > 1))

    await store.write(cut)
    assert "Nothing of this letter that is public has this hash." in await eve.give("verify", letter="1", hash=kept)


@pytest.mark.parametrize("typed", ["0" * 64, "f" * 63, "1", "4JTH-8Q27", "<b>", "9" * 9 + ":" + "0" * 64])
async def test_what_is_no_hash_of_the_letter_is_said_to_be_none(interface: Interface, store: Store, typed: str) -> None:
    await published(store)
    said = await Someone(interface, "eve").give("verify", letter="1", hash=typed)
    assert "Nothing of this letter that is public has this hash." in said
    assert typed not in said or typed == "1"


async def test_a_hash_tells_no_number_while_the_list_is_kept_back(
    interface: Interface, store: Store, clock: Clock
) -> None:
    until = clock.now + timedelta(days=2)
    await do(store, lambda unit: publication.keep_back(unit, examples.person(unit, "owner"), LETTER, until))
    await do(store, lambda unit: examples.sign(unit, LETTER))
    head = await published(store)
    snapshot = await store.write(lambda unit: publication.freeze(unit, examples.person(unit, "owner"), LETTER))
    said = await Someone(interface, "eve").give("verify", letter="1", hash=head)
    assert "It is in the chain still." in said
    assert "entry" not in said
    assert "Nothing of this letter that is public" in await Someone(interface, "eve").give(
        "verify", letter="1", hash=snapshot.sha256
    )


async def test_the_draft_shows_it_where_it_would_be_told(interface: Interface, store: Store) -> None:
    await published(store)
    assert await store.read(lambda unit: heads.told(unit, LETTER)) is not None
    running = await announced(store)
    assert running.stage is Stage.RUNNING
    assert await store.read(lambda unit: heads.told(unit, LETTER, running.started_at)) is not None
