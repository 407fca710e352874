"""The server in a process of its own, and the door by which a benchmark acts in it."""

import asyncio
import base64
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.platforms.discord.control import state
from tests.platforms.discord.library import app_commands, discord, pointed_at
from tests.platforms.discord.server import DiscordServer
from tests.platforms.test_discord.api import Json
from tests.platforms.test_discord.small_bot import Bot, running


@dataclass(frozen=True)
class Place:
    """Where a server in another process is."""

    api_url: str
    gateway_url: str
    control_url: str
    token: str


class Door:
    """The door as a benchmark uses it."""

    def __init__(self, session: aiohttp.ClientSession, place: Place) -> None:
        self.session = session
        self.place = place

    async def __call__(self, do: str, **body: object) -> Json:
        async with self.session.post(self.place.control_url, json={"do": do, **body}) as answer:
            found: Json = {"status": answer.status, **await answer.json()}
            return found

    async def state(self) -> Json:
        async with self.session.get(f"{self.place.control_url}/state") as answer:
            found: Json = await answer.json()
            return found


@asynccontextmanager
async def opened(*options: str) -> AsyncIterator[Door]:
    """A server with these options, in a process of its own."""
    command = (sys.executable, "-m", "tests.platforms.discord", *options)
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
    assert process.stdout is not None
    try:
        place = Place(**json.loads(await process.stdout.readline()))
        async with aiohttp.ClientSession() as session:
            yield Door(session, place)
    finally:
        process.terminate()
        assert await process.wait() == 0


@app_commands.command(description="-")
async def spread(interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    for guild in interaction.client.guilds:
        await asyncio.gather(*(channel.send(file.filename) for channel in guild.text_channels))
    await interaction.edit_original_response(content=(await file.read()).decode())


async def test_a_benchmark_acts_in_a_server_of_its_own_process() -> None:
    async with opened("--latency", "0.1", "--rates", "off") as door:
        with pointed_at(door.place):
            async with running(door.place, bot := Bot()):
                bot.tree.add_command(spread)
                await bot.tree.sync()
                made = await door("guild", name="Town", channels=7)
                person = (await door("person", name="Ada", guild=made["guild"], admin=True))["person"]
                here: Json = {"person": person, "channel": made["channels"][0]}
                file = {"file": "letter.txt", "base64": base64.b64encode(b"Dear all").decode()}
                answer = await door("command", **here, name="spread", options={"file": file})
                assert (answer["text"], answer["buttons"]) == ("Dear all", [])
                assert 0.3 < answer["seconds"] < 3
                menu = await door("command", person=person, channel="dm", name="menu")
                assert menu["buttons"] == ["More", "Sign"]
                pressed = await door("press", person=person, channel="dm", label="More")
                assert pressed["text"] == "more of it"
                await door("command", **here, name="menu")
                form = await door("press", **here, label="Sign")
                assert (form["modal"], form["fields"][0]) == ("Sign the letter", "Organization")
                values = {"Organization": "Bakers", "Kind": "Union"}
                assert "Bakers" in (await door("submit", person=person, values=values))["text"]
                found = await door.state()
    assert (found["messages"], found["doubled"], found["channels"]) == (7, 0, dict.fromkeys(made["channels"], 1))
    assert (found["too_many"], found["invalid_requests"], found["answers"]) == (0, 0, 4)
    assert 0 <= found["last"] - found["first"] < 3


async def test_the_state_tells_of_doubled_messages(bot: Bot, server: DiscordServer) -> None:
    ada = server.person("Ada")
    news = server.guild("City", ada).channel("news")
    channel = bot.get_partial_messageable(news.id)
    sent = [await channel.send(text) for text in ("one", "one", "two", "two")]
    await sent[-1].delete()
    await sent[0].edit(content="three")
    found = state(server)
    assert (found["messages"], found["doubled"], found["deleted"], found["edited"]) == (3, 0, 1, 1)
    await sent[0].edit(content="one")
    assert state(server)["doubled"] == 1


async def test_the_door_says_what_was_refused() -> None:
    async with opened() as door:
        made = await door("guild")
        refused = await door("command", person=made["owner"], channel=made["channels"][0], name="unknown")
        assert (refused["status"], "no command" in refused["refused"]) == (409, True)
        assert (await door("nothing"))["status"] == 400
        waited = await door("press", person=made["owner"], channel="dm", label="Sign", within=0.01)
        assert (waited["status"], "no button" in waited["no_answer"]) == (504, True)
