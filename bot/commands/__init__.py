"""Every command, declared once."""

from bot.commands import (
    about,
    announce,
    board,
    chat,
    chats,
    desk,
    handing_over,
    letter,
    organize,
    recipients,
    release,
    reservations,
    review,
    settings,
    sign,
    statements,
)
from bot.interface.command import Command

COMMANDS: tuple[Command, ...] = (
    *letter.COMMANDS,
    *sign.COMMANDS,
    *desk.COMMANDS,
    *statements.COMMANDS,
    *reservations.COMMANDS,
    *board.COMMANDS,
    *handing_over.COMMANDS,
    *about.COMMANDS,
    *chat.COMMANDS,
    *announce.COMMANDS,
    *recipients.COMMANDS,
    *release.COMMANDS,
    *chats.COMMANDS,
    *review.COMMANDS,
    *organize.COMMANDS,
    *settings.COMMANDS,
)
