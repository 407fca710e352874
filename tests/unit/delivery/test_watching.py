"""Owners are told once of what only the host can mend, where it lasts, and the message says when it is well again."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.commands import COMMANDS
from bot.delivery.watching import Watching
from bot.interface.conversation import Interface
from bot.model.chats import ChatKind, private_chat
from bot.model.deliveries import Delivery, DeliveryState, Subject
from bot.model.health import ABANDONED, CALM, PATIENCE, Ailment, Trouble
from bot.model.people.person import Account, Role
from bot.notices.composing import composer
from bot.notices.health import WELL, WRONG
from bot.ports.store import Store, Unit
from bot.text.blocks import plain
from bot.text.locales import load
from tests.conftest import Clock
from tests.unit.delivery.delivering import SAMPLE

ADA = Account("telegram", "1"), Account("discord", "2")
REFUSED = Trouble(Ailment.REFUSED, "telegram")


class Host:
    """A machine of which some is not well, and its owner Ada, who has a private chat on both platforms."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.met: set[Trouble] = set()
        self.watching = self.started()

    def started(self) -> Watching:
        """The process, started anew."""
        return Watching(self.store, lambda: self.met, lambda: self.clock.now.timestamp())

    async def pass_by(self, duration: timedelta) -> None:
        """So long nothing changes."""
        self.clock.forward(seconds=duration.total_seconds())
        await self.watching.step()

    async def told(self) -> Sequence[tuple[str, Subject, int]]:
        """What waits for Ada, and on which platform."""

        def unit(unit: Unit) -> Sequence[tuple[str, Subject, int]]:
            chats = [unit.chats.find(private_chat(each)) for each in ADA]
            there = [chat for chat in chats if chat]
            return [(chat.address.platform, *each) for chat in there for each in unit.queue.waiting(chat.id)]

        return await self.store.read(unit)

    async def says(self, number: int, state: DeliveryState = DeliveryState.SENT) -> str:
        """What stands in Ada's chat about a trouble."""
        interface = Interface(COMMANDS, self.store, load(), {})

        def unit(unit: Unit) -> str:
            chat = unit.chats.find(private_chat(ADA[0]))
            assert chat
            shown = int(state is DeliveryState.SENT)
            message = composer(interface)(unit)(Delivery(1, chat, Subject.HEALTH, number, state, "key", shown=shown))
            return plain(message.blocks) if message else ""

        return await self.store.read(unit)


@pytest.fixture
async def host(store: Store, clock: Clock) -> Host:
    def unit(unit: Unit) -> None:
        unit.letters.publish(SAMPLE)
        ada = unit.people.ensure(ADA[0])
        unit.people.attach(ADA[1], ada.id)
        unit.people.grant(ada.id, None, Role.OWNER)
        for each in ADA:
            unit.chats.ensure(private_chat(each), ChatKind.PRIVATE, "")

    await store.write(unit)
    return Host(store, clock)


async def test_owners_are_told_once_and_not_on_the_platform_that_is_ill(host: Host) -> None:
    host.met = {REFUSED}
    for _ in range(5):
        await host.pass_by(timedelta(minutes=1))
    assert await host.told() == [("discord", Subject.HEALTH, 1)]
    assert "Telegram does not accept the bot any more" in await host.says(1)


async def test_what_passes_by_itself_is_told_to_nobody(host: Host) -> None:
    host.met = {Trouble(Ailment.UNREACHABLE, "telegram")}
    await host.pass_by(timedelta(0))
    await host.pass_by(PATIENCE[Ailment.UNREACHABLE] / 2)
    host.met.clear()
    await host.pass_by(PATIENCE[Ailment.UNREACHABLE])
    assert await host.told() == []


async def test_it_says_when_it_is_well_again_and_what_never_left_then_says_nothing(host: Host) -> None:
    host.met = {REFUSED}
    await host.pass_by(timedelta(0))
    host.met.clear()
    await host.pass_by(CALM / 2)
    assert "accepted" not in await host.says(1), "it is tried once more, which is not yet well"
    await host.pass_by(CALM)
    assert "The bot is accepted by Telegram again." in await host.says(1)
    assert await host.says(1, DeliveryState.QUEUED) == ""
    assert await host.store.read(lambda unit: unit.health.standing()) == []


async def test_a_new_start_tells_nothing_twice_and_ends_what_is_well(host: Host) -> None:
    host.met = {REFUSED, Trouble(Ailment.DISK)}
    await host.pass_by(timedelta(0))
    host.watching = host.started()
    host.met = {REFUSED}
    await host.pass_by(CALM)
    assert len(await host.store.read(lambda unit: unit.health.standing())) == 2, "another process may meet it"
    await host.pass_by(ABANDONED)
    assert [each.trouble for each in await host.store.read(lambda unit: unit.health.standing())] == [REFUSED]
    assert len(await host.told()) == 2


async def test_who_owns_nothing_any_more_does_not_read_what_becomes_of_it(host: Host) -> None:
    host.met = {REFUSED}
    await host.pass_by(timedelta(0))
    await host.store.write(lambda unit: unit.people.revoke(1, None))
    assert await host.says(1) == "What stood here is for the letter's owners."


async def test_what_one_process_meets_no_other_ends_and_both_tell_it_once(host: Host) -> None:
    host.met = {REFUSED}
    other = Watching(host.store, lambda: (), lambda: host.clock.now.timestamp())
    twin = host.started()
    for _ in range(20):
        await host.pass_by(timedelta(minutes=1))
        await other.step()
        await twin.step()
    assert len(await host.told()) == 1
    host.met.clear()
    await host.pass_by(CALM)
    await host.pass_by(CALM)
    assert await host.store.read(lambda unit: unit.health.standing()) == []


async def test_every_ailment_has_words_for_both(host: Host) -> None:
    assert set(WRONG) == set(WELL) == set(PATIENCE) == set(Ailment)
    host.met = {Trouble(each, "discord") for each in Ailment}
    await host.pass_by(timedelta(0))
    await host.pass_by(timedelta(hours=1))
    for number in range(1, len(Ailment) + 1):
        assert "It is so since" in await host.says(number)
