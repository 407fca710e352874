"""The menus of commands, per language and per kind of chat (Bot API, setMyCommands)."""

from telegram import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

from adapters.telegram.api.pacing import Bot
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.text.locales import SOURCE


async def set_menus(bot: Bot, interface: Interface) -> None:
    """Tell Telegram the commands: to people what is for everybody, to chats' admins also what is for them."""
    everybody = [
        command for command in interface.commands if command.menu and not command.roles and not command.manager
    ]
    managers = [command for command in interface.commands if command.menu and not command.roles]
    for language in interface.speeches:
        code = None if language == SOURCE else language
        for scope, commands in (
            (BotCommandScopeDefault(), everybody),
            (BotCommandScopeAllPrivateChats(), managers),
            (BotCommandScopeAllChatAdministrators(), managers),
        ):
            described = [_described(command, interface, language) for command in commands]
            await bot.set_my_commands(described, scope=scope, language_code=code)


def _described(command: Command, interface: Interface, language: str) -> BotCommand:
    return BotCommand(command.name, interface.label(command.help, language)[:256])
