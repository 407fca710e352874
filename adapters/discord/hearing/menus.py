"""What can be done with a message, from its context menu."""

from typing import Any

import discord
from discord import app_commands

from adapters.discord.hearing import forwards
from adapters.discord.hearing.commands import IN_PRIVATE, OF_SERVERS, Invoked, localized, reach
from adapters.discord.hearing.incoming import uploads
from adapters.discord.hearing.markdown import read
from bot.interface.command import Command, OnMessage
from bot.interface.conversation import Interface
from bot.interface.options import Kind
from bot.interface.requests import Invoke

Interaction = discord.Interaction[Any]


def build(command: Command, menu: OnMessage, interface: Interface, invoked: Invoked) -> app_commands.ContextMenu:
    """A command as an entry of the context menu of messages; it says of nobody else's message whose it was."""
    option = command.option(menu.option)

    async def callback(interaction: Interaction, message: discord.Message) -> None:
        post = forwards.forwarded(message)
        said = forwards.text_of(post) if post else _text_of(message)
        if option and option.kind is not Kind.PARAGRAPH:  # one line, which says enough by its beginning
            said = " ".join(said.split())[: option.most]
        upload, further = uploads((post or message).attachments)
        reading = forwards.read if post else read
        await invoked(interaction, Invoke(command.name, {menu.option: said}, upload, more=further, formatted=reading))

    built = app_commands.ContextMenu(name=localized(menu.label, interface), callback=callback)
    built.allowed_contexts, built.allowed_installs = (IN_PRIVATE, OF_SERVERS) if command.roles else reach(command)
    return built


def _text_of(message: discord.Message) -> str:
    """What a message says, with names in the place of mentions; of a card, what stands in it."""
    return "\n".join(filter(None, (message.clean_content, *forwards.displayed(message.components))))
