"""Every command, declared once."""

from bot.commands import about, announce, chat, letter, organize, review, sign
from bot.interface.command import Command

COMMANDS: tuple[Command, ...] = (
    *letter.COMMANDS,
    *sign.COMMANDS,
    *about.COMMANDS,
    *chat.COMMANDS,
    *announce.COMMANDS,
    *review.COMMANDS,
    *organize.COMMANDS,
)
