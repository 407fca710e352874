"""The parameters of a request: JSON, form, multipart or query string, all alike; complex values are JSON."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from .errors import bad_request, not_imitated, stricter

_NOT_IMITATED = frozenset(
    {
        "business_connection_id",
        "direct_messages_topic_id",
        "message_effect_id",
        "suggested_post_parameters",
        "inline_message_id",
        "rich_message",
    }
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    content: bytes
    mime_type: str


@dataclass(frozen=True, slots=True)
class Params:
    """What a request asks with; every value is the text that came over the wire."""

    values: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """A string; the empty string where it is missing."""
        return self.values.get(name, default)

    def required(self, name: str) -> str:
        """A string that must not be empty."""
        if not (value := self.text(name)):
            raise bad_request(f'parameter "{name}" is required')
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """An Integer."""
        value = self.text(name).strip()
        if not value:
            return default
        try:
            return int(value)
        except ValueError:
            raise bad_request(f'parameter "{name}" must be an Integer') from None

    def boolean(self, name: str) -> bool:
        """A Boolean; False where it is missing."""
        return self.text(name).lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """A JSON-serialized value; None where it is missing."""
        return from_json(value, name) if (value := self.text(name)) else None

    def check_names(self, known: Collection[str]) -> None:
        """End the request where it has a parameter that its method has not, or that is not imitated."""
        for name, value in self.values.items():
            if name not in known:
                raise stricter(f'the method has no parameter "{name}"')
            if name in _NOT_IMITATED and value:
                raise not_imitated(f'"{name}"')

    def shown(self) -> dict[str, str]:
        """For the log: the values, and the sizes of the files."""
        sizes = {name: f"<{upload.name}, {len(upload.content)} bytes>" for name, upload in self.files.items()}
        return {**self.values, **sizes}


def from_json(value: str, name: str) -> Any:
    """A value out of its JSON."""
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


async def read_params(request: web.Request) -> Params:
    """Everything that a request carries, wherever it stands."""
    values: dict[str, str] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = await request.text()
        given = json.loads(body) if body else {}
        if not isinstance(given, dict):
            raise ValueError("not an object")
        values |= {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
    elif request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            if part.filename is None:
                values[part.name] = await part.text()
            else:
                mime_type = part.headers.get("Content-Type", "application/octet-stream")
                files[part.name] = Upload(part.filename, bytes(await part.read()), mime_type)
    else:
        values |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return Params(values, files)
