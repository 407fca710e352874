"""Messages and their files on their way into a chat: each function makes one request."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from telegram import InputFile, InputMediaDocument, InputMediaPhoto
from telegram.error import TelegramError

from adapters.telegram.addresses import PLATFORM, chat_id, target
from adapters.telegram.api.calls import ask
from adapters.telegram.api.outcomes import outcome, unchanged
from adapters.telegram.api.pacing import Bot
from adapters.telegram.drawing.messages import Drawn, Fields
from adapters.telegram.sending.media import Again, Busy, Empty, Given, Kind, Media, Request, Unreadable
from bot.model.deliveries import Lane
from bot.model.files import File
from bot.ports.messenger import Destination, Message, Outcome, Refused, RetryAfter, Sent

_LATER_SECONDS = 3.0
_IF_IT_STANDS = {"allow_sending_without_reply": True}


class Sending:
    """Sends by a bot. `paid`: announcements are sent as paid broadcasts. Each request either has had its turn
    (`taken`), or waits for it as an answer does."""

    def __init__(self, bot: Bot, media: Media, paid: bool) -> None:
        self._bot = bot
        self._media = media
        self._paid = paid

    async def text(self, to: Destination, drawn: Drawn, index: int, taken: bool, reply_to: str = "") -> Outcome:
        """Send one of a message's texts; the last has its buttons."""
        fields = {**self._there(to), **_reply(reply_to), **drawn.manner, **drawn.texts[index]}
        if index == len(drawn.texts) - 1:
            fields.update(drawn.under)
        try:
            there = await ask(self._bot, "sendMessage", fields, taken)
        except TelegramError as error:
            return outcome(error, PLATFORM)
        return Sent(str(there["message_id"]))

    async def captioned(
        self, to: Destination, message: Message, drawn: Drawn, taken: bool, reply_to: str = ""
    ) -> Outcome:
        """Send a message's one file with the text under it, and the buttons."""
        fields = {**self._there(to), **_reply(reply_to), **drawn.manner, **(drawn.caption or {}), **drawn.under}
        return await self._files(message.files, fields, taken)

    async def files(self, to: Destination, message: Message, drawn: Drawn, taken: bool) -> Outcome:
        """Send a message's files, without its text."""
        return await self._files(message.files, {**self._there(to), **drawn.manner}, taken)

    async def in_place(self, to: Destination, message_id: str, message: Message, drawn: Drawn) -> Outcome:
        """Put a message of one file, with its text under it, in the place of one that stands, whatever that is."""
        kind = self._media.kind(message.files)
        fields: Fields = {"chat_id": chat_id(to.address), "message_id": int(message_id), **drawn.buttons}

        async def request(given: Given) -> Sequence[Mapping[str, Any]]:
            edited = {**fields, "media": _item(given[0], kind, drawn.caption)}
            return [await ask(self._bot, "editMessageMedia", edited, False, _uploads(given))]

        end = await self._with(message.files, kind, request, attach=True)
        return Sent(message_id) if isinstance(end, Refused) and unchanged(end) else end

    def _there(self, to: Destination) -> Fields:
        paid = self._paid and to.lane is Lane.ANNOUNCEMENT
        return {**target(to), "allow_paid_broadcast": True} if paid else target(to)

    async def _files(self, files: Sequence[File], fields: Fields, taken: bool) -> Outcome:
        kind = self._media.kind(files)

        async def request(given: Given) -> Sequence[Mapping[str, Any]]:
            uploads = _uploads(given)
            if len(given) > 1:
                album = {**fields, "media": [_item(each, kind) for each in given]}
                there: Sequence[Mapping[str, Any]] = await ask(self._bot, "sendMediaGroup", album, taken, uploads)
                return there
            method, one = ("sendPhoto", {"photo": given[0]}) if kind == "photo" else ("sendDocument", _document(given))
            return [await ask(self._bot, method, {**fields, **one}, taken, uploads)]

        return await self._with(files, kind, request, attach=len(files) > 1)

    async def _with(self, files: Sequence[File], kind: Kind, request: Request, attach: bool) -> Outcome:
        """What comes of a request with files."""
        try:
            there = await self._media.send(files, kind, request, attach)
        except TelegramError as error:
            return outcome(error, PLATFORM)
        except Unreadable as error:
            return RetryAfter(_LATER_SECONDS, f"{error} could not be read")
        except Empty as error:
            return Refused(f"{error} is empty, or not there any more")
        except Busy:
            return RetryAfter(_LATER_SECONDS, "a file is still on its way to Telegram")
        except Again:
            return RetryAfter(0.0, "Telegram did not take a file as it was handed in")
        return Sent(",".join(str(each["message_id"]) for each in there))


def _reply(message_id: str) -> Fields:
    """What a message replies to; where that is deleted by then, it says so for itself."""
    if not message_id:
        return {}
    return {"reply_parameters": msgspec.json.encode({"message_id": int(message_id), **_IF_IT_STANDS}).decode()}


def _uploads(given: Given) -> bool:
    return any(isinstance(each, InputFile) for each in given)


def _document(given: Given) -> Fields:
    """A document stays one, whatever is in it: else a video or an animation comes of some."""
    return {"document": given[0], **({"disable_content_type_detection": True} if _uploads(given) else {})}


def _item(given: str | InputFile, kind: Kind, caption: Fields | None = None) -> InputMediaPhoto | InputMediaDocument:
    """A file as InputMedia, perhaps with a text under it, whose styles are an array here and no JSON."""
    media = InputMediaPhoto if kind == "photo" else InputMediaDocument
    text, styles = (caption or {}).get("caption"), (caption or {}).get("caption_entities")
    return media(
        given, text, parse_mode=None, api_kwargs={"caption_entities": msgspec.json.decode(styles)} if styles else None
    )
