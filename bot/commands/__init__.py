"""Every command, declared once."""

from bot.commands import (
    about,
    announce,
    chat,
    chats,
    desk,
    imports,
    letter,
    lists,
    organize,
    recipients,
    release,
    review,
    settings,
    sign,
)
from bot.interface.command import Command

COMMANDS: tuple[Command, ...] = (
    *letter.COMMANDS,
    *sign.COMMANDS,
    *desk.COMMANDS,
    *about.COMMANDS,
    *chat.COMMANDS,
    *announce.COMMANDS,
    *recipients.COMMANDS,
    *release.COMMANDS,
    *chats.COMMANDS,
    *review.COMMANDS,
    *lists.COMMANDS,
    *imports.COMMANDS,
    *organize.COMMANDS,
    *settings.COMMANDS,
)
