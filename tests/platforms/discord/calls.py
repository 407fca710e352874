"""A request: as a test finds it in the log, and as a route gets it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .checks.bodies import Upload
from .checks.form import Form
from .errors import Json, bad_json
from .faults import Kind
from .world import World


@dataclass
class Call:
    """A request that the server got; `status` is 0 until it was answered, `fault` is what it met."""

    method: str
    path: str
    body: Any
    time: float
    status: int = 0
    fault: Kind | None = None
    query: dict[str, str] = field(default_factory=dict)
    files: dict[int, Upload] = field(default_factory=dict, repr=False)
    place: dict[str, str] = field(default_factory=dict, repr=False)

    def id(self, name: str) -> int:
        """An identifier in the path."""
        form = Form()
        if not self.place[name].isdecimal():
            form.fault((name,), "NUMBER_TYPE_COERCE", f'Value "{self.place[name]}" is not snowflake.')
        form.refuse_faults()
        return int(self.place[name])

    def flag(self, name: str) -> bool:
        """A yes or no in the query."""
        return self.query.get(name, "").lower() in ("1", "true")

    def object(self) -> Json:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            raise bad_json()
        return self.body

    def objects(self) -> list[Json]:
        """The body, which must be a list of objects."""
        if not isinstance(self.body, list):
            raise bad_json()
        form = Form()
        found = form.objects((), self.body, 0, 130)
        form.refuse_faults()
        return found


Handler = Callable[[World, Call], Any]
"""Answers a request with JSON, or with None for "no content"; raises a Refusal otherwise."""


@dataclass(frozen=True)
class Route:
    """A method and a path, and what answers it."""

    method: str
    pattern: re.Pattern[str]
    handler: Handler
    by_token: bool = False
    status: int = 200


def route(method: str, path: str, handler: Handler, *, by_token: bool = False, status: int = 200) -> Route:
    """A route; names in braces become places. Routes by an interaction's token need no bot token."""
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
    return Route(method, re.compile(f"^{pattern}$"), handler, by_token, status)


async def read_body(request: web.Request, kept: Callable[[bytes], bytes]) -> tuple[Any, dict[int, Upload]]:
    """The JSON of a request, and the files that came with it, whose bytes are kept by the function that is given."""
    if request.content_type == "multipart/form-data":
        return await _read_parts(request, kept)
    raw = await request.read()
    if not raw:
        return None, {}
    return _parsed(raw), {}


async def _read_parts(request: web.Request, kept: Callable[[bytes], bytes]) -> tuple[Any, dict[int, Upload]]:
    body: Any = {}
    files: dict[int, Upload] = {}
    for name, value in (await request.post()).items():
        numbered = re.fullmatch(r"files\[(\d+)\]", name)
        if isinstance(value, web.FileField):
            number = int(numbered.group(1)) if numbered else len(files)
            files[number] = Upload(value.filename, kept(value.file.read()))
        elif name == "payload_json":
            body = _parsed(str(value).encode())
    return body, files


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise bad_json() from None
