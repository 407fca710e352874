"""Messages as parameters of the Bot API: drawn once, however many chats they go to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from adapters.telegram.api.pacing import Bot
from adapters.telegram.drawing.keyboard import keyboard
from adapters.telegram.drawing.once import once
from adapters.telegram.drawing.rendering import Piece, fits_caption, pieces
from bot.interface.conversation import Interface
from bot.model.chats import ChatKind
from bot.ports.messenger import Message

Fields = dict[str, Any]
"""Parameters of a request; what is no text, number or truth value is JSON, as the Bot API takes it."""

_NO_PREVIEW = '{"is_disabled":true}'


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message in a kind of chat: its texts, each a message's, or its caption; its buttons; and how it arrives.

    `caption` is nothing where the message is not one file with its text under it. Nothing in it is ever changed.
    """

    texts: Sequence[Fields]
    caption: Fields | None
    buttons: Fields
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
        parts = pieces(message.blocks)
        preview = {} if message.previews else {"link_preview_options": _NO_PREVIEW}
        under = keyboard(message.keys, kind, self._bot.username, self._interface)
        caption = parts[0] if parts else Piece("", ())
        return Drawn(
            [{**_text(piece, "text", "entities"), **preview} for piece in parts],
            _text(caption, "caption", "caption_entities") if fits_caption(message) else None,
            {"reply_markup": under.to_json()} if under else {},
            {"disable_notification": True} if message.silent else {},
        )


def _text(piece: Piece, text: str, entities: str) -> Fields:
    fields: Fields = {text: piece.text} if piece.text else {}
    if piece.entities:
        styles = [
            {"type": each.type, "offset": each.offset, "length": each.length, **({"url": each.url} if each.url else {})}
            for each in piece.entities
        ]
        fields[entities] = msgspec.json.encode(styles).decode()
    return fields
