"""A door into a server that runs in a process of its own: who is there, what they do, and what came of it.

`POST /control` takes an object whose `do` is the name of an action below, its other fields are the action's;
`GET /control/state` tells what was sent. Times are of the server's process, so a latency has no client's in it.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, Self

import msgspec
from aiohttp import web

from tests.waiting import PATIENCE

from .chats import Chat
from .groups import Channel, Group, Shared
from .members import MEMBER, Member
from .messages import Message
from .people import Person
from .server import TelegramServer

Action = Callable[[Mapping[str, Any]], Awaitable[dict[str, Any]]]


class Control:
    """The door, on a port of its own; use it as an async context manager."""

    def __init__(self, server: TelegramServer, port: int = 0) -> None:
        self.server = server
        self.url = ""
        self._port = port
        self._runner: web.AppRunner | None = None
        self._actions: Mapping[str, Action] = {
            "person": self._people,
            "group": self._shared,
            "supergroup": self._shared,
            "channel": self._shared,
            "write": self._write,
            "press": self._press,
            "faults": self._faults,
        }

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/control", self._act)
        app.router.add_get("/control/state", self._state)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _act(self, request: web.Request) -> web.Response:
        try:
            given = await request.json()
            return _json(await self._actions[given["do"]](given))
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)

    async def _people(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """`count` people who have started the bot; with `quiet` it is not told, as if that were long ago."""
        people = [self.server.person(f"Person {number + 1}") for number in range(given.get("count", 1))]
        for person in people:
            if given.get("quiet"):
                person.known, person.chat.bot = True, MEMBER
            else:
                await person.start()
        return {"ids": [person.id for person in people]}

    async def _shared(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """`count` chats with the bot in them, an administrator with `admin`; all belong to one `owner`."""
        kind = given["do"]
        owner = self.server.world.people[given["owner"]] if "owner" in given else self.server.person("Owner")
        make: Callable[..., Shared] = getattr(self.server, kind)
        chats = [make(f"{kind.title()} {number + 1}", admins=[owner]) for number in range(given.get("count", 1))]
        for chat in chats:
            await self._let_bot_in(chat, owner, admin=bool(given.get("admin")), quiet=bool(given.get("quiet")))
        return {"ids": [chat.id for chat in chats], "owner": owner.id}

    async def _let_bot_in(self, chat: Shared, owner: Person, *, admin: bool, quiet: bool) -> None:
        if quiet:
            leads = admin or isinstance(chat, Channel)
            chat.bot = Member("administrator", chat.default_rights) if leads else MEMBER
        elif isinstance(chat, Channel):
            await chat.add_bot(owner)
        elif isinstance(chat, Group):
            await chat.add_bot(owner, as_admin=admin)

    async def _write(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """A `person` writes a `text`, in a `chat` or privately; with `match` the answer that has it is awaited."""
        person, chat = self._person_and_chat(given)
        begun = time.perf_counter()
        if isinstance(chat, Channel):
            await chat.post(given["text"], person)
        else:
            await person.write(given["text"], chat)
        return await self._answer(given, chat, begun)

    async def _press(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """A `person` presses a `button` (a label or its data) under a `message`, by default the last that has it."""
        person, chat = self._person_and_chat(given)
        button, within = given["button"], given.get("within", PATIENCE)
        candidates = [chat.history[given["message"]]] if "message" in given else reversed(chat.standing)
        message = next((each for each in candidates if _has(each, button)), None)
        if message is None:
            raise ValueError(f"no button {button!r} in {chat}")
        begun = time.perf_counter()
        answer = await person.press(message, button, within)
        told = {"pressed": time.perf_counter() - begun, "alert": answer.text, "url": answer.url}
        return told | await self._answer(given, chat, begun)

    async def _answer(self, given: Mapping[str, Any], chat: Chat, begun: float) -> dict[str, Any]:
        """The bot's next message or edit that has `match` in it, and the `seconds` until it was there."""
        if "match" not in given:
            return {}
        message = await chat.expect(given["match"], given.get("within", PATIENCE))
        seconds = time.perf_counter() - begun
        return {"seconds": seconds, "message": message.id, "text": message.text, "buttons": message.buttons}

    def _person_and_chat(self, given: Mapping[str, Any]) -> tuple[Person, Chat]:
        person = self.server.world.people[given["person"]]
        return person, self.server.chat(given.get("chat", person.id))

    async def _faults(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Faults for a `share` of the requests, by a `seed`."""
        self.server.faults_at_random(given["share"], random.Random(given.get("seed", 0)))
        return {}

    async def _state(self, request: web.Request) -> web.Response:
        world = self.server.world
        standing = {chat.id: len(chat.standing) for chat in world.chats.values() if chat.events}
        return _json(
            {
                "sent": world.sent,
                "first_sent": world.first_sent,
                "last_sent": world.last_sent,
                "reached": world.reached,
                "now": world.clock.now(),
                "too_many": self.server.too_many,
                "refused": len(self.server.refusals),
                "too_many_methods": Counter(
                    call.method for call in self.server.refusals if call.refusal and call.refusal.code == 429
                ),
                "paid": self.server.paid,
                "doubled": sum(chat.doubled for chat in world.chats.values() if chat.events),
                "waiting_updates": len(self.server.pending_updates),
                "chats": {str(chat_id): number for chat_id, number in standing.items()},
            }
        )


def _has(message: Message, button: str) -> bool:
    return any(button in each for row in message.buttons for each in row)


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(value), status=status, content_type="application/json")
