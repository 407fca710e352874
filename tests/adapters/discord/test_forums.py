"""Posts in forums: each message begins a thread."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.model.chats import ChatKind, Unreachable
from bot.ports.messenger import Destination, Gone, Key, Message, Missing, Outcome, Refused, Sent, Unknown
from tests.adapters.discord.stage import PRESS, Stage, going_to, says, staged
from tests.platforms.discord import DiscordServer, Guild, GuildChannel, Permission, Rates, Thread
from tests.platforms.discord.faults import Kind
from tests.platforms.test_discord.small_bot import eventually


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with DiscordServer(rates=Rates().times(1000)) as server:
        server.guild("Town", server.person("Ada")).channel("forum", "forum")
        async with staged(server) as stage:
            yield stage


@pytest.fixture
def town(stage: Stage) -> Guild:
    (guild,) = stage.server.world.guilds.values()
    return guild


@pytest.fixture
def forum(town: Guild) -> GuildChannel:
    return town.channels[0]


@pytest.fixture
def to(forum: GuildChannel) -> Destination:
    return going_to(forum, ChatKind.FORUM)


def only_post(town: Guild, end: Outcome | None) -> Thread:
    """The one thread that there is, whose id is the message's."""
    (thread,) = town.threads
    assert end == Sent(str(thread.id))
    return thread


async def test_a_post_has_the_first_line_as_its_title(stage: Stage, town: Guild, to: Destination) -> None:
    text = says(f"{'A letter ' * 20}\nDear all", PRESS, silent=True)
    message = Message(text.blocks, (Key("Sign", "sign"),), files=text.files, silent=True)
    post = only_post(town, await stage.messenger.send("k", to, message))
    assert len(post.name) == 100
    assert post.name.startswith("A letter A letter")
    assert post.starter is not None
    assert "Dear all" in post.starter.text
    assert [each.label for each in post.starter.buttons] == ["Sign"]
    assert [each.data for each in post.starter.attachments] == [b"pdf"]
    assert (post.starter.silent, post.starter.without_previews) == (True, True)
    assert stage.messenger.memory(ChatKind.FORUM) == timedelta(0)


async def test_a_posts_message_is_edited_pinned_and_taken_back_in_its_thread(
    stage: Stage, town: Guild, forum: GuildChannel, to: Destination
) -> None:
    post = only_post(town, sent := await stage.messenger.send("k", to, says("Dear all", previews=True)))
    starter = post.starter
    assert starter is not None
    assert not starter.without_previews
    assert await stage.messenger.edit(to, str(post.id), says("Dear both")) == sent
    assert starter.text == "Dear both"
    refused = await stage.messenger.pin(to, str(post.id), silent=True)
    assert isinstance(refused, Gone)
    forum.overwrite(stage.server.world.bot, allow=Permission.PIN_MESSAGES)
    assert await stage.messenger.pin(to, str(post.id), silent=True) == sent
    assert post.pins == [starter]
    assert await stage.messenger.delete(to, str(post.id)) == sent
    assert starter.deleted
    assert isinstance(await stage.messenger.delete(to, str(post.id)), Missing)


async def test_a_forum_outlives_a_post_that_is_archived_or_deleted(stage: Stage, town: Guild, to: Destination) -> None:
    post = only_post(town, await stage.messenger.send("k", to, says("Dear all")))
    post.archive()
    assert isinstance(await stage.messenger.edit(to, str(post.id), says("Dear both")), Refused)
    post.delete()
    assert isinstance(await stage.messenger.edit(to, str(post.id), says("Dear both")), Missing)
    assert isinstance(await stage.messenger.delete(to, str(post.id)), Missing)


async def test_a_forum_that_needs_a_tag_gets_the_first_that_anybody_may_use(
    stage: Stage, town: Guild, forum: GuildChannel, to: Destination
) -> None:
    only_post(town, await stage.messenger.send("k", to, says("Dear all")))
    forum.add_tag("Official", moderated=True)
    tag = forum.add_tag("Letter")
    forum.add_tag("News")
    forum.require_tag()

    def known() -> bool:
        channel = stage.client.get_channel(forum.id)
        return bool(getattr(channel, "flags").require_tag)  # noqa: B009

    await eventually(known)
    assert isinstance(await stage.messenger.send("l", to, says("Dear all")), Sent)
    assert [each.tags for each in town.threads] == [(), (tag,)]


@pytest.mark.parametrize("kind", ["500", "502_after", "reset_after"])
async def test_a_post_is_never_repeated_where_it_may_have_arrived(
    stage: Stage, town: Guild, to: Destination, kind: Kind
) -> None:
    stage.server.fail_next("POST", "/threads$", kind)
    assert isinstance(await stage.messenger.send("k", to, says("Dear all")), Unknown)
    assert stage.posted() == 1
    assert len(town.threads) <= 1


async def test_a_forum_that_is_gone_or_closed_to_the_bot_is_told_apart(
    stage: Stage, town: Guild, forum: GuildChannel, to: Destination
) -> None:
    async def cause() -> Unreachable:
        end = await stage.messenger.send("k", to, says("Dear all"))
        assert isinstance(end, Gone)
        return end.cause

    forum.deny_bot(Permission.SEND_MESSAGES)
    assert await cause() is Unreachable.FORBIDDEN
    forum.deny_bot()
    assert await cause() is Unreachable.REMOVED
    forum.delete()
    await eventually(lambda: stage.client.get_channel(forum.id) is None)
    assert await cause() is Unreachable.DELETED
    text = going_to(town.channel("news"), ChatKind.FORUM)
    assert await stage.messenger.send("k", text, says("Dear all")) == Refused("the channel is no forum")
