"""An interaction is answered once, in time, and in a way that fits it."""

import asyncio

import pytest

from tests.platforms.discord import (
    ClientRefused,
    DiscordServer,
    Guild,
    GuildChannel,
    Interaction,
    NoAnswer,
    Person,
    Terms,
)
from tests.platforms.discord.library import pointed_at
from tests.platforms.test_discord.api import Api, faults, refusal
from tests.platforms.test_discord.bodies import MODAL, button, row
from tests.platforms.test_discord.small_bot import Bot, running


async def test_an_interaction_is_answered_once(api: Api, asked: Interaction) -> None:
    assert (await api.answer(asked, 4, {"content": "x"}))[0] == 204
    assert refusal(await api.answer(asked, 4, {"content": "y"})) == (400, 40060)


async def test_an_answer_after_three_seconds_is_too_late(api: Api, server: DiscordServer, asked: Interaction) -> None:
    server.clock.advance(3)
    assert refusal(await api.answer(asked, 4, {"content": "x"})) == (404, 10062)
    assert asked.failed
    with pytest.raises(NoAnswer, match="did not respond to /ask by Ada"):
        await asked.answer()


async def test_a_silent_bot_fails_the_person_by_itself(pointed: None) -> None:
    async with DiscordServer(terms=Terms(first_answer=0.1)) as server:
        ada = server.person("Ada")
        news = server.guild("Town", ada).channel("news")
        with pointed_at(server):
            async with running(server, Bot()) as bot:
                await bot.tree.sync()
                with pytest.raises(NoAnswer):
                    await (await ada.command(news, "silent")).answer()


async def test_a_token_lives_15_minutes(api: Api, server: DiscordServer, asked: Interaction) -> None:
    path = f"/webhooks/{server.application_id}/{asked.token}"
    assert refusal(await api("POST", path, {"content": "too early"})) == (404, 10015)
    await api.answer(asked, 5)
    server.clock.advance(899)
    assert (await api("PATCH", f"{path}/messages/@original", {"content": "x"}))[0] == 200
    server.clock.advance(1)
    assert refusal(await api("POST", path, {"content": "y"})) == (401, 50027)


async def test_privacy_is_fixed_at_the_deferral(api: Api, server: DiscordServer, asked: Interaction) -> None:
    await api.answer(asked, 5, {"flags": 64})
    path = f"/webhooks/{server.application_id}/{asked.token}"
    _, filled = await api("POST", path, {"content": "x", "flags": 0})
    assert asked.original is not None
    assert (filled["id"], asked.original.ephemeral, asked.original.loading) == (str(asked.original.id), True, False)


async def test_an_ephemeral_message_is_seen_by_one_person_and_known_to_no_channel(
    api: Api, server: DiscordServer, town: Guild, asked: Interaction
) -> None:
    await api.answer(asked, 4, {"content": "x", "flags": 64, "components": [row(button())]})
    message = await asked.message()
    path = f"/channels/{asked.channel.id}/messages/{message.id}"
    assert refusal(await api("GET", path)) == (404, 10008)
    assert refusal(await api("PATCH", path, {"content": "y"})) == (404, 10008)
    assert asked.channel.messages == []
    ben = server.person("Ben")
    town.join(ben)
    with pytest.raises(ClientRefused, match="does not see"):
        await ben.press(message, "A")


async def test_callbacks_that_do_not_fit_are_refused(api: Api, ada: Person, asked: Interaction) -> None:
    assert faults(await api.answer(asked, 7, {"content": "x"})) == {"type": "INTERACTION_CALLBACK_TYPE_INVALID"}
    assert faults(await api.answer(asked, 3)) == {"type": "BASE_TYPE_CHOICES"}
    assert faults(await api.answer(asked, 4, {"content": "x" * 2001})) == {"data.content": "BASE_TYPE_MAX_LENGTH"}
    assert refusal(await api.answer(asked, 4)) == (400, 50006)
    await api.answer(asked, 9, MODAL)
    submission = await ada.submit(await asked.form(), {"f": "x"})
    assert faults(await api.answer(submission, 9, MODAL)) == {"type": "INTERACTION_CALLBACK_TYPE_INVALID"}
    assert faults(await api.answer(submission, 7, {})) == {"type": "INTERACTION_CALLBACK_TYPE_INVALID"}


async def test_suggestions_are_at_most_25_and_have_names(api: Api, ada: Person, asked: Interaction) -> None:
    typing = asyncio.create_task(ada.complete(asked.channel, "ask", option="text", typed="f"))
    await asyncio.sleep(0)
    interaction = list(asked.channel.world.interactions.values())[-1]
    many = [{"name": str(number), "value": "v"} for number in range(26)]
    assert faults(await api.answer(interaction, 8, {"choices": many})) == {"data.choices": "BASE_TYPE_MAX_LENGTH"}
    nameless = {"choices": [{"name": "", "value": "v"}]}
    assert faults(await api.answer(interaction, 8, nameless)) == {"data.choices.0.name": "BASE_TYPE_BAD_LENGTH"}
    assert faults(await api.answer(interaction, 4, {"content": "x"})) == {"type": "INTERACTION_CALLBACK_TYPE_INVALID"}
    await api.answer(interaction, 8, {"choices": many[:1]})
    assert [choice.name for choice in await typing] == ["0"]


async def test_a_button_in_a_guild_that_the_bot_left_fails(
    bot: Bot, server: DiscordServer, ada: Person, town: Guild, news: GuildChannel
) -> None:
    menu = await (await ada.command(news, "menu")).message()
    town.remove_bot()
    pressed = await ada.press(menu, "More")
    server.clock.advance(3)
    with pytest.raises(NoAnswer):
        await pressed.answer()
