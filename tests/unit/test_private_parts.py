"""What is used of libraries that they do not document stands in one file for each, and is there as it is used."""

import inspect
import re
from pathlib import Path

import discord
import yarl
from aiohttp import web

from adapters.discord import library
from adapters.telegram import library as telegram
from adapters.web import library as web_library
from tests.checkout import ROOT

PLACES = {
    "adapters/discord/library.py",
    "adapters/telegram/library.py",
    "adapters/web/library.py",
    "adapters/web/connections.py",
    "storage/sqlite/execution.py",
    "storage/sqlite/prepared.py",
}
"""Of discord.py, python-telegram-bot, aiohttp and SQLAlchemy; of the last two a file more each, for their subclasses.
SQLAlchemy's are tried by `tests/storage/test_execution.py`."""

DOCUMENTED = {"_mapping", "_exit", "_asdict", "_replace", "_fields"}
"""Names with an underscore that SQLAlchemy and Python document."""

UNMARKED = {
    "discord.http",
    "discord.gateway",
    "aiohttp.helpers",
    "aiohttp.http",
    "aiohttp.http_exceptions",
    "aiohttp.streams",
    "aiohttp.web_protocol",
}
"""Modules without an underscore that are not documented."""

OURS = ("bot", "adapters", "storage")


_MADE = re.compile(r"\b(?:def|class)\s+(_\w+)|\bself\.(_\w+)(?=[^()\n]*=[^=])|^\s*(_\w+)(?=[\w,\s]*[:=])", re.MULTILINE)
_USED = re.compile(r"(\w+|[\])])\.(_[a-z]\w*[a-z0-9])\b")
_IMPORTED = re.compile(r"^\s*(?:from\s+(\S+)\s+)?import\s+(.+)", re.MULTILINE)
_NAMED = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in UNMARKED))


def made(text: str) -> set[str]:
    """The private names that a file makes."""
    return {name for found in _MADE.findall(text) for name in found if name}


def foreign(text: str, ours: set[str]) -> set[str]:
    """What a file uses that is private to a library. Parsing every file would take ten times as long."""
    here = made(text)
    inherited = {"self": ours, "cls": ours}
    used = {name for of, name in _USED.findall(text) if name not in inherited.get(of, here) | DOCUMENTED}
    for module, names in _IMPORTED.findall(text):
        parts = [*module.split("."), *re.findall(r"\w+", names)]
        if parts[0] not in OURS and parts[0] != "__future__" and any(each.startswith("_") for each in parts):
            used.add(module)
    return used | set(_NAMED.findall(text))


def test_it_stands_in_one_file_for_each_library() -> None:
    files = [path for folder in OURS for path in Path(ROOT, folder).rglob("*.py")]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files}
    ours = {name for text in texts.values() for name in made(text)}
    found = {path: foreign(text, made(text) if path in PLACES else ours) for path, text in texts.items()}
    assert {path for path, used in found.items() if used} == PLACES


def parameters(function: object) -> set[str]:
    """What a function takes."""
    return set(inspect.signature(function).parameters)  # type: ignore[arg-type]


def test_discord_s_is_there() -> None:
    assert discord.http.Route("GET", "/users/@me").url == f"{discord.http.Route.BASE}/users/@me"
    assert isinstance(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY, yarl.URL)
    assert {"view", "allowed_mentions", "flags", "content", "embeds", "attachments"} <= parameters(
        discord.http.handle_message_parameters
    )
    assert {"channel_id", "message_id", "params"} <= parameters(discord.http.HTTPClient.edit_message)
    assert {"route"} <= parameters(discord.http.HTTPClient.request)
    assert {"data", "state"} <= parameters(discord.Attachment.__init__)
    assert "_state" in discord.Interaction.__slots__
    assert {"warn_nacl", "warn_dave"} <= set(vars(discord.VoiceClient))


def test_a_client_speaks_to_where_it_is_pointed() -> None:
    route, socket = discord.http.Route, discord.gateway.DiscordWebSocket
    before = route.BASE, socket.DEFAULT_GATEWAY
    try:
        library.point_at("http://127.0.0.1:1/api/v10", "ws://127.0.0.1:1/gateway")
        library.point_at("", "")
        assert library.api() == "http://127.0.0.1:1/api/v10"
        assert discord.http.Route("GET", "/gateway").url == "http://127.0.0.1:1/api/v10/gateway"
        assert str(socket.DEFAULT_GATEWAY) == "ws://127.0.0.1:1/gateway"
    finally:
        route.BASE, socket.DEFAULT_GATEWAY = before


def test_telegram_s_is_there() -> None:
    assert telegram.DefaultValue.get_value(telegram.DefaultValue(3)) == telegram.DefaultValue.get_value(3) == 3
    assert {"JSONDict", "ODVInput"} <= set(vars(telegram))


async def test_that_of_aiohttp_s_server_is_there() -> None:
    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        return web.Response()

    server = web.Server(answer)
    assert {"_loop", "_kwargs", "_connections"} <= set(vars(server))
    assert web_library.content_disposition_header("attachment", filename="a.pdf") == 'attachment; filename="a.pdf"'
    assert web_library.rfc822_formatted_time().endswith(" GMT")
    assert "_request_in_progress" in web_library.RequestHandler.__slots__
    assert {"message", "payload", "protocol", "payload_writer", "task", "loop"} <= parameters(web.BaseRequest.__init__)
