"""Serves the page behind the links of mail: to look changes nothing, and a press is a POST."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import quote, urlsplit

from aiohttp import web

from adapters.web.drawing import HEADERS, drawn
from bot.errors import SetupError
from bot.pages.proofs import CONFIRM, NEVER, MailPage, Sheet
from bot.ports.store import Store, Unit

logger = logging.getLogger(__name__)

LARGEST = 4096
"""Bytes of a request's body: a form here holds nothing, and a one-click one `List-Unsubscribe=One-Click`."""

SECONDS = 10.0
"""So long a body may take to arrive."""

A_SECOND, AT_ONCE = 50.0, 200.0
"""Requests that are answered: people press rarely, and each costs one look at the database."""

_LINK = "/m/{token:[0-9A-Z]{1,64}}"

Act = Callable[[Unit, str], Sheet]


class Throttle:
    """So many at once, and so many more with each second; it remembers nobody."""

    def __init__(self, clock: Callable[[], float], rate: float = A_SECOND, most: float = AT_ONCE) -> None:
        self._clock = clock
        self._rate = rate
        self._most = most
        self._left = most
        self._at = clock()

    def takes(self) -> bool:
        """Whether one more is answered."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Site:
    """The page of every mail."""

    def __init__(self, store: Store, page: MailPage, public_url: str, throttle: Throttle) -> None:
        self._store = store
        self._page = page
        self._prefix = urlsplit(public_url).path.rstrip("/")
        self._throttle = throttle

    def application(self) -> web.Application:
        """The routes, below the path of the public address, whether or not a proxy takes that away."""
        application = web.Application(client_max_size=LARGEST, middlewares=[self._guarded])
        for prefix in {"", self._prefix}:
            link = prefix + _LINK
            for path in (link, f"{link}/{CONFIRM}", f"{link}/{NEVER}"):
                application.router.add_get(path, self._show)
            application.router.add_post(f"{link}/{CONFIRM}", self._confirm)
            application.router.add_post(f"{link}/{NEVER}", self._never)
        return application

    async def _show(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        return self._answer(await self._store.read(lambda unit: self._page.show(unit, token)), token)

    async def _confirm(self, request: web.Request) -> web.Response:
        return await self._act(request, self._page.confirm)

    async def _never(self, request: web.Request) -> web.Response:
        return await self._act(request, self._page.never)

    async def _act(self, request: web.Request, act: Act) -> web.Response:
        token = request.match_info["token"]
        async with asyncio.timeout(SECONDS):
            await request.read()
        return self._answer(await self._store.write(lambda unit: act(unit, token)), token)

    @web.middleware
    async def _guarded(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Answer everything alike, also what was not understood; nothing of a request reaches the log."""
        if not self._throttle.takes():
            return self._answer(self._page.busy(), status=429)
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return self._answer(await self._store.read(lambda unit: self._page.show(unit, "")))
        except web.HTTPException as error:
            return web.Response(status=error.status, headers=HEADERS)
        except TimeoutError:
            return web.Response(status=408, headers=HEADERS)
        except Exception:
            logger.exception("a page could not be shown")
            return web.Response(status=500, headers=HEADERS)

    def _answer(self, sheet: Sheet, token: str = "", status: int = 0) -> web.Response:
        return web.Response(
            text=drawn(sheet, f"{self._prefix}/m/{quote(token)}"),
            content_type="text/html",
            charset="utf-8",
            status=status or (200 if sheet.known else 404),
            headers=HEADERS,
        )


@asynccontextmanager
async def serving(site: Site, address: str) -> AsyncIterator[int]:
    """The site while it is served at an address such as `127.0.0.1:8080`: its port. Raises `SetupError`."""
    host, _, port = address.rpartition(":")
    runner = web.AppRunner(site.application(), access_log=None, handle_signals=False)
    await runner.setup()
    try:
        listening = web.TCPSite(runner, host.strip("[]"), int(port))
        try:
            await listening.start()
        except OSError as error:
            raise SetupError(f"WEB_ADDRESS can't be listened at: {error.strerror}.") from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
