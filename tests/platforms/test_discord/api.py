"""Raw requests, and what is said of those that are refused."""

import io
import json
from collections.abc import Iterator
from typing import Any

import aiohttp

from tests.platforms.discord import DiscordServer, Interaction, Upload

Json = dict[str, Any]
Answer = tuple[int, Any]


class Api:
    """Raw requests, as no library would make them."""

    def __init__(self, server: DiscordServer, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session

    async def __call__(self, method: str, path: str, body: object = None, **query: str) -> Answer:
        async with self.session.request(method, self.server.api_url + path, json=body, params=query) as answer:
            return answer.status, None if answer.status == 204 else await answer.json()

    async def send(self, channel: Any, **body: object) -> Answer:
        return await self("POST", f"/channels/{channel.id}/messages", body)

    async def upload(self, method: str, path: str, body: Json, *files: Upload) -> Answer:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("payload_json", json.dumps(body))
        for number, file in enumerate(files):
            form.add_field(f"files[{number}]", io.BytesIO(file.data), filename=file.filename)
        async with self.session.request(method, self.server.api_url + path, data=form) as answer:
            return answer.status, await answer.json()

    async def answer(self, interaction: Interaction, kind: int, data: Json | None = None) -> Answer:
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        return await self("POST", path, {"type": kind, "data": data})

    async def register(self, *commands: Json) -> Answer:
        return await self("PUT", f"/applications/{self.server.application_id}/commands", list(commands))


def faults(answer: Answer) -> Json:
    """The faults of an invalid form, by path, each as its code."""
    status, body = answer
    assert (status, body["code"], body["message"]) == (400, 50035, "Invalid Form Body"), answer
    return dict(_codes(body["errors"], ()))


def _codes(errors: Json, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, value in errors.items():
        if key == "_errors":
            yield ".".join(path), value[0]["code"]
        else:
            yield from _codes(value, (*path, key))


def refusal(answer: Answer) -> tuple[int, int]:
    return answer[0], answer[1]["code"]
