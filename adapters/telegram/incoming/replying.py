"""What a message is about besides what it says: a message of the bot's to which it replies, and whether it names the
bot."""

import re
from urllib.parse import parse_qs, urlsplit

from telegram import Bot, InlineKeyboardButton, Message, MessageEntity, MessageOriginChannel

from adapters.telegram.addresses import PLATFORM, place
from bot.interface.requests import Replied
from bot.model.chats import Address

_SPACES = re.compile(r"[ \t]{2,}")


def replied(message: Message, bot: Bot) -> Replied | None:
    """The message of the bot's to which a message replies; nothing where it replies to no message, or to another's.

    Under the post of a channel, a comment replies to what Telegram has put into its group of that post by itself: it is
    about the post, whoever made that.
    """
    answered = message.reply_to_message
    if answered is None or answered.forum_topic_created:  # each line of a topic replies to what has made the topic
        return None
    keys = tuple(
        (button.text, action)
        for row in (answered.reply_markup.inline_keyboard if answered.reply_markup else ())
        for button in row
        if (action := _action(button, bot))
    )
    origin = answered.forward_origin
    if answered.is_automatic_forward and isinstance(origin, MessageOriginChannel):
        return Replied(str(origin.message_id), keys, Address(PLATFORM, place(origin.chat.id)))
    if answered.from_user is None or answered.from_user.id != bot.id:
        return None
    return Replied(str(answered.message_id), keys)


def _action(button: InlineKeyboardButton, bot: Bot) -> str:
    """What a button performs: its own action, or that of its link into the private chat; of any other nothing."""
    if button.callback_data:
        return str(button.callback_data)
    link = urlsplit(button.url or "")
    ours = link.netloc == "t.me" and link.path.strip("/").casefold() == bot.username.casefold()
    return parse_qs(link.query).get("start", [""])[0] if ours else ""


def unnamed(message: Message, bot: Bot) -> tuple[str, bool]:
    """What a message says without the names of the bot in it, and whether there were any."""
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    named = [entity for entity, text in entities.items() if _names(entity, text, bot)]
    units = (message.text or message.caption or "").encode("utf-16-le")
    for entity in sorted(named, key=lambda each: -each.offset):
        units = units[: 2 * entity.offset] + units[2 * (entity.offset + entity.length) :]
    text = units.decode("utf-16-le")
    return (_SPACES.sub(" ", text).strip() if named else text), bool(named)


def _names(entity: MessageEntity, text: str, bot: Bot) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    return entity.type == MessageEntity.MENTION and text.casefold() == f"@{bot.username}".casefold()
