"""A door for benchmarks: what a test does by calls, done over HTTP, in a server that runs in a process of its own.

`POST /control` takes an object whose "do" names one of the actions; `GET /control/state` tells what came of it.
"""

from __future__ import annotations

import asyncio
import base64
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import web

from tests.waiting import PATIENCE

from .channels import Channel, GuildChannel
from .errors import ClientRefused, Json
from .interactions import Interaction
from .messages import Message
from .modals import Modal
from .people import Person
from .server import DiscordServer


class Control:
    """The actions that a benchmark can ask for, and the state that it can read."""

    def __init__(self, server: DiscordServer) -> None:
        self._server: Final = server
        self._modals: dict[int, Modal] = {}
        self._actions: dict[str, Callable[[Json], Awaitable[Json]]] = {
            "guild": self._guild,
            "person": self._person,
            "command": self._command,
            "press": self._press,
            "submit": self._submit,
        }

    def app(self) -> web.Application:
        """The application that serves the door."""
        app = web.Application()
        app.router.add_post("/control", self._act)
        app.router.add_get("/control/state", self._show)
        return app

    async def _act(self, request: web.Request) -> web.Response:
        try:
            body = await request.json()
            return web.json_response(await self._actions[body["do"]](body))
        except ClientRefused as refusal:
            return web.json_response({"refused": str(refusal)}, status=409)
        except AssertionError as nothing:
            return web.json_response({"no_answer": str(nothing)}, status=504)
        except (KeyError, TypeError, ValueError) as fault:
            return web.json_response({"fault": f"{type(fault).__name__}: {fault}"}, status=400)

    async def _show(self, _: web.Request) -> web.Response:
        return web.json_response(state(self._server))

    async def _guild(self, body: Json) -> Json:
        """A guild with channels in which the bot can write: {"name", "channels": how many, "kind"}."""
        name = body.get("name", "Guild")
        guild = self._server.guild(name, self._server.person(f"Owner of {name}"))
        kind = body.get("kind", "text")
        channels = [guild.channel(f"channel-{number}", kind) for number in range(body.get("channels", 1))]
        return {
            "guild": str(guild.id),
            "owner": str(guild.owner.id),
            "channels": [str(channel.id) for channel in channels],
        }

    async def _person(self, body: Json) -> Json:
        """A person, in a guild if one is named: {"name", "locale", "guild", "admin"}."""
        person = self._server.person(body.get("name", "Person"), body.get("locale", "en-US"))
        if "guild" in body:
            self._server.world.guilds[int(body["guild"])].join(person, admin=body.get("admin", False))
        return {"person": str(person.id)}

    async def _command(self, body: Json) -> Json:
        """A slash command, and its answer: {"person", "channel": an identifier or "dm", "name", "options"}."""
        person = self._who(body)
        options = {name: self._option(value) for name, value in (body.get("options") or {}).items()}
        return await self._answered(body, lambda: person.command(self._where(body, person), body["name"], **options))

    async def _press(self, body: Json) -> Json:
        """A press of a button, as soon as a message has it, and its answer: {"person", "channel", "label"}."""
        person, label = self._who(body), body["label"]
        channel = self._where(body, person)

        def newest() -> Message | None:
            for message in reversed(channel.everything):
                seen = message.viewer in (None, person) and not message.deleted
                if seen and any(label in (one.label, one.custom_id) and not one.disabled for one in message.buttons):
                    return message
            return None

        within = body.get("within", PATIENCE)
        message = await self._server.world.changes.until(newest, within, lambda: f"no button {label!r} in {channel}")
        return await self._answered(body, lambda: person.press(message, label))

    async def _submit(self, body: Json) -> Json:
        """The person's last modal, filled in, and its answer: {"person", "values"}."""
        person = self._who(body)
        values = {name: self._option(value) for name, value in body["values"].items()}
        return await self._answered(body, lambda: person.submit(self._modals[person.id], values))

    async def _answered(self, body: Json, act: Callable[[], Awaitable[Interaction]]) -> Json:
        """What the person sees, and after how many seconds."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        interaction = await act()
        answer = await interaction.answer(body.get("within", PATIENCE))
        seconds = loop.time() - began
        if isinstance(answer, Modal):
            self._modals[interaction.person.id] = answer
            return {"seconds": seconds, "modal": answer.title, "fields": [one.label for one in answer.fields]}
        buttons = [one.label for one in answer.buttons]
        return {"seconds": seconds, "text": answer.text, "buttons": buttons, "message": str(answer.id)}

    def _who(self, body: Json) -> Person:
        return self._server.world.people[int(body["person"])]

    def _where(self, body: Json, person: Person) -> Channel:
        return person.dm if body["channel"] == "dm" else self._server.world.channels[int(body["channel"])]

    def _option(self, value: Any) -> Any:
        """A channel is {"channel": its identifier}, a file is {"file": its name, "base64": its bytes}."""
        if isinstance(value, dict) and "channel" in value:
            return self._server.world.channels[int(value["channel"])]
        if isinstance(value, dict) and "file" in value:
            return (value["file"], base64.b64decode(value["base64"]))
        return value


def state(server: DiscordServer) -> Json:
    """What the bot has written of its own accord, by channel; answers to interactions are counted apart."""
    world = server.world
    written = {channel: _own(channel) for channel in world.channels.values()}
    everything = [message for messages in written.values() for message in messages]
    answers = [message for channel in written for message in channel.everything if message.interaction is not None]
    standing = {channel: [one for one in messages if not one.deleted] for channel, messages in written.items()}
    times = [message.created for message in everything]
    return {
        "messages": sum(map(len, standing.values())),
        "channels": {str(channel.id): len(messages) for channel, messages in standing.items() if messages},
        "guild_channels_without": sum(
            not messages for channel, messages in standing.items() if isinstance(channel, GuildChannel)
        ),
        "doubled": sum(_doubled(messages) for messages in standing.values()),
        "deleted": sum(message.deleted for message in everything),
        "edited": sum(message.edits > 0 for message in everything),
        "answers": len(answers),
        "first": min(times, default=None),
        "last": max(times, default=None),
        "reached": sorted(messages[0].created for messages in written.values() if messages),
        "now": world.clock.now(),
        "last_edit": max((message.edited for message in everything if message.edited is not None), default=None),
        "too_many": server.too_many,
        "invalid_requests": server.invalid_requests,
    }


def _own(channel: Channel) -> list[Message]:
    return [
        message
        for message in channel.messages
        if message.author is channel.world.bot and message.interaction is None and not message.is_notice
    ]


def _doubled(messages: list[Message]) -> int:
    """How many messages say what an earlier one in the channel says."""
    counts = Counter((message.text, str(message.embeds)) for message in messages)
    return sum(counts.values()) - len(counts)
