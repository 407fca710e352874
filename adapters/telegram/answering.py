"""What the core answers, on its way back to a person."""

import asyncio
from dataclasses import dataclass

import msgspec
from telegram.error import TelegramError
from telegram.ext import ExtBot

from adapters.telegram.incoming import Incoming
from adapters.telegram.keyboard import deep_link
from adapters.telegram.messenger import TelegramMessenger
from bot.interface.requests import Caller, Elsewhere
from bot.model.chats import Address, ChatKind
from bot.ports.messenger import Destination, Key, Lane, Message, RetryAfter
from bot.text.blocks import Block, Run, plain

POP_UP = 200
"""Characters that the answer to a pressed button holds (Bot API, answerCallbackQuery)."""

TRIES = 3


@dataclass(frozen=True, slots=True)
class Route:
    """Where an answer goes: the chat, and, for a button, the query and the message that it stands under."""

    address: Address
    kind: ChatKind
    query: str = ""
    message_id: str = ""

    def text(self) -> str:
        """The route as it is kept with an answer."""
        return msgspec.json.encode(self).decode()


def route_of(incoming: Incoming) -> Route:
    """The route back to what somebody sent."""
    return Route(incoming.caller.address, incoming.caller.kind, incoming.query, incoming.message_id)


def read_route(text: str) -> Route:
    """A route that was kept."""
    return msgspec.json.decode(text, type=Route)


class Answering:
    """Gives answers to people, ahead of everything else that leaves."""

    def __init__(self, bot: ExtBot[Lane], messenger: TelegramMessenger) -> None:
        self._bot = bot
        self._messenger = messenger

    async def give(self, route: Route, message: Message | None, elsewhere: Elsewhere | None) -> None:
        """Give an answer, by the route on which the request came."""
        if elsewhere:
            await self._lead_away(route, elsewhere)
        elif message and route.query and message.private and route.kind is not ChatKind.PRIVATE:
            await self._pop_up(route.query, text=plain(message.blocks))
        elif message:
            if route.query:
                await self._pop_up(route.query)
            await self._deliver(route, message)
        elif route.query:
            await self._pop_up(route.query)

    async def tell(self, caller: Caller, message: Message) -> None:
        """Tell a person something in private."""
        await self._deliver(Route(caller.address, caller.kind), message)

    async def _lead_away(self, route: Route, elsewhere: Elsewhere) -> None:
        link = deep_link(self._bot.username, elsewhere.action)
        if route.query and elsewhere.action:
            await self._pop_up(route.query, url=link)
            return
        if route.query:  # a link that starts nothing is refused here (Bot API, answerCallbackQuery)
            await self._pop_up(route.query, text=elsewhere.text)
            return
        block = Block("paragraph", (Run(elsewhere.text),))
        await self._deliver(route, Message((block,), (Key(elsewhere.label, url=link),)))

    async def _pop_up(self, query: str, text: str = "", url: str = "") -> None:
        """Answer a pressed button; where that comes too late, the person has what they asked for all the same."""
        shown = text if len(text) <= POP_UP else f"{text[: POP_UP - 1]}…"
        try:
            await self._bot.answer_callback_query(query, text=shown or None, show_alert=bool(shown), url=url or None)
        except TelegramError:
            return

    async def _deliver(self, route: Route, message: Message) -> None:
        to = Destination(route.address, route.kind, Lane.ANSWER)
        for _ in range(TRIES):
            if message.replaces and route.message_id:
                outcome = await self._messenger.edit(to, route.message_id, message)
            else:
                outcome = await self._messenger.send("", to, message)
            if not isinstance(outcome, RetryAfter):
                return
            await asyncio.sleep(outcome.seconds)
