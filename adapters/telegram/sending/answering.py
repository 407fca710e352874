"""What the core answers, on its way back to a person."""

from dataclasses import dataclass, replace

import msgspec
from telegram.error import TelegramError

from adapters.telegram.api.pacing import Bot
from adapters.telegram.drawing.keyboard import deep_link
from adapters.telegram.drawing.rendering import units
from adapters.telegram.incoming.callers import anonymous
from adapters.telegram.incoming.reading import Incoming
from adapters.telegram.sending.messenger import TelegramMessenger
from bot.interface.requests import ContinueInPrivate
from bot.model.chats import Address, ChatKind
from bot.model.deliveries import Lane
from bot.ports.messenger import Destination, Key, Message, Missing, Moved, RetryAfter, Sent
from bot.text.blocks import Block, Span, plain

POP_UP = 200
"""Characters that the answer to a pressed button holds (Bot API, answerCallbackQuery)."""

GLANCE = 60
"""Characters that are read before a word goes away by itself, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where an answer goes: the chat, and, for a button, the query and the message that it stands under.

    `left`: so many of the answer's pieces have left already. `on_file`: the message is a file. `reply_to`: the message
    in a group that it replies to. `anonymous`: somebody wrote in the name of the chat, which has no private chat with
    the bot. `alone`: who is answered in a group so that nobody else sees it, by the query `pressed`, if any.
    """

    address: Address
    kind: ChatKind
    query: str = ""
    message_id: str = ""
    left: int = 0
    on_file: bool = False
    reply_to: str = ""
    anonymous: bool = False
    alone: str = ""
    pressed: str = ""

    def text(self) -> str:
        """The route as it is kept with an answer."""
        return msgspec.json.encode(self).decode()


def route_of(incoming: Incoming) -> Route:
    """The route back to what somebody sent."""
    caller = incoming.caller
    return Route(
        caller.address,
        caller.kind,
        incoming.query,
        incoming.message_id,
        on_file=incoming.on_file,
        reply_to=incoming.reply_to,
        anonymous=anonymous(caller),
        alone=incoming.alone,
        pressed=incoming.query if incoming.alone else "",
    )


def read_route(text: str) -> Route:
    """A route that was kept."""
    return msgspec.json.decode(text, type=Route)


@dataclass(frozen=True, slots=True)
class Rest:
    """What of an answer surely did not leave: the route for it, and after how many seconds it may."""

    route: Route
    seconds: float


@dataclass(frozen=True, slots=True)
class Given:
    """An answer was given: the number of the last message of it, empty where there is none, or nobody knows it."""

    message: str = ""


class Answering:
    """Gives answers to people, ahead of everything else that leaves."""

    def __init__(self, bot: Bot, messenger: TelegramMessenger) -> None:
        self._bot = bot
        self._messenger = messenger

    async def give(self, route: Route, message: Message | None, elsewhere: ContinueInPrivate | None) -> Rest | Given:
        """Give an answer, by the route on which the request came: what is left to be given, if anything."""
        if elsewhere:
            return await self._lead_away(route, elsewhere)
        if message and route.query and message.private and route.kind is not ChatKind.PRIVATE:
            await self._pop_up(route.query, text=plain(message.with_word.blocks))
            return Given()
        if message and route.query and _pops_up(message):
            if await self._pop_up(route.query, text=plain(message.blocks)):
                return Given()
            route = replace(route, query="")
        word = message.pop_up if message else ""
        if word and message and (not route.query or units(word) > POP_UP):
            word, message = "", message.with_word
        alone = await self._alone(route, message) if message and message.blocks else None
        if route.query:
            await self._pop_up(route.query, text=word, stays=len(word) > GLANCE and not (message and message.blocks))
        if alone or message is None or not (message.blocks or message.files):
            return alone or Given()
        return await self._deliver(replace(route, query=""), message)

    async def _alone(self, route: Route, message: Message) -> Rest | Given | None:
        """Give an answer to who has asked in a group, and to nobody else; nothing where it has to be seen by all."""
        if not route.alone or (message.replaces and route.message_id):
            return None
        to = Destination(route.address, route.kind, Lane.ANSWER)
        match await self._messenger.answer_alone(to, message, route.alone, route.pressed):
            case Sent(number):
                return Given(number)
            case RetryAfter(seconds):
                return Rest(replace(route, query=""), seconds)
        return None

    async def announce(self, query: str, message: Message) -> None:
        """Say at once how an answer begins, which itself has to wait for its turn: what a pressed button shows doesn't
        count against any limit."""
        await self._pop_up(query, text=message.pop_up or plain(message.blocks[:1]), stays=False)

    async def _lead_away(self, route: Route, elsewhere: ContinueInPrivate) -> Rest | Given:
        if route.anonymous:
            elsewhere = replace(elsewhere, action=elsewhere.anew)
        link = deep_link(self._bot.username, elsewhere.action)
        if route.query and elsewhere.action:
            await self._pop_up(route.query, url=link)
            return Given()
        if route.query:  # a link that starts nothing is refused here (Bot API, answerCallbackQuery)
            await self._pop_up(route.query, text=elsewhere.text)
            return Given()
        block = Block("paragraph", (Span(elsewhere.text),))
        message = Message((block,), (Key(elsewhere.label, url=link),))
        return await self._alone(route, message) or await self._deliver(route, message)

    async def _pop_up(self, query: str, text: str = "", url: str = "", stays: bool = True) -> bool:
        """Answer a pressed button, with a text that goes away by itself or `stays` until it is put away; false where
        that comes too late."""
        shown = text if len(text) <= POP_UP else f"{text[: POP_UP - 1]}…"
        try:
            await self._bot.answer_callback_query(
                query, text=shown or None, show_alert=stays and bool(shown), url=url or None
            )
        except TelegramError:
            return False
        return True

    async def _deliver(self, route: Route, message: Message) -> Rest | Given:
        to = Destination(route.address, route.kind, Lane.ANSWER)
        message_id = route.message_id if message.replaces else ""
        outcome, left = await self._messenger.answer(
            to, message, message_id=message_id, left=route.left, on_file=route.on_file, reply_to=route.reply_to
        )
        match outcome:
            case RetryAfter(seconds):
                return Rest(replace(route, left=left), seconds)
            case Moved(address):
                return Rest(replace(route, address=address, message_id="", left=left, reply_to=""), 0.0)
            case Missing():
                return Rest(replace(route, message_id=""), 0.0)
            case Sent(number):
                return Given(number)
        return Given()


def _pops_up(message: Message) -> bool:
    """Whether a message can be shown as a pop-up, which is plain and has no buttons, without losing anything."""
    links = any(run.link for block in message.blocks for run in block.runs)
    bare = not (message.keys or message.files or message.replaces or links)
    return message.small and bare and units(plain(message.blocks)) <= POP_UP
