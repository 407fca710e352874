"""The keyboard by which somebody chooses the channel into which they bring the bot, and what takes it away
(Bot API, KeyboardButtonRequestChat): an inline keyboard can't ask for a chat."""

from collections.abc import Sequence
from typing import Literal

from telegram import (
    ChatAdministratorRights,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.ports.messenger import Key

RIGHTS = ("post_messages", "edit_messages", "delete_messages")
"""What the bot may do in a channel: post, correct, and recall that."""

REQUEST = 1
"""The number of the one request that the bot makes, which comes back with what was chosen."""


def invitation(username: str, into: Literal["group", "channel"]) -> str:
    """The link by which somebody brings the bot into a chat of theirs (Bot API, deep linking): into a group as a member
    of it, who is not told what people say to each other; into a channel, which takes only administrators, as one who
    may post, and correct and recall that."""
    if into == "group":
        return f"https://t.me/{username}?startgroup"
    return f"https://t.me/{username}?startchannel&admin={'+'.join(RIGHTS)}"


def choosing(keys: Sequence[Key]) -> ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    """What stands in the place of somebody's keyboard while they choose, or takes it away; nothing for other keys."""
    for key in keys:
        if key.invites == "choice":
            asked = KeyboardButtonRequestChat(
                REQUEST,
                chat_is_channel=True,
                user_administrator_rights=_rights(*RIGHTS, "promote_members"),
                bot_administrator_rights=_rights(*RIGHTS),
            )
            button = KeyboardButton(key.label, request_chat=asked)
            return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
        if key.invites == "chosen":
            return ReplyKeyboardRemove()
    return None


def _rights(*names: str) -> ChatAdministratorRights:
    """These rights and no others; most have to be said either way."""
    none = ChatAdministratorRights.no_rights().to_dict()
    return ChatAdministratorRights.de_json({**none, **{f"can_{name}": True for name in names}})
