"""Posts in forums: a thread and its first message."""

import io

import pytest

from tests.platforms.discord import DiscordServer, Guild, GuildChannel, Permission, Thread, Upload
from tests.platforms.discord.library import discord
from tests.platforms.test_discord.api import Api, Json, faults, refusal
from tests.platforms.test_discord.small_bot import Bot, eventually


@pytest.fixture
def forum(town: Guild) -> GuildChannel:
    return town.channel("forum", "forum")


async def shown(bot: Bot, forum: GuildChannel) -> discord.ForumChannel:
    """The forum as the library knows it."""
    await eventually(lambda: bot.get_channel(forum.id) is not None)
    channel = bot.get_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    return channel


async def test_a_post_is_a_thread_whose_first_message_has_its_number(
    bot: Bot, town: Guild, forum: GuildChannel
) -> None:
    file = discord.File(io.BytesIO(b"pdf"), "letter.pdf")
    made = await (await shown(bot, forum)).create_thread(name="A letter", content="Dear all", file=file)
    assert made.thread.id == made.message.id
    (thread,) = town.threads
    assert thread.starter is not None
    assert (thread.name, thread.id, thread.owner.bot) == ("A letter", made.thread.id, True)
    assert (thread.starter.id, thread.starter.text) == (thread.id, "Dear all")
    assert [file.filename for file in thread.starter.attachments] == ["letter.pdf"]
    assert forum.messages == []


async def test_a_posts_first_message_is_edited_and_deleted_through_the_thread(
    bot: Bot, town: Guild, forum: GuildChannel
) -> None:
    made = await (await shown(bot, forum)).create_thread(name="A letter", content="Dear all")
    (thread,) = town.threads
    await bot.get_partial_messageable(made.thread.id).get_partial_message(made.thread.id).edit(content="Dear both")
    assert thread.messages[0].text == "Dear both"
    await made.message.delete()
    assert (thread.starter, thread.messages[0].deleted, thread.deleted) == (None, True, False)
    await made.thread.send("still here")
    assert thread.payload()["message_count"] == 1


async def test_deleting_a_post_needs_a_permission(
    bot: Bot, server: DiscordServer, town: Guild, forum: GuildChannel
) -> None:
    made = await (await shown(bot, forum)).create_thread(name="A letter", content="Dear all")
    with pytest.raises(discord.Forbidden, match="50013"):
        await made.thread.delete()
    forum.overwrite(server.world.bot, allow=Permission.MANAGE_THREADS)
    await made.thread.delete()
    assert town.threads[0].deleted
    with pytest.raises(discord.NotFound, match="10003"):
        await made.message.edit(content="x")


async def test_only_the_permission_to_send_is_needed_to_post(bot: Bot, town: Guild, forum: GuildChannel) -> None:
    channel = await shown(bot, forum)
    forum.deny_bot(Permission.CREATE_PUBLIC_THREADS | Permission.SEND_MESSAGES_IN_THREADS)
    made = await channel.create_thread(name="A letter", content="Dear all")
    with pytest.raises(discord.Forbidden, match="50013"):
        await made.thread.send("more")
    forum.deny_bot(Permission.SEND_MESSAGES)
    with pytest.raises(discord.Forbidden, match="50013"):
        await channel.create_thread(name="Another", content="Dear all")
    forum.deny_bot(Permission.ATTACH_FILES)
    with pytest.raises(discord.Forbidden, match="50013"):
        await channel.create_thread(name="Another", file=discord.File(io.BytesIO(b"x"), "x.pdf"))
    forum.deny_bot()
    with pytest.raises(discord.Forbidden, match="50001"):
        await channel.create_thread(name="Another", content="Dear all")
    assert len(town.threads) == 1


async def test_a_forum_can_need_a_tag(bot: Bot, town: Guild, forum: GuildChannel) -> None:
    open_tag, kept = forum.add_tag("Letter"), forum.add_tag("Official", moderated=True)
    forum.require_tag()
    channel = await shown(bot, forum)
    await eventually(lambda: channel.flags.require_tag and len(channel.available_tags) == 2)
    with pytest.raises(discord.HTTPException) as refused:
        await channel.create_thread(name="A letter", content="Dear all")
    assert (refused.value.status, refused.value.code) == (400, 40067)
    with pytest.raises(discord.Forbidden):
        await channel.create_thread(name="A letter", content="Dear all", applied_tags=[channel.available_tags[1]])
    made = await channel.create_thread(name="A letter", content="Dear all", applied_tags=[channel.available_tags[0]])
    assert [tag.id for tag in made.thread.applied_tags] == [open_tag.id]
    assert town.threads[0].tags == (open_tag,)
    assert kept.moderated


async def test_a_post_has_no_nonce_so_a_repetition_is_a_second_post(api: Api, town: Guild, forum: GuildChannel) -> None:
    message = {"content": "Dear all", "nonce": "n", "enforce_nonce": True}
    for _ in range(2):
        status, body = await api("POST", f"/channels/{forum.id}/threads", {"name": "A letter", "message": message})
        assert (status, body["type"], body["id"]) == (201, 11, body["message"]["id"])
        assert "nonce" not in body["message"]
    assert len(town.threads) == 2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"message": {"content": "x"}}, {"name": "BASE_TYPE_REQUIRED"}),
        ({"name": "x" * 101, "message": {"content": "x"}}, {"name": "BASE_TYPE_BAD_LENGTH"}),
        ({"name": "x"}, {"message": "BASE_TYPE_REQUIRED"}),
        ({"name": "x", "message": {"content": "x" * 2001}}, {"message.content": "BASE_TYPE_MAX_LENGTH"}),
        (
            {"name": "x", "message": {"content": "x"}, "auto_archive_duration": 7},
            {"auto_archive_duration": "BASE_TYPE_CHOICES"},
        ),
    ],
)
async def test_a_post_over_its_limits_is_refused(
    api: Api, town: Guild, forum: GuildChannel, body: Json, expected: Json
) -> None:
    assert faults(await api("POST", f"/channels/{forum.id}/threads", body)) == expected
    assert town.threads == []


async def test_a_post_that_cannot_be_made_leaves_no_thread(
    api: Api, town: Guild, news: GuildChannel, forum: GuildChannel
) -> None:
    path = f"/channels/{forum.id}/threads"
    assert refusal(await api("POST", path, {"name": "x", "message": {}})) == (400, 50006)
    missing = {"name": "x", "message": {"content": "x", "attachments": [{"id": 1}]}}
    answer = await api.upload("POST", path, missing, Upload("a.txt", b"a"))
    assert faults(answer) == {"message.attachments.0": "ATTACHMENT_NOT_FOUND"}
    unknown = {"name": "x", "message": {"content": "x"}, "applied_tags": ["1"]}
    assert refusal(await api("POST", path, unknown)) == (404, 10087)
    assert refusal(await api.send(forum, content="x")) == (400, 50008)
    assert refusal(await api("POST", f"/channels/{news.id}/threads", missing)) == (400, 50024)
    assert town.threads == []


async def test_the_gateway_tells_of_a_post_before_its_message(bot: Bot, town: Guild, forum: GuildChannel) -> None:
    heard: list[str] = []

    async def on_thread_create(thread: discord.Thread) -> None:
        heard.append(f"thread {thread.name}")

    bot.event(on_thread_create)
    thread: Thread = town.thread(forum, "A question")
    await eventually(lambda: heard == ["thread A question"])
    thread.delete()
    await eventually(lambda: bot.guilds[0].get_thread(thread.id) is None)
