"""Buttons as an inline keyboard: callbacks where the answer may be seen and has room, else deep links into the private
chat."""

from collections.abc import Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat

from adapters.telegram.api.pacing import Bot
from adapters.telegram.drawing.choosing import invitation
from bot.interface.actions import Action
from bot.interface.conversation import Interface
from bot.interface.places import INTO_CHANNEL
from bot.model.chats import ChatKind
from bot.ports.messenger import Key
from bot.text.shortening import told_apart

ROW = 24
"""So many characters at the most stand in a row of several buttons: more is cut off on a phone (observed)."""

MOST_BUTTONS = 60
"""Characters of a label that a phone can show."""

COPIED = 256
"""Characters that a button copies (Bot API, CopyTextButton)."""

SOUGHT = 256
"""Characters of what is searched inline (Bot API, InlineQuery)."""


def deep_link(username: str, action: str) -> str:
    """The link that opens the private chat with the bot and performs an action there (Bot API, deep linking)."""
    return f"https://t.me/{username}?start={action}" if action else f"https://t.me/{username}"


def keyboard(keys: Sequence[Key], kind: ChatKind | None, bot: Bot, interface: Interface) -> InlineKeyboardMarkup | None:
    """The buttons of a message in a chat of some kind, or of one that somebody shares in whatever chat; without those
    that can't be there."""
    rows: list[list[InlineKeyboardButton]] = []
    width = ROW + 1
    shown = [key for key in keys if _possible(key, kind, bot, interface)]
    for key, label in zip(shown, told_apart([key.label for key in shown], MOST_BUTTONS), strict=True):
        button = _button(key, label, kind, bot.username, interface)
        if rows and width + len(button.text) <= ROW and len(rows[-1]) < 3:
            rows[-1].append(button)
            width += len(button.text)
        else:
            rows.append([button])
            width = len(button.text)
    return InlineKeyboardMarkup(rows) if rows else None


def _possible(key: Key, kind: ChatKind | None, bot: Bot, interface: Interface) -> bool:
    """Whether a button does something here: it copies no more than a button can, and shares where inline mode is on.
    Under what somebody shares, nobody can be answered: there it opens the private chat, or is left out."""
    if key.share:
        return bool(bot.bot.supports_inline_queries)
    if key.invites:
        return kind is ChatKind.PRIVATE and key.invites in ("group", "channel")
    if kind is None and key.action:
        action = Action.read(key.action)
        command = interface.command(action.command) if action else None
        return command is not None and command.linked
    return len(key.copy.encode("utf-16-le")) // 2 <= COPIED


def _button(key: Key, text: str, kind: ChatKind | None, username: str, interface: Interface) -> InlineKeyboardButton:
    style = key.style if key.style != "plain" else None
    if key.url:
        return InlineKeyboardButton(text, url=key.url, style=style)
    if key.invites == "group":
        return InlineKeyboardButton(text, url=invitation(username, key.invites), style=style)
    if key.invites == "channel":
        return InlineKeyboardButton(text, callback_data=str(Action(INTO_CHANNEL)), style=style)
    if key.copy:
        return InlineKeyboardButton(text, copy_text=CopyTextButton(key.copy), style=style)
    if key.share:
        chosen = SwitchInlineQueryChosenChat(
            key.share[:SOUGHT], allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
        )
        return InlineKeyboardButton(text, switch_inline_query_chosen_chat=chosen, style=style)
    action = Action.read(key.action)
    command = interface.command(action.command) if action else None
    away = kind in (None, ChatKind.CHANNEL) or (command is not None and (command.private or bool(command.brief)))
    alone = command is not None and command.linked and away
    if kind is not ChatKind.PRIVATE and alone:
        return InlineKeyboardButton(text, url=deep_link(username, key.action), style=style)
    return InlineKeyboardButton(text, callback_data=key.action, style=style)
