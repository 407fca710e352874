"""What is known of chats before anything is sent to them."""

from collections.abc import AsyncIterator

import pytest

from bot.model.chats import ChatKind, Unreachable
from bot.ports.messenger import Gone, RetryAfter, Sent
from tests.adapters.discord.stage import Stage, going_to, staged
from tests.platforms.discord import Channel, DiscordServer, Guild, GuildChannel, Permission, Rates
from tests.platforms.test_discord.small_bot import eventually

P = Permission


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        ada = server.person("Ada")
        town = server.guild("Town", ada)
        for name, kind in (("talk", "text"), ("news", "announcement"), ("forum", "forum")):
            town.channel(name, kind)
        town.thread(town.channels[0], "thread")
        async with staged(server) as stage:
            yield stage


@pytest.fixture
def town(stage: Stage) -> Guild:
    (guild,) = stage.server.world.guilds.values()
    return guild


async def probed(stage: Stage, channel: Channel, kind: ChatKind = ChatKind.GROUP, files: bool = False) -> object:
    end = await stage.messenger.probe(going_to(channel, kind), files)
    return None if isinstance(end, Sent) else end


async def denied(stage: Stage, channel: GuildChannel, permissions: Permission) -> None:
    """Take these permissions from the bot, and wait until the client knows."""
    known = stage.client.get_channel(channel.id)
    assert known is not None
    before = dict(getattr(known, "overwrites"))  # noqa: B009
    channel.deny_bot(permissions)
    await eventually(lambda: getattr(stage.client.get_channel(channel.id), "overwrites", None) != before)


async def test_nothing_is_wrong_where_the_bot_may_write(stage: Stage, town: Guild) -> None:
    talk, news, forum = town.channels
    before = len(stage.server.requests)
    for channel, kind in ((talk, "group"), (news, "channel"), (forum, "forum"), (town.threads[0], "group")):
        assert await probed(stage, channel, ChatKind(kind), files=True) is None
    assert await probed(stage, stage.server.person("Stranger").dm) is None
    assert len(stage.server.requests) == before


@pytest.mark.parametrize(
    ("taken", "files", "missing"),
    [
        (P.SEND_MESSAGES, False, "Send Messages"),
        (P.ATTACH_FILES, True, "Attach Files"),
        (P.VIEW_CHANNEL, False, "View Channel, Send Messages"),
    ],
)
async def test_the_missing_permission_is_named(
    stage: Stage, town: Guild, taken: Permission, files: bool, missing: str
) -> None:
    for channel in town.channels:
        await denied(stage, channel, taken)
        end = await probed(stage, channel, files=files)
        assert end == Gone(Unreachable.FORBIDDEN, f"missing permission: {missing}")


async def test_files_that_are_not_sent_need_no_permission(stage: Stage, town: Guild) -> None:
    await denied(stage, town.channels[0], P.ATTACH_FILES)
    assert await probed(stage, town.channels[0]) is None


async def test_threads_have_a_permission_of_their_own(stage: Stage, town: Guild) -> None:
    (thread,) = town.threads
    await denied(stage, town.channels[0], P.SEND_MESSAGES)
    assert await probed(stage, thread, files=True) is None
    await denied(stage, town.channels[0], P.SEND_MESSAGES_IN_THREADS)
    end = await probed(stage, thread)
    assert end == Gone(Unreachable.FORBIDDEN, "missing permission: Send Messages in Threads")


async def test_a_locked_thread_is_closed_and_an_archived_one_is_not(stage: Stage, town: Guild) -> None:
    (thread,) = town.threads
    thread.archive()
    await eventually(lambda: stage.client.get_channel(thread.id) is None)
    assert await probed(stage, thread) is None
    thread.lock()
    assert await probed(stage, thread) == Gone(Unreachable.ARCHIVED, "the thread is locked")


async def test_what_is_gone_is_found_out_by_one_request(stage: Stage, town: Guild) -> None:
    talk, news, _ = town.channels
    talk.delete()
    await eventually(lambda: stage.client.get_channel(talk.id) is None)
    assert await probed(stage, talk) == Gone(Unreachable.DELETED, "Unknown Channel")
    town.remove_bot()
    await eventually(lambda: not stage.client.guilds)
    assert await probed(stage, news, ChatKind.CHANNEL) == Gone(Unreachable.REMOVED, "Missing Access")
    assert len(stage.server.calls("GET", f"/channels/({talk.id}|{news.id})$")) == 2


async def test_nothing_is_said_before_the_client_knows_its_servers(stage: Stage, town: Guild) -> None:
    await stage.client.close()
    assert isinstance(await probed(stage, town.channels[0]), RetryAfter)
