"""What is done with messages that stand: they are corrected, deleted, pinned. Each function makes one request."""

from telegram.error import TelegramError

from adapters.telegram.addresses import PLATFORM, chat_id
from adapters.telegram.api.calls import ask
from adapters.telegram.api.outcomes import outcome, unchanged
from adapters.telegram.api.pacing import Bot
from adapters.telegram.drawing.messages import Drawing, Fields
from adapters.telegram.drawing.rendering import CAPTION, LIMIT
from bot.model.deliveries import Lane
from bot.ports.messenger import Destination, Message, Outcome, Refused, RetryAfter, Sent

_NO_CAPTION, _NO_TEXT = "there is no caption in the message", "there is no text in the message"

REMEMBERED = 10_000
"""So many messages at the most are remembered that have no caption."""


def carries_file(end: Outcome) -> bool:
    """Whether a text was refused because the message in whose place it was put is a file."""
    return isinstance(end, Refused) and _NO_TEXT in end.reason.casefold()


class Editing:
    """Edits by a bot. Each request either has had its turn (`taken`), or waits for it as an answer does."""

    def __init__(self, bot: Bot, drawing: Drawing) -> None:
        self._bot = bot
        self._drawing = drawing
        self._without_caption: dict[tuple[str, str], None] = {}
        self._under_file: dict[tuple[str, str], None] = {}

    async def put(self, to: Destination, message_id: str, message: Message, taken: bool) -> Outcome:
        """Put a message in the place of one that stands.

        Whether its file came with it or after it, only Telegram knows: the correction may be shorter than what stands.
        """
        if "," in message_id:
            return Refused("what an album says can't be corrected")
        drawn = self._drawing.of(message, to.kind)
        if len(drawn.texts) > 1 and to.lane is Lane.ANNOUNCEMENT:
            return Refused(f"Telegram takes {LIMIT} characters, and the correction has more")
        here = (to.address.place, message_id)
        caption = drawn.caption if here not in self._under_file else _as_caption(drawn.texts[0])
        captioned = caption is not None and here not in self._without_caption
        if captioned:
            end = await self._do("editMessageCaption", to, message_id, {**(caption or {}), **drawn.buttons}, taken)
        elif drawn.texts:
            end = await self._do("editMessageText", to, message_id, {**drawn.texts[0], **drawn.buttons}, taken)
        else:
            return Refused("the message is empty")
        if isinstance(end, Refused) and captioned and _NO_CAPTION in end.reason.casefold():
            _remember(self._without_caption, here)
            return RetryAfter(0.0, end.reason)
        if not captioned and message.files and carries_file(end):
            return Refused(f"under a file Telegram takes {CAPTION} characters, and the correction has more")
        if not captioned and carries_file(end) and to.lane is Lane.ANNOUNCEMENT:
            _remember(self._under_file, here)
            return RetryAfter(0.0, "the message carries a file")
        self._without_caption.pop(here, None)
        self._under_file.pop(here, None)
        return end

    async def close(self, to: Destination, message_id: str, taken: bool) -> Outcome:
        """Take a message's buttons away."""
        return await self._do("editMessageReplyMarkup", to, message_id.partition(",")[0], {}, taken)

    async def delete(self, to: Destination, message_id: str, taken: bool) -> Outcome:
        """Delete messages."""
        ids = [int(each) for each in message_id.split(",")]
        if len(ids) == 1:
            return await self._do("deleteMessage", to, message_id, {}, taken)
        return await self._do("deleteMessages", to, "", {"message_ids": ids}, taken)

    async def pin(self, to: Destination, message_id: str, silent: bool, taken: bool) -> Outcome:
        """Pin a message, of several the first."""
        first = message_id.partition(",")[0]
        return await self._do("pinChatMessage", to, first, {"disable_notification": silent}, taken)

    async def leave(self, to: Destination, taken: bool) -> Outcome:
        """Leave a group or a channel."""
        return await self._do("leaveChat", to, "", {}, taken)

    async def _do(self, method: str, to: Destination, message_id: str, fields: Fields, taken: bool) -> Outcome:
        where: Fields = {"chat_id": chat_id(to.address), **({"message_id": int(message_id)} if message_id else {})}
        try:
            await ask(self._bot, method, {**where, **fields}, taken)
        except TelegramError as error:
            end = outcome(error, PLATFORM)
            return Sent(message_id) if unchanged(end) else end
        return Sent(message_id)


def _as_caption(text: Fields) -> Fields:
    """A text's fields as those of a caption."""
    names = {"text": "caption", "entities": "caption_entities"}
    return {names[name]: value for name, value in text.items() if name in names}


def _remember(known: dict[tuple[str, str], None], here: tuple[str, str]) -> None:
    known[here] = None
    if len(known) > REMEMBERED:
        del known[next(iter(known))]
