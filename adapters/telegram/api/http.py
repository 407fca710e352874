"""HTTP for python-telegram-bot, over aiohttp. No error that leaves here carries a URL: the bot's token is in it."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
import msgspec
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from adapters.telegram.library import DefaultValue, JSONDict, ODVInput
from bot.delivery.pace import TermOver

_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError, aiohttp.ConnectionTimeoutError)
"""What aiohttp raises only while it has no connection yet: from names and addresses, TCP and TLS, a proxy's tunnel, and
the time that these and waiting for the pool may take (its `connector.py`, and `_connect_and_send_request`)."""


class NeverLeft(NetworkError):
    """A request found no connection: surely it did not arrive. After any other error it may have."""


class AiohttpRequest(BaseRequest):
    """Sends python-telegram-bot's requests. Its parameters are those of `telegram.request.HTTPXRequest`; and
    `on_request`, which is told of each request, and what it returns of the `Date` header of the answer."""

    def __init__(
        self,
        *,
        connection_pool_size: int = 256,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
        media_write_timeout: float | None = 20.0,
        on_request: Callable[[], Callable[[str], None]] = lambda: lambda date: None,
    ) -> None:
        self._on_request = on_request
        self._connections, self._pool, self._connect = connection_pool_size, pool_timeout, connect_timeout
        self._read, self._write, self._media_write = read_timeout, write_timeout, media_write_timeout
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[URL, str | None] = {}

    @property
    def read_timeout(self) -> float | None:
        return self._read

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send a request. A POST leaves once: aiohttp repeats only `IDEMPOTENT_METHODS`; no redirect is followed."""
        if self._session is None:
            raise NeverLeft("AiohttpRequest is not initialized")
        read, connect = _given(read_timeout, self._read), _given(connect_timeout, self._connect)
        usual = self._media_write if request_data and request_data.contains_files else self._write
        write, waiting = _given(write_timeout, usual), _sum(_given(pool_timeout, self._pool), connect)
        # Its `connect` begins with waiting for the pool; writing, a whole file's too, is bounded by the total alone.
        timeout = aiohttp.ClientTimeout(_sum(waiting, write, read), waiting, read, connect)
        body, proxy = _body(request_data), self._proxy(url)
        try:
            answered = self._on_request()
            async with self._session.request(
                method, url, timeout=timeout, proxy=proxy, allow_redirects=False, **body
            ) as response:
                answered(response.headers.get("Date", ""))
                return response.status, await response.read()
        except (*_NEVER_LEFT, TermOver) as error:
            raise NeverLeft(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Parse an answer; a proxy's page, which is none, is neither logged nor told of."""
        found: JSONDict
        try:
            found = msgspec.json.decode(payload)
        except ValueError:
            text = payload.decode(errors="replace")  # half a surrogate pair, which msgspec takes for an error
            try:
                found = json.loads(text)
            except ValueError:
                raise TelegramError("Telegram's answer can't be read") from None
        return found

    def _proxy(self, url: str) -> str | None:
        """The proxy that HTTPS_PROXY and the like name, looked up once: `trust_env` would do it at each request."""
        server = URL(url).origin()
        if server not in self._proxies:
            named = {} if proxy_bypass(server.host or "") else getproxies()
            proxy = named.get(server.scheme) or named.get("all")
            self._proxies[server] = f"http://{proxy}" if proxy and "://" not in proxy else proxy
        return self._proxies[server]


def _given(timeout: ODVInput[float], usual: float | None) -> float | None:
    return usual if isinstance(timeout, DefaultValue) else timeout


def _sum(*timeouts: float | None) -> float | None:
    return None if None in timeouts else sum(filter(None, timeouts))


def _body(data: RequestData | None) -> dict[str, Any]:
    """Parameters as JSON; with files, as a form with their names in UTF-8 and not percent-encoded."""
    if data is None:
        return {}
    if not data.contains_files:
        as_json = msgspec.json.encode(data.parameters, enc_hook=str)
        return {"data": as_json, "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for name, (filename, content, mime) in data.multipart_data.items():
        file = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=filename, content_type=mime)
    return {"data": form}
