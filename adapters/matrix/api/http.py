"""Requests to a homeserver, and what can come of them instead of an answer (client-server API, standard errors)."""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import aiohttp

from bot.delivery.pace import TermOver

Content = Mapping[str, Any]

REQUEST_SECONDS = 30.0
CONNECT_SECONDS = 10.0
MEDIA_SECONDS = 120.0

_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


class MatrixError(Exception):
    """The homeserver has refused a request. `code` is its `errcode`, `wait` how many seconds it asks to wait."""

    def __init__(self, status: int, code: str, said: str, wait: float = 0.0) -> None:
        super().__init__(f"{code}: {said}")
        self.status = status
        self.code = code
        self.said = said
        self.wait = wait


class NeverLeft(Exception):
    """The homeserver could not be reached: nothing of the request has arrived."""


class Unanswered(Exception):
    """The request may have arrived."""


class Homeserver:
    """A homeserver, by an access token. `on_request` is told of each request, as `Pace.asked` is."""

    def __init__(self, url: str, token: str, on_request: Callable[[], Callable[[str], None]]) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._on_request = on_request
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> None:
        """Be ready for requests."""
        if self._session is None:
            self._session = aiohttp.ClientSession(trust_env=True)

    async def close(self) -> None:
        """Make no more requests."""
        session, self._session = self._session, None
        if session:
            await session.close()

    async def versions(self) -> Sequence[str]:
        """The versions of the specification that it speaks. Raises as `get` does."""
        return list(
            map(str, (await self._json("GET", "/_matrix/client/versions", REQUEST_SECONDS)).get("versions", ()))
        )

    async def state(self, room_id: str) -> Sequence[Content]:
        """The state events of a room. Raises as `get` does."""
        body = await self._request("GET", _client(("rooms", room_id, "state")), REQUEST_SECONDS)
        try:
            found: list[Content] = json.loads(body)
        except ValueError:
            raise Unanswered("the answer can't be read") from None
        return found

    async def get(self, *path: str, seconds: float = REQUEST_SECONDS, **query: str) -> dict[str, Any]:
        """Read something. Raises `MatrixError`, `NeverLeft` and `Unanswered`, as each of these does."""
        return await self.read(*path, query=query, seconds=seconds)

    async def read(self, *path: str, query: Mapping[str, str], seconds: float = REQUEST_SECONDS) -> dict[str, Any]:
        """Read something, with a query whose names can be any."""
        return await self._json("GET", _client(path), seconds, params=query)

    async def put(self, *path: str, content: Content) -> dict[str, Any]:
        """Put something under a name, which does the same however often."""
        return await self._json("PUT", _client(path), REQUEST_SECONDS, json=content)

    async def post(self, *path: str, content: Content) -> dict[str, Any]:
        """Do something."""
        return await self._json("POST", _client(path), REQUEST_SECONDS, json=content)

    async def upload(self, name: str, mime: str, content: bytes) -> str:
        """Hand in a file: its address, of the kind `mxc://`."""
        there = await self._json(
            "POST",
            "/_matrix/media/v3/upload",
            MEDIA_SECONDS,
            params={"filename": name} if name else {},
            data=io.BytesIO(content),
            headers={"Content-Type": mime},
        )
        return str(there["content_uri"])

    async def download(self, address: str) -> bytes:
        """What is in a file."""
        server, _, media = address.removeprefix("mxc://").partition("/")
        path = f"/_matrix/client/v1/media/download/{_quoted(server)}/{_quoted(media)}"
        return await self._request("GET", path, MEDIA_SECONDS)

    async def _json(self, method: str, path: str, seconds: float, **sent: Any) -> dict[str, Any]:
        body = await self._request(method, path, seconds, **sent)
        try:
            found: dict[str, Any] = json.loads(body)
        except ValueError:
            raise Unanswered("the answer can't be read") from None
        return found

    async def _request(
        self, method: str, path: str, seconds: float, headers: Mapping[str, str] | None = None, **sent: Any
    ) -> bytes:
        if self._session is None:
            raise NeverLeft("not connected")
        timeout = aiohttp.ClientTimeout(seconds, sock_connect=CONNECT_SECONDS)
        headers = {**self._headers, **(headers or {})}
        try:
            answered = self._on_request()
            async with self._session.request(
                method, self._url + path, headers=headers, timeout=timeout, allow_redirects=False, **sent
            ) as response:
                answered(response.headers.get("Date", ""))
                body = await response.read()
                if response.status != 200:
                    raise _error(response.status, body, response.headers.get("Retry-After", ""))
                return body
        except (*_NEVER_LEFT, TermOver) as error:
            raise NeverLeft(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unanswered(type(error).__name__) from None


def _client(path: tuple[str, ...]) -> str:
    return "/_matrix/client/v3/" + "/".join(map(_quoted, path))


def _quoted(part: str) -> str:
    return quote(part, safe="")


def _error(status: int, body: bytes, retry_after: str) -> Exception:
    """What a refusal is. One of a proxy on the way says nothing, and whatever broke in the server may be done."""
    try:
        said = json.loads(body)
    except ValueError:
        said = {}
    said = said if isinstance(said, dict) else {}
    if status >= 500 or "errcode" not in said:
        return MatrixError(status, "", "", _seconds(retry_after)) if status == 429 else Unanswered(f"status {status}")
    wait = _seconds(retry_after) or _seconds(said.get("retry_after_ms")) / 1000
    return MatrixError(status, str(said["errcode"]), str(said.get("error", "")), wait)


def _seconds(text: object) -> float:
    return float(text) if isinstance(text, int | float) or (isinstance(text, str) and text.isdecimal()) else 0.0
