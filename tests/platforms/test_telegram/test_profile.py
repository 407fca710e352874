"""The bot's commands, name and descriptions."""

from typing import Any

import pytest
from telegram import BotCommand, BotCommandScopeChat, BotCommandScopeChatMember
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.platforms.telegram import Group, Person, TelegramServer
from tests.platforms.test_telegram.asking import raw, refused


async def test_commands_are_kept_by_scope_and_language(bot: ExtBot[None], ada: Person) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("help", "Aide")], language_code="fr")
    await bot.set_my_commands([BotCommand("review", "Review")], scope=BotCommandScopeChat(ada.id))
    assert [c.description for c in await bot.get_my_commands()] == ["Help"]
    assert [c.description for c in await bot.get_my_commands(language_code="fr")] == ["Aide"]
    assert [c.command for c in await bot.get_my_commands(scope=BotCommandScopeChat(ada.id))] == ["review"]
    await bot.delete_my_commands(language_code="fr")
    assert await bot.get_my_commands(language_code="fr") == ()


@pytest.mark.parametrize(
    ("commands", "answer"),
    [
        ([("Help", "Help")], "BOT_COMMAND_INVALID"),
        ([("forget-me", "Help")], "BOT_COMMAND_INVALID"),
        ([("a" * 33, "Help")], "command length must not exceed 32"),
        ([("", "Help")], "command must be non-empty"),
        ([("help", " ")], "description must be non-empty"),
        ([("help", "a" * 257)], "description length must not exceed 256"),
        ([("help", "Help")] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_a_broken_command_is_refused(
    server: TelegramServer, commands: list[tuple[str, str]], answer: str
) -> None:
    given = [{"command": command, "description": description} for command, description in commands]
    assert answer in (await raw(server, "setMyCommands", commands=given))["description"]


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"language_code": "eng"}, "invalid language code specified"),
        ({"scope": {"type": "everybody"}}, "Unsupported type specified"),
        ({"scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ({"scope": {"type": "chat"}}, "chat_id is empty"),
    ],
)
async def test_a_broken_scope_or_language_is_refused(
    server: TelegramServer, fields: dict[str, Any], answer: str
) -> None:
    assert answer in (await raw(server, "getMyCommands", **fields))["description"]


async def test_a_scope_of_a_member_needs_a_group(bot: ExtBot[None], ada: Person, group: Group) -> None:
    await bot.set_my_commands([], scope=BotCommandScopeChatMember(group.id, ada.id))
    with refused(BadRequest, "can't use specified scope in private chats"):
        await bot.set_my_commands([], scope=BotCommandScopeChatMember(ada.id, ada.id))


async def test_name_and_descriptions_have_limits(bot: ExtBot[None]) -> None:
    assert await bot.set_my_name("Letter", language_code="fr")
    assert (await bot.get_my_name("fr")).name == "Letter"
    assert await bot.set_my_description("a" * 512)
    assert await bot.set_my_short_description("a" * 120)
    for call in (bot.set_my_name("a" * 65), bot.set_my_description("a" * 513), bot.set_my_short_description("a" * 121)):
        with refused(BadRequest, "is too long"):
            await call
