"""Messages and their files on their way into a chat: each function makes one request."""

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import InputFile, InputMediaDocument, InputMediaPhoto
from telegram.error import TelegramError

from adapters.telegram.addresses import PLATFORM, target
from adapters.telegram.calls import ask
from adapters.telegram.drawing import Drawn, Fields
from adapters.telegram.media import Again, Empty, Given, Kind, Media, Unreadable
from adapters.telegram.outcomes import outcome
from adapters.telegram.pacing import Bot
from bot.model.files import File
from bot.ports.messenger import Destination, Lane, Message, Outcome, Refused, RetryAfter, Sent

_UNREADABLE_SECONDS = 3.0


class Sending:
    """Sends by a bot. `paid`: announcements are sent as paid broadcasts. Each request either has had its turn
    (`taken`), or waits for it as an answer does."""

    def __init__(self, bot: Bot, media: Media, paid: bool) -> None:
        self._bot = bot
        self._media = media
        self._paid = paid

    async def text(self, to: Destination, drawn: Drawn, index: int, taken: bool) -> Outcome:
        """Send one of a message's texts; the last has its buttons."""
        fields = {**self._there(to), **drawn.manner, **drawn.texts[index]}
        if index == len(drawn.texts) - 1:
            fields.update(drawn.buttons)
        try:
            there = await ask(self._bot, "sendMessage", fields, taken)
        except TelegramError as error:
            return outcome(error, PLATFORM)
        return Sent(str(there["message_id"]))

    async def captioned(self, to: Destination, message: Message, drawn: Drawn, taken: bool) -> Outcome:
        """Send a message's one file with the text under it, and the buttons."""
        fields = {**self._there(to), **drawn.manner, **(drawn.caption or {}), **drawn.buttons}
        return await self._files(message.files, fields, taken)

    async def files(self, to: Destination, message: Message, drawn: Drawn, taken: bool) -> Outcome:
        """Send a message's files, without its text."""
        return await self._files(message.files, {**self._there(to), **drawn.manner}, taken)

    def _there(self, to: Destination) -> Fields:
        paid = self._paid and to.lane is Lane.ANNOUNCEMENT
        return {**target(to), "allow_paid_broadcast": True} if paid else target(to)

    async def _files(self, files: Sequence[File], fields: Fields, taken: bool) -> Outcome:
        kind = self._media.kind(files)

        async def request(given: Given) -> Sequence[Mapping[str, Any]]:
            uploads = any(isinstance(each, InputFile) for each in given)
            if len(given) > 1:
                album = {**fields, "media": [_item(each, kind) for each in given]}
                there: Sequence[Mapping[str, Any]] = await ask(self._bot, "sendMediaGroup", album, taken, uploads)
                return there
            method, one = ("sendPhoto", {"photo": given[0]}) if kind == "photo" else ("sendDocument", _document(given))
            return [await ask(self._bot, method, {**fields, **one}, taken, uploads)]

        try:
            there = await self._media.send(files, kind, request)
        except TelegramError as error:
            return outcome(error, PLATFORM)
        except Unreadable as error:
            return RetryAfter(_UNREADABLE_SECONDS, f"{error} could not be read")
        except Empty as error:
            return Refused(f"{error} is empty, or not there any more")
        except Again:
            return RetryAfter(0.0, "Telegram did not take a file as it was handed in")
        return Sent(",".join(str(each["message_id"]) for each in there))


def _document(given: Given) -> Fields:
    """A document stays one, whatever is in it: else a video or an animation comes of some."""
    content = isinstance(given[0], InputFile)
    return {"document": given[0], **({"disable_content_type_detection": True} if content else {})}


def _item(given: str | InputFile, kind: Kind) -> InputMediaPhoto | InputMediaDocument:
    return InputMediaPhoto(given, parse_mode=None) if kind == "photo" else InputMediaDocument(given, parse_mode=None)
