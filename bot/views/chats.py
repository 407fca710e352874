"""Chats as organizers know them."""

import regex

from bot.model.chats import Chat, ChatKind
from bot.text.text import Text, t

TITLE = 40
"""Characters of a chat's title that are shown."""

FOR_THE_WHOLE = t("Only somebody who manages the whole server may do this. Nothing was done.")
"""What concerns more than a chat is not for whoever manages that chat alone."""

_UNSEEN = regex.compile(r"[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]")
_BLANK = regex.compile(r"[\p{Z}\p{C}\p{M}\u115F\u1160\u2800\u3164\uFFA0]*")


def chat_name(chat: Chat) -> Text | str:
    """A chat as organizers know it: by its title in one line, else by its address; a person without a name."""
    if chat.kind is ChatKind.PRIVATE:
        return t(
            "a person on {platform} (…{end})",
            platform=platform_name(chat),
            end=chat.address.place.removeprefix("@")[-4:],
        )
    title = " ".join(_UNSEEN.sub(" ", chat.title).split())
    if _BLANK.fullmatch(title):
        return str(chat.address)
    title = title if len(title) <= TITLE else f"{title[: TITLE - 1]}…"
    return f"{title} #{chat.address.thread}" if chat.address.thread else title


def platform_name(chat: Chat) -> str:
    """The platform of a chat, as it is written."""
    return chat.address.platform.capitalize()
