"""What a form of the page on which people sign asks of the core."""

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qsl

from aiohttp import web

from bot.interface.arguments import arguments
from bot.interface.conversation import Interface
from bot.interface.requests import Invoke, Press, Request, Say, Submit

SECONDS = 10.0
"""So long a body may take to arrive."""

MOST_FIELDS = 200
"""So many fields at the most has a form."""

FIELD = "field-"
"""Before the name of a field of the core's, beside the names of the page's own."""

REQUEST = ("do", "action", "form", "line", "command")
"""The names of what is to be done, beside the core's fields."""


async def posted_fields(request: web.BaseRequest) -> Mapping[str, str]:
    """The fields of a form. Raises `HTTPUnsupportedMediaType` for anything else, such as files, `HTTPBadRequest` for
    what can't be read, `HTTPRequestEntityTooLarge`, and `TimeoutError` where it does not arrive."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    async with asyncio.timeout(SECONDS):
        body = await request.read()
    try:
        posted = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:  # no form in UTF-8, as browsers send ours
        raise web.HTTPBadRequest from error
    if any("\0" in each for pair in posted for each in pair):  # which not every database can be asked for
        raise web.HTTPBadRequest
    return {name: text.replace("\r\n", "\n") for name, text in posted}


def carried_fields(posted: Mapping[str, str]) -> Mapping[str, str]:
    """What somebody had sent who has no session: it is done once they have one."""
    return {name: text for name, text in posted.items() if name in REQUEST or name.startswith(FIELD)}


def request_of(interface: Interface, posted: Mapping[str, str]) -> Request | None:
    """What is to be done; nothing where only what waits is to be shown."""
    match posted.get("do"):
        case "press":
            return Press(posted.get("action", ""))
        case "submit":
            values = {name.removeprefix(FIELD): text for name, text in posted.items() if name.startswith(FIELD)}
            return Submit(posted.get("form", ""), values)
        case "give":
            return Invoke(posted.get("command", ""), {})
        case "say":
            line = posted.get("line", "").strip()
            name, _, rest = line.removeprefix("/").partition(" ")
            return _typed(interface, name, rest) if line.startswith("/") else Say(line)
    return None


def _typed(interface: Interface, name: str, rest: str) -> Invoke:
    """A command with what was typed after it."""
    command = interface.command(name)
    return Invoke(name, arguments(command.arguments(confidential=True), rest) if command else {})
