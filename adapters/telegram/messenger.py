"""How messages leave for Telegram."""

from collections.abc import Sequence
from datetime import timedelta

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from adapters.telegram.keyboard import keyboard
from adapters.telegram.outcomes import outcome
from adapters.telegram.rendering import Piece, pieces, prepare
from bot.interface.conversation import Interface
from bot.model.chats import Address
from bot.ports.messenger import (
    Destination,
    Key,
    Lane,
    Message,
    Messenger,
    Outcome,
    Refused,
    RetryAfter,
    Sent,
    Unknown,
)

PLATFORM = "telegram"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramMessenger(Messenger):
    """Sends by a bot. Telegram never knows a message again that is sent twice."""

    platform = PLATFORM
    memory = timedelta(0)

    def __init__(self, bot: ExtBot[Lane], interface: Interface) -> None:
        self._bot = bot
        self._interface = interface

    def prepare(self, message: Message) -> Refused | None:
        return prepare(message)

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        end, left = await self._said(to, pieces(message.blocks), message)
        return Unknown("only its beginning is there") if left and isinstance(end, RetryAfter) else end

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        parts = pieces(message.blocks)
        if len(parts) > 1 and to.lane is Lane.ANSWER:
            return await self.send("", to, message)
        return await self._edited(to, message_id, parts[0], message)

    async def answer(
        self, to: Destination, message: Message, message_id: str = "", left: int = 0
    ) -> tuple[Outcome, int]:
        """Answer a person, in place of a message where it fits there, and not the pieces that have left before.

        How it ended, and how many pieces have left now.
        """
        parts = pieces(message.blocks)
        if message_id and len(parts) == 1:
            return await self._edited(to, message_id, parts[0], message), 0
        return await self._said(to, parts, message, left)

    async def _said(
        self, to: Destination, parts: Sequence[Piece], message: Message, left: int = 0
    ) -> tuple[Outcome, int]:
        """Send the pieces after those that have left. One that may have arrived does not keep the next from leaving."""
        sent: Outcome = Refused("the message is empty")
        for index, piece in enumerate(parts[left:], left):
            last = index == len(parts) - 1
            try:
                there = await self._bot.send_message(
                    chat_id=chat_id(to.address),
                    message_thread_id=int(to.address.thread) if to.address.thread else None,
                    text=piece.text,
                    entities=_entities(piece),
                    reply_markup=self._keyboard(message.keys, to) if last else None,
                    link_preview_options=_NO_PREVIEW,
                    rate_limit_args=to.lane,
                )
            except TelegramError as error:
                sent = outcome(error, PLATFORM)
                if last or not isinstance(sent, Unknown):
                    return sent, index
            else:
                sent = Sent(str(there.message_id))
        return sent, len(parts)

    async def _edited(self, to: Destination, message_id: str, piece: Piece, message: Message) -> Outcome:
        try:
            await self._bot.edit_message_text(
                chat_id=chat_id(to.address),
                message_id=int(message_id),
                text=piece.text,
                entities=_entities(piece),
                reply_markup=self._keyboard(message.keys, to),
                link_preview_options=_NO_PREVIEW,
                rate_limit_args=to.lane,
            )
        except BadRequest as error:
            if "not modified" in error.message.casefold():
                return Sent(message_id)
            return outcome(error, PLATFORM)
        except TelegramError as error:
            return outcome(error, PLATFORM)
        return Sent(message_id)

    def _keyboard(self, keys: Sequence[Key], to: Destination) -> InlineKeyboardMarkup | None:
        return keyboard(keys, to.kind, self._bot.username, self._interface)


def chat_id(address: Address) -> int:
    """The number that Telegram knows a chat by."""
    return int(address.place.removeprefix("@"))


def _entities(piece: Piece) -> list[MessageEntity]:
    return [MessageEntity(e.type, e.offset, e.length, url=e.url or None) for e in piece.entities]
