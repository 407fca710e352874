"""Every command, declared once."""

from bot.commands import (
    about,
    announce,
    change,
    changes,
    chat,
    chats,
    desk,
    edit,
    letter,
    organize,
    publish,
    recipients,
    release,
    review,
    revisions,
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
    *organize.COMMANDS,
    *settings.COMMANDS,
    *changes.COMMANDS,
    *revisions.COMMANDS,
    *edit.COMMANDS,
    *change.COMMANDS,
    *publish.COMMANDS,
)
