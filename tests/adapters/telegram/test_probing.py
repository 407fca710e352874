"""Whether a message would reach a chat on Telegram, asked before it is sent; and the same as the bot hears of it."""

from collections.abc import Sequence
from typing import cast

import pytest

from adapters.telegram.incoming import membership
from bot.interface.places import Places
from bot.model.chats import Address, ChatKind, Unreachable
from bot.model.people.person import Account
from bot.ports.messenger import Gone, Sent
from tests.adapters.telegram.stage import Stage, to
from tests.platforms.telegram import Chat, Fault, Group, Person


async def group_of(there: Stage, admin: Person, kind: str = "supergroup") -> Group:
    """A group in which the bot is a member."""
    group = (there.server.supergroup if kind == "supergroup" else there.server.group)("Town", admins=[admin])
    await group.add_bot(admin)
    return group


async def found(there: Stage, chat: Chat, files: bool = False) -> Unreachable | None:
    """Why a message would not reach a chat."""
    end = await there.messenger.probe(to(chat), files)
    assert end is None or isinstance(end, Gone | Sent)
    return end.cause if isinstance(end, Gone) else None


async def test_nothing_is_in_the_way_of_a_message_to_a_group_a_channel_and_a_person(there: Stage) -> None:
    ada = await there.person()
    channel = there.server.channel("News", admins=[ada])
    await channel.add_bot(ada)
    for chat in (await group_of(there, ada), await group_of(there, ada, "group"), channel, ada.chat):
        assert await found(there, chat, files=True) is None


async def test_a_chat_that_the_bot_was_removed_from_is_lost(there: Stage) -> None:
    ada = await there.person()
    for banned in (True, False):
        group = await group_of(there, ada)
        await group.remove_bot(ada, banned=banned)
        assert await found(there, group) is Unreachable.REMOVED
    basic = await group_of(there, ada, "group")
    await basic.remove_bot(ada)
    assert await found(there, basic) is Unreachable.REMOVED
    assert await found(there, there.server.channel("News", admins=[ada])) is Unreachable.REMOVED


@pytest.mark.parametrize("kind", ["supergroup", "group"])
async def test_a_group_in_which_the_bot_may_not_write_is_lost_until_it_may(there: Stage, kind: str) -> None:
    ada = await there.person()
    group = await group_of(there, ada, kind)
    await group.silence_bot(ada)
    assert await found(there, group) is Unreachable.FORBIDDEN
    await group.unsilence_bot(ada)
    assert await found(there, group, files=True) is None


@pytest.mark.parametrize("kind", ["supergroup", "group"])
async def test_where_only_files_are_forbidden_only_a_message_with_files_is_lost(there: Stage, kind: str) -> None:
    ada = await there.person()
    group = await group_of(there, ada, kind)
    await group.silence_bot(ada, "documents")
    assert (await found(there, group), await found(there, group, files=True)) == (None, Unreachable.FORBIDDEN)


async def test_a_channel_in_which_the_bot_may_not_post_is_lost(there: Stage) -> None:
    ada = await there.person()
    channel = there.server.channel("News", admins=[ada])
    await channel.add_bot(ada, rights=["can_manage_chat"])
    assert await found(there, channel) is Unreachable.FORBIDDEN


async def test_a_network_that_fails_tells_nothing(there: Stage) -> None:
    group = await group_of(there, await there.person())
    await group.remove_bot(await there.person("Grace"))
    for fault in (Fault.http(502), Fault.reset_before()):
        there.server.fail_next("getChatMember", fault)
        assert await found(there, group) is None


# What the bot hears.


class Heard:
    """Remembers what becomes of places."""

    def __init__(self) -> None:
        self.told: list[Unreachable | None] = []
        self.came: list[tuple[str, str, str]] = []

    async def left(self, platform: str, places: Sequence[str], cause: Unreachable) -> None:
        self.told.append(cause)

    async def returned(self, platform: str, places: Sequence[str]) -> None:
        self.told.append(None)

    async def arrived(self, address: Address, kind: ChatKind, title: str, by: Account | None, language: str) -> None:
        self.came.append((title, by.id if by else "", language))


async def heard(there: Stage) -> list[Unreachable | None]:
    """What the updates so far tell of the bot's places, in order."""
    places = Heard()
    for update in await there.bot.get_updates(allowed_updates=["my_chat_member"]):
        if update.my_chat_member:
            await membership.changed(update.my_chat_member, cast("Places", places))
    return places.told


async def test_the_bot_hears_why_it_can_not_speak_in_a_chat_and_when_it_can_again(there: Stage) -> None:
    ada = await there.person()
    await ada.block()
    await ada.unblock()
    group = await group_of(there, ada)
    await group.silence_bot(ada)
    await group.unsilence_bot(ada)
    await group.remove_bot(ada)
    channel = there.server.channel("News", admins=[ada])
    await channel.add_bot(ada)
    await channel.promote_bot(ada, ["can_manage_chat"])
    await channel.promote_bot(ada)
    await channel.remove_bot(ada, banned=False)
    assert await heard(there) == [
        Unreachable.BLOCKED, None, None, Unreachable.FORBIDDEN, None, Unreachable.REMOVED, None, Unreachable.FORBIDDEN,
        None, Unreachable.REMOVED,
    ]  # fmt: skip
