"""Messages with files, and what their flags say."""

import io

import pytest

from tests.platforms.discord import DiscordServer, GuildChannel, Message, Permission, Upload
from tests.platforms.discord.library import discord, pointed_at
from tests.platforms.test_discord.api import Api, faults, refusal
from tests.platforms.test_discord.small_bot import Bot, running

MEGABYTE = 2**20


def files(*names: str) -> list[discord.File]:
    return [discord.File(io.BytesIO(name.encode()), f"{name}.pdf") for name in names]


def names(message: Message) -> list[str]:
    return [file.filename for file in message.attachments]


async def test_ten_files_are_taken_and_an_eleventh_is_refused(bot: Bot, api: Api, news: GuildChannel) -> None:
    await bot.get_partial_messageable(news.id).send("ten", files=files(*"abcdefghij"))
    assert names(await news.expect("ten")) == [f"{letter}.pdf" for letter in "abcdefghij"]
    eleven = [Upload(f"{number}.txt", b"x") for number in range(11)]
    answer = await api.upload("POST", f"/channels/{news.id}/messages", {}, *eleven)
    assert faults(answer) == {"attachments": "BASE_TYPE_MAX_LENGTH"}


async def test_a_file_over_the_limit_is_refused_to_the_library(news: GuildChannel) -> None:
    async with DiscordServer(attachment_limit=3) as server:
        channel = server.guild("Town", server.person("Ada")).channel("news")
        with pointed_at(server):
            async with running(server, Bot()) as bot:
                place = bot.get_partial_messageable(channel.id)
                await place.send(files=files("abc"))
                with pytest.raises(discord.HTTPException) as refused:
                    await place.send(files=files("a", "abcd"))
    assert (refused.value.status, refused.value.code) == (413, 40005)
    assert [names(message) for message in channel.messages] == [["abc.pdf"]]


async def test_files_are_refused_that_are_too_large_together(api: Api, news: GuildChannel) -> None:
    three = [Upload(f"{number}.txt", b"x" * 9 * MEGABYTE) for number in range(3)]
    path = f"/channels/{news.id}/messages"
    assert (await api.upload("POST", path, {}, *three[:2]))[0] == 200
    assert refusal(await api.upload("POST", path, {}, *three)) == (413, 40005)


async def test_files_need_a_permission_of_their_own(bot: Bot, news: GuildChannel) -> None:
    channel = bot.get_partial_messageable(news.id)
    news.deny_bot(Permission.ATTACH_FILES)
    await channel.send("without")
    with pytest.raises(discord.Forbidden) as refused:
        await channel.send("with", files=files("a"))
    assert refused.value.code == 50013
    assert [message.content for message in news.messages] == ["without"]


async def test_a_message_can_be_silent_and_without_previews(bot: Bot, news: GuildChannel) -> None:
    channel = bot.get_partial_messageable(news.id)
    sent = await channel.send("quiet", silent=True, suppress_embeds=True, files=files("a"))
    message = await news.expect("quiet")
    assert (message.silent, message.without_previews) == (True, True)
    await sent.edit(suppress=False)
    assert (message.silent, message.without_previews) == (True, False)
    await sent.edit(content="still quiet")
    assert (message.silent, message.without_previews) == (True, False)


async def test_a_nonce_holds_for_messages_with_files(bot: Bot, server: DiscordServer, news: GuildChannel) -> None:
    channel = bot.get_partial_messageable(news.id)
    first = await channel.send("once", files=files("a"), nonce="n")
    server.fail_next("POST", "/messages$", "502_after")
    second = await channel.send("twice", files=files("a"), nonce="m")
    again = await channel.send("once more", files=files("b"), nonce="n")
    assert (again.id, [message.content for message in news.messages]) == (first.id, ["once", "twice"])
    assert second.id == news.messages[-1].id


async def test_an_edit_keeps_the_files_that_it_lists_and_adds_new_ones(bot: Bot, news: GuildChannel) -> None:
    sent = await bot.get_partial_messageable(news.id).send("letter", files=files("a", "b"))
    message = await news.expect("letter")
    await sent.edit(content="letter 2")
    assert names(message) == ["a.pdf", "b.pdf"]
    await sent.edit(attachments=[sent.attachments[1], *files("c")])
    assert names(message) == ["b.pdf", "c.pdf"]
    assert [file.data for file in message.attachments] == [b"b", b"c"]
    await sent.edit(attachments=[])
    assert names(message) == []


async def test_files_that_an_edit_does_not_list_are_added(api: Api, news: GuildChannel) -> None:
    _, sent = await api.upload("POST", f"/channels/{news.id}/messages", {}, Upload("a.txt", b"a"))
    path = f"/channels/{news.id}/messages/{sent['id']}"
    assert (await api.upload("PATCH", path, {}, Upload("b.txt", b"b")))[0] == 200
    assert names(news.messages[0]) == ["a.txt", "b.txt"]
    assert (await api("PATCH", path, {"content": "x", "attachments": [{"id": "7"}]}))[0] == 400
    assert names(news.messages[0]) == ["a.txt", "b.txt"]


async def test_files_that_did_not_come_are_refused(api: Api, news: GuildChannel) -> None:
    body = {"content": "x", "attachments": [{"id": 0, "filename": "a.txt"}, {"id": 1, "filename": "b.txt"}]}
    answer = await api.upload("POST", f"/channels/{news.id}/messages", body, Upload("a.txt", b"a"))
    assert faults(answer) == {"attachments.1": "ATTACHMENT_NOT_FOUND"}


async def test_a_deleted_message_is_unknown(bot: Bot, news: GuildChannel) -> None:
    sent = await bot.get_partial_messageable(news.id).send("x", files=files("a"))
    news.deny_bot(Permission.SEND_MESSAGES)
    await sent.delete()
    assert news.messages[0].deleted
    for attempt in (sent.delete(), sent.edit(content="y"), sent.pin()):
        with pytest.raises(discord.NotFound, match="10008"):
            await attempt
