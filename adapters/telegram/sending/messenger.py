"""How messages leave for Telegram."""

from datetime import timedelta

from adapters.telegram.addresses import PLATFORM, message_link
from adapters.telegram.api.pacing import Bot
from adapters.telegram.drawing.messages import Drawing
from adapters.telegram.drawing.once import once
from adapters.telegram.drawing.rendering import prepare
from adapters.telegram.sending.alone import Alone
from adapters.telegram.sending.editing import Editing, carries_file
from adapters.telegram.sending.media import Media
from adapters.telegram.sending.posting import Sending
from adapters.telegram.sending.probing import probe
from bot.interface.conversation import Interface
from bot.model.chats import Address, ChatKind
from bot.ports.messenger import Destination, Message, Messenger, Outcome, Permission, Refused, Sent, Unknown, Uploads

__all__ = ["PLATFORM", "TelegramMessenger"]

_EMPTY: Outcome = Refused("the message is empty")


class TelegramMessenger(Messenger):
    """Sends by a bot. Telegram never knows a message again that is sent twice."""

    platform = PLATFORM
    crossposts = False

    def __init__(self, bot: Bot, interface: Interface, uploads: Uploads, paid: bool) -> None:
        self._bot = bot
        self._prepared = once(lambda message, _: prepare(message))
        self._drawing = Drawing(bot, interface)
        self._sending = Sending(bot, Media(uploads), paid)
        self._editing = Editing(bot, self._drawing)
        self._alone = Alone(bot)

    def memory(self, kind: ChatKind) -> timedelta:
        return timedelta(0)

    def prepare(self, message: Message) -> Refused | None:
        return self._prepared(message, None)

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        drawn = self._drawing.of(message, to.kind)
        if drawn.caption is not None:
            return await self._sending.captioned(to, message, drawn, taken=True)
        if len(drawn.texts) != 1:
            return prepare(message) or _EMPTY
        end = await self._sending.text(to, drawn, 0, taken=True)
        return Sent(end.message, rest=True) if isinstance(end, Sent) and message.files else end

    async def send_files(self, key: str, to: Destination, message: Message) -> Outcome:
        if not message.files:
            return _EMPTY
        return await self._sending.files(to, message, self._drawing.of(message, to.kind), taken=True)

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        return await self._editing.put(to, message_id, message, taken=True)

    async def delete(self, to: Destination, message_id: str) -> Outcome:
        return await self._editing.delete(to, message_id, taken=True)

    async def pin(self, to: Destination, message_id: str, silent: bool) -> Outcome:
        return await self._editing.pin(to, message_id, silent, taken=True)

    async def crosspost(self, to: Destination, message_id: str) -> Outcome:
        return Sent(message_id)

    async def leave(self, to: Destination) -> Outcome:
        return await self._editing.leave(to, taken=True)

    def address(self, chat: Address, message_id: str) -> str:
        return message_link(chat, message_id)

    def lacking(self, chat: Address, needed: frozenset[Permission]) -> tuple[str, ...]:
        return ()

    async def probe(self, to: Destination, files: bool) -> Outcome | None:
        return await probe(self._bot, to, files)

    async def answer(
        self,
        to: Destination,
        message: Message,
        *,
        message_id: str = "",
        left: int = 0,
        on_file: bool = False,
        reply_to: str = "",
    ) -> tuple[Outcome, int]:
        """Answer a person, in place of a message where it fits there: each text, and then the files, in their turn.

        `on_file`: that message is known to be a file. `reply_to`: what the first of them replies to. How it ended, and
        how many of these pieces have left now; those that `left` before do not leave again. One that may have arrived
        does not keep the next from leaving.
        """
        drawn = self._drawing.of(message, to.kind)
        texts = len(drawn.texts)
        if message_id and drawn.caption is not None:
            end = await self._sending.in_place(to, message_id, message, drawn)
            if not isinstance(end, Refused):
                return end, 0
        if drawn.caption is not None:
            return await self._sending.captioned(to, message, drawn, taken=False, reply_to=reply_to), 0
        if message_id and texts == 1 and not message.files:
            return await self._replaced(to, message_id, message, on_file), 0
        end = _EMPTY
        count = texts + bool(message.files)
        for index in range(left, count):
            if index < texts:
                end = await self._sending.text(to, drawn, index, taken=False, reply_to="" if index else reply_to)
            else:
                end = await self._sending.files(to, message, drawn, taken=False)
            if not isinstance(end, Sent | Unknown):
                return end, index
        return end, count

    async def answer_alone(self, to: Destination, message: Message, receiver: str, query: str) -> Outcome:
        """Answer somebody in a group so that nobody else sees it; `Refused` where that can't be."""
        if message.files:
            return Refused("files are for everybody")
        return await self._alone.send(to, self._drawing.of(message, to.kind), receiver, query)

    async def close(self, to: Destination, message_id: str) -> None:
        """Take the buttons away from a message that stands; whether that could be done is of no consequence."""
        await self._editing.close(to, message_id, taken=True)

    async def _replaced(self, to: Destination, message_id: str, message: Message, on_file: bool) -> Outcome:
        """Put a text in the place of a message; a file can't become one, so there the text is sent, and it deleted."""
        if not on_file:
            end = await self._editing.put(to, message_id, message, taken=False)
            if not carries_file(end):
                return end
        end = await self._sending.text(to, self._drawing.of(message, to.kind), 0, taken=False)
        if isinstance(end, Sent):
            await self._editing.delete(to, message_id, taken=False)
        return end
