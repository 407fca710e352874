"""Every command, declared once."""

from bot.commands import (
    about,
    announce,
    authority,
    bulk,
    chat,
    chats,
    desk,
    dispute,
    letter,
    organize,
    recipients,
    release,
    review,
    settings,
    settle,
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
    *chats.COMMANDS,
    *review.COMMANDS,
    *bulk.COMMANDS,
    *dispute.COMMANDS,
    *settle.COMMANDS,
    *organize.COMMANDS,
    *settings.COMMANDS,
)
