"""The bot says once what it is, to whoever let it in where they can be told, else in the chat."""

from datetime import timedelta

import pytest

from bot.interface.conversation import Interface
from bot.interface.requests import Rights
from bot.model.chats import Address, ChatKind, Topic, Unreachable, private_chat
from bot.model.deliveries import Subject
from bot.model.people.person import Account
from bot.ports.store import Store, Unit
from bot.service.people import missed
from tests.conftest import Clock
from tests.interface.chats.hosts import TOWN, Host, Queue
from tests.interface.someone import Someone

HANA = Account("test", "hana")


@pytest.fixture
def queue(store: Store, interface: Interface) -> Queue:
    return Queue(store, interface)


async def arrives(
    interface: Interface, by: Account | None = HANA, kind: ChatKind = ChatKind.GROUP, language: str = "fr"
) -> None:
    await interface.places.arrived(TOWN, kind, "Town", by, language)


async def unreachable(store: Store) -> None:
    """What waits for Hana in private does not reach her, since she never wrote to the bot."""

    def unit(unit: Unit) -> None:
        chat = unit.chats.find(private_chat(HANA))
        assert chat
        missed.close(unit, chat, Unreachable.BLOCKED)

    await store.write(unit)


async def test_whoever_let_it_in_is_told_in_private_in_their_language_and_the_chat_nothing(
    interface: Interface, queue: Queue
) -> None:
    await arrives(interface)
    said, keys = await queue.card("@hana", Subject.ARRIVAL)
    assert "Town" in said
    assert "lettre ouverte" in said
    assert [key.action for key in keys.values() if "follow" in key.action]
    assert await queue.due() == []


async def test_one_press_in_private_lets_the_chat_follow_if_they_manage_it(interface: Interface, queue: Queue) -> None:
    await arrives(interface, language="en")
    _, keys = await queue.card("@hana", Subject.ARRIVAL)
    follow = next(key.action for label, key in keys.items() if label.startswith("Follow"))
    hana, chat = Host(interface, "hana"), await queue.chat()
    await hana.press(follow)
    assert await queue.store.read(lambda unit: unit.chats.followed(chat.id)) == []
    hana.rights[TOWN] = Rights(chat=True, whole=True)
    assert "come here from now on" in await hana.press(follow)
    assert await queue.store.read(lambda unit: unit.chats.followed(chat.id)) == [(2, Topic.NEWS)]


async def test_it_is_said_in_the_chat_where_nobody_can_be_told(interface: Interface, queue: Queue) -> None:
    await arrives(interface, by=None)
    (arrival,) = await queue.due()
    assert arrival.subject is Subject.ARRIVAL
    said, keys = await queue.card("-1", Subject.ARRIVAL)
    assert "Bonjour" in said
    assert any(key.action.startswith("1-follow") for key in keys.values())


async def test_it_is_said_in_the_chat_where_whoever_let_it_in_cannot_be_told(
    interface: Interface, queue: Queue
) -> None:
    await arrives(interface)
    await unreachable(queue.store)
    assert [each.subject for each in await queue.due()] == [Subject.ARRIVAL]


async def test_a_channels_subscribers_never_read_it(interface: Interface, queue: Queue) -> None:
    await arrives(interface, kind=ChatKind.CHANNEL)
    assert len(await queue.due("@hana")) == 1
    await unreachable(queue.store)
    assert await queue.due() == []
    await queue.store.write(lambda unit: unit.hosting.greet(1, timedelta(0)))
    await arrives(interface, by=None, kind=ChatKind.CHANNEL)
    assert await queue.due() == []


async def test_it_is_said_once_a_day_however_often_it_is_let_in(
    interface: Interface, queue: Queue, clock: Clock
) -> None:
    for _ in range(3):
        await arrives(interface)
        clock.now += timedelta(hours=7)
    assert len(await queue.due("@hana")) == 1
    clock.now += timedelta(hours=7)
    await arrives(interface)
    assert len(await queue.due("@hana")) == 2


async def test_a_language_that_the_bot_lacks_is_not_kept(interface: Interface, queue: Queue) -> None:
    await arrives(interface, language="tlh-US")
    assert (await queue.chat()).language == ""
    other = Address("test", "-9")
    await interface.places.arrived(other, ChatKind.GROUP, "Other", None, "fr-CA")
    assert (await queue.chat(other)).language == "fr"


async def test_a_chat_that_follows_already_is_told_so_and_not_asked(interface: Interface, queue: Queue) -> None:
    hana = Host(interface, "hana", rights={TOWN: Rights(chat=True, whole=True)})
    await hana.desk()
    await hana.push_at(TOWN, "Follow")
    await arrives(interface, language="en")
    said, keys = await queue.card("@hana", Subject.ARRIVAL)
    assert "as before" in said
    assert sum(label.startswith("Follow") for label in keys) == 1, "the other letter"


async def test_whoever_only_let_it_in_is_not_remembered_as_a_person(interface: Interface, queue: Queue) -> None:
    await arrives(interface)
    assert await queue.store.read(lambda unit: unit.people.find(HANA)) is None


async def test_where_no_channel_can_be_chosen_nobody_is_asked_to_choose_one(interface: Interface) -> None:
    assert "There is no such command" in await Someone(interface, "ada").give("into_channel")
