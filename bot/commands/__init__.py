"""Every command, declared once."""

from bot.commands import (
    about,
    aftermath,
    announce,
    authority,
    blocks,
    bulk,
    chat,
    chats,
    desk,
    groups,
    letter,
    organizations,
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
    *authority.COMMANDS,
    *about.COMMANDS,
    *chat.COMMANDS,
    *announce.COMMANDS,
    *recipients.COMMANDS,
    *release.COMMANDS,
    *aftermath.COMMANDS,
    *chats.COMMANDS,
    *groups.COMMANDS,
    *review.COMMANDS,
    *blocks.COMMANDS,
    *bulk.COMMANDS,
    *organizations.COMMANDS,
    *organize.COMMANDS,
    *settings.COMMANDS,
)
