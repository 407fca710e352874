"""What becomes of servers, channels and threads: those that are lost, and those that come back."""

from collections.abc import AsyncIterator

import pytest

from adapters.discord import client
from bot.model.chats import Unreachable
from tests.adapters.discord.stage import Scripted, says, serving
from tests.platforms.discord import Channel, DiscordServer, Guild, Permission, Rates, payloads
from tests.waiting import until


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    monkeypatch.setattr(client, "READY_SECONDS", 0.05)
    async with DiscordServer(rates=Rates().times(1000)) as server:
        yield server


@pytest.fixture
def town(server: DiscordServer) -> Guild:
    guild = server.guild("Town", server.person("Founder"))
    guild.channel("talk")
    guild.channel("hidden").deny_bot(Permission.SEND_MESSAGES)
    guild.thread(guild.channels[0], "thread")
    return guild


@pytest.fixture
async def core(server: DiscordServer, town: Guild) -> AsyncIterator[Scripted]:
    core = Scripted([], says("Hello."))
    async with serving(server, core):
        await back(core, town.channels[0], town.threads[0])
        yield core


async def back(core: Scripted, *channels: Channel) -> None:
    """Wait until just these places have come back, and forget it."""
    wanted = sorted(str(each.id) for each in channels)
    await until(lambda: sorted(core.seen.back) == wanted)
    core.seen.back.clear()


async def lost(core: Scripted, cause: Unreachable, *channels: Channel) -> None:
    """Wait until just these places were lost, and forget it."""
    wanted = sorted((str(each.id), cause) for each in channels)
    await until(lambda: sorted(core.seen.lost) == wanted)
    core.seen.lost.clear()


async def test_servers_that_let_the_bot_in_again_while_it_was_away_come_back_at_the_start(
    core: Scripted, town: Guild
) -> None:
    """The fixture waits for it: every place in which the bot can write, and no other."""
    assert core.seen.lost == []


async def test_a_server_is_left_and_entered_again(core: Scripted, town: Guild) -> None:
    talk, hidden = town.channels
    town.remove_bot()
    await lost(core, Unreachable.REMOVED, talk, hidden, town.threads[0])
    town.system_channel = talk
    town.add_bot()
    await back(core, talk, town.threads[0])
    await came(core, talk)


async def came(core: Scripted, *channels: Channel) -> None:
    """Wait until the core has heard, in these channels and no others, that the bot was let in."""
    await until(lambda: len(core.seen.came) >= len(channels))
    assert [place for place, _, _ in core.seen.came] == [str(each.id) for each in channels]


async def test_a_new_server_hears_of_it_in_the_first_channel_in_which_the_bot_may_write(
    core: Scripted, server: DiscordServer
) -> None:
    guild = server.guild("City", server.person("Mayor"), bot=False)
    guild.system_channel = guild.channel("hall")
    guild.system_channel.overwrite(guild.everyone, deny=Permission.SEND_MESSAGES)
    guild.channel("news", "announcement")
    square = guild.channel("square")
    guild.add_bot()
    await came(core, square)
    assert core.seen.came[0][1:] == ("#square (City)", "en-US")


async def test_a_server_in_which_the_bot_may_write_nowhere_hears_nothing(core: Scripted, server: DiscordServer) -> None:
    shut = server.guild("Shut", server.person("Mayor"), bot=False)
    shut.channel("hall").overwrite(shut.everyone, deny=Permission.SEND_MESSAGES)
    shut.add_bot()
    other = server.guild("Village", server.person("Elder"), bot=False)
    other.system_channel = other.channel("hall")
    other.add_bot()
    await came(core, other.system_channel)


async def test_deleted_channels_and_threads_are_lost(core: Scripted, town: Guild) -> None:
    town.threads[0].delete()
    await lost(core, Unreachable.DELETED, town.threads[0])
    town.channels[0].delete()
    await lost(core, Unreachable.DELETED, town.channels[0])


async def test_a_channel_in_which_the_bot_may_write_again_comes_back(core: Scripted, town: Guild) -> None:
    talk, hidden = town.channels
    hidden.allow_bot()
    await back(core, hidden)
    talk.deny_bot()
    talk.allow_bot()
    await back(core, talk, town.threads[0])
    talk.rename("speak")
    talk.deny_bot(Permission.ATTACH_FILES)
    town.channel("new")
    hidden.deny_bot(Permission.SEND_MESSAGES)
    hidden.allow_bot()
    await back(core, hidden)


async def test_a_role_that_grants_it_brings_channels_back(core: Scripted, town: Guild, server: DiscordServer) -> None:
    role = town.members[server.world.bot.id].roles[0]
    role.permissions |= Permission.MENTION_EVERYONE
    town.tell("GUILD_ROLE_UPDATE", {"guild_id": str(town.id), "role": payloads.role(role)})
    await back(core, town.channels[0], town.threads[0])


async def test_a_locked_thread_is_lost_and_comes_back_unlocked(core: Scripted, town: Guild) -> None:
    (thread,) = town.threads
    thread.lock()
    await lost(core, Unreachable.ARCHIVED, thread)
    thread.unlock()
    await back(core, thread)
    thread.archive(locked=True)
    await lost(core, Unreachable.ARCHIVED, thread)
    thread.unlock()
    await back(core, thread)
    thread.unarchive()
    await back(core, thread)


async def test_an_archived_thread_is_not_lost(core: Scripted, town: Guild) -> None:
    (thread,) = town.threads
    thread.archive()
    thread.unarchive()
    await back(core, thread)
    assert core.seen.lost == []
