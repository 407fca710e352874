"""Buttons as an inline keyboard: callbacks where the answer may be seen, else deep links into the private chat."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.interface.actions import Action
from bot.interface.conversation import Interface
from bot.model.chats import ChatKind
from bot.ports.messenger import Key
from bot.text.shortening import told_apart

ROW = 24
"""So many characters at the most stand in a row of several buttons: more is cut off on a phone (observed)."""

MOST_BUTTONS = 60
"""Characters of a label that a phone can show."""


def deep_link(username: str, action: str) -> str:
    """The link that opens the private chat with the bot and performs an action there (Bot API, deep linking)."""
    return f"https://t.me/{username}?start={action}" if action else f"https://t.me/{username}"


def keyboard(keys: Sequence[Key], kind: ChatKind, username: str, interface: Interface) -> InlineKeyboardMarkup | None:
    """The buttons of a message in a chat of some kind."""
    rows: list[list[InlineKeyboardButton]] = []
    width = ROW + 1
    for key, label in zip(keys, told_apart([key.label for key in keys], MOST_BUTTONS), strict=True):
        button = _button(key, label, kind, username, interface)
        if rows and width + len(button.text) <= ROW and len(rows[-1]) < 3:
            rows[-1].append(button)
            width += len(button.text)
        else:
            rows.append([button])
            width = len(button.text)
    return InlineKeyboardMarkup(rows) if rows else None


def _button(key: Key, text: str, kind: ChatKind, username: str, interface: Interface) -> InlineKeyboardButton:
    if key.url:
        return InlineKeyboardButton(text, url=key.url)
    action = Action.read(key.action)
    command = interface.command(action.command) if action else None
    alone = command is not None and command.linked and (kind is ChatKind.CHANNEL or command.private)
    if kind is not ChatKind.PRIVATE and alone:
        return InlineKeyboardButton(text, url=deep_link(username, key.action))
    return InlineKeyboardButton(text, callback_data=key.action)
