"""Messages as parameters of the Bot API: drawn once, however many chats they go to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from telegram import ReplyKeyboardMarkup

from adapters.telegram.api.pacing import Bot
from adapters.telegram.drawing.choosing import choosing, invitation
from adapters.telegram.drawing.keyboard import keyboard
from adapters.telegram.drawing.once import once
from adapters.telegram.drawing.rendering import Entity, Piece, fits_caption, pieces
from bot.interface.conversation import Interface
from bot.model.chats import ChatKind
from bot.ports.messenger import Message
from bot.text.blocks import Block, Span

Fields = dict[str, Any]
"""Parameters of a request; what is no text, number or truth value is JSON, as the Bot API takes it."""

_NO_PREVIEW = '{"is_disabled":true}'


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message in a kind of chat: its texts, each a message's, or its caption; its buttons; and how it arrives.

    `caption` is nothing where the message is not one file with its text under it. `buttons` are those of a message that
    stands, `under` those of a new one. Nothing in it is ever changed.
    """

    texts: Sequence[Fields]
    caption: Fields | None
    buttons: Fields
    under: Fields
    manner: Fields


class Drawing:
    """Draws messages."""

    def __init__(self, bot: Bot, interface: Interface) -> None:
        self._bot = bot
        self._interface = interface
        self._drawn = once(self._draw)

    def of(self, message: Message, kind: ChatKind) -> Drawn:
        """A message as it is in a kind of chat."""
        return self._drawn(message, kind)

    def _draw(self, message: Message, kind: ChatKind) -> Drawn:
        chooses = choosing(message.keys) if kind is ChatKind.PRIVATE else None
        link = invitation(self._bot.username, "channel") if isinstance(chooses, ReplyKeyboardMarkup) else ""
        said = (*message.blocks, Block("paragraph", (Span(link, link=link),))) if link else message.blocks
        parts = pieces(said)
        preview = {} if message.previews else {"link_preview_options": _NO_PREVIEW}
        keys = keyboard(message.keys, kind, self._bot, self._interface)
        # Apps open the field for a reply, once (Bot API 10.3). What a line is meant for is told apart by the core.
        asks = {"force_reply": True} if message.expects and kind is ChatKind.PRIVATE else {}
        under = {**keys.to_dict(), **asks} if keys else chooses.to_dict() if chooses else None
        caption = parts[0] if parts else Piece("", ())
        return Drawn(
            [{**_text(piece, "text", "entities"), **preview} for piece in parts],
            _text(caption, "caption", "caption_entities") if fits_caption(message) else None,
            {"reply_markup": msgspec.json.encode(keys.to_dict()).decode()} if keys else {},
            {"reply_markup": msgspec.json.encode(under).decode()} if under else {},
            {"disable_notification": True} if message.silent else {},
        )


def shared(message: Message, bot: Bot, interface: Interface) -> tuple[Fields, Fields]:
    """A message that somebody shares, and the buttons under it, as objects; of one that is too long, its beginning."""
    piece = pieces(message.blocks)[0]
    content: Fields = {"message_text": piece.text, "link_preview_options": {"is_disabled": True}}
    if piece.entities:
        content["entities"] = [_style(each) for each in piece.entities]
    keys = keyboard(message.keys, None, bot, interface)
    return content, keys.to_dict() if keys else {}


def _text(piece: Piece, text: str, entities: str) -> Fields:
    fields: Fields = {text: piece.text} if piece.text else {}
    if piece.entities:
        fields[entities] = msgspec.json.encode([_style(each) for each in piece.entities]).decode()
    return fields


def _style(entity: Entity) -> Fields:
    fields: Fields = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    if entity.url:
        fields["url"] = entity.url
    if entity.moment is not None:
        fields["unix_time"] = entity.moment
    return fields
