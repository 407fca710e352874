"""Serves the pages: to look changes nothing, and a press is a POST."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, urlsplit

from aiohttp import web
from cachetools import LRUCache

from adapters.web.clients import NONE, Proxies
from adapters.web.desk import LARGEST as FORM
from adapters.web.desk import Desk
from adapters.web.drawing import Drawing
from adapters.web.hooks import Hooks
from bot.errors import CommitUncertain, SetupError, StorageError
from bot.pages.instead import BUSY, LOST, NOTHING_RECORDED, UNCERTAIN, UNREADABLE
from bot.pages.page import PageAct, PageView, WebPage, in_language
from bot.ports.store import Store
from bot.text.locales import Speech
from bot.views.proofs.mails import SIGN

logger = logging.getLogger(__name__)

LARGEST = 4096
"""Bytes of a request's body: a form here holds nothing, and a one-click one `List-Unsubscribe=One-Click`."""

_UNREAD = logging.Logger("requests that can't be read", logging.CRITICAL)
"""Where aiohttp tells of what it can't read: nowhere, since strangers send it as often as they like. What fails
otherwise is told here."""

SECONDS = 10.0
"""So long a body may take to arrive."""

A_SECOND, AT_ONCE = 50.0, 200.0
"""Requests that are answered: people press rarely, and each costs one look at the database."""

OF_ONE_A_SECOND, OF_ONE_AT_ONCE = 5.0, 60.0
"""Those of one client: far fewer, so that none is in the way of the others."""

CLIENTS = 10_000
"""So many clients at the most are told apart, those who asked last."""


@dataclass(slots=True)
class _Allowance:
    """So many at once, and so many more with each second."""

    left: float
    at: float

    def has(self, now: float, rate: float, most: float) -> bool:
        """Whether one is left by now."""
        self.left, self.at = min(most, self.left + (now - self.at) * rate), now
        return self.left >= 1


class Throttle:
    """So many requests at once, and so many more with each second: of one client, and of all. One that asks too often
    takes nothing away from the others. Of clients it knows nothing but how much they have left."""

    def __init__(
        self,
        clock: Callable[[], float],
        rate: float = A_SECOND,
        most: float = AT_ONCE,
        of_one: tuple[float, float] = (OF_ONE_A_SECOND, OF_ONE_AT_ONCE),
        proxies: Proxies = NONE,
    ) -> None:
        """`of_one`: how many one client may make with each second, and at once. `proxies`: who is believed when they
        say for whom they ask."""
        self.proxies = proxies
        self._clock = clock
        self._rate = rate
        self._most = most
        self._of_one = of_one
        self._all = _Allowance(most, clock())
        self._clients: LRUCache[str, _Allowance] = LRUCache(CLIENTS)

    def takes(self, client: str = "") -> bool:
        """Whether one more of a client's is answered."""
        now = self._clock()
        own = self._clients.get(client) or _Allowance(self._of_one[1], now)
        self._clients[client] = own
        if not own.has(now, *self._of_one) or not self._all.has(now, self._rate, self._most):
            return False
        own.left -= 1
        self._all.left -= 1
        return True


class Site:
    """The pages, below a public address, in the languages in which the bot speaks."""

    def __init__(
        self,
        store: Store,
        pages: Sequence[WebPage],
        *,
        speeches: Mapping[str, Speech],
        public_url: str,
        throttle: Throttle,
        hooks: Hooks | None = None,
        desk: Desk | None = None,
    ) -> None:
        self._hooks = hooks or Hooks()
        self._desk = desk
        self._store = store
        self._pages = pages
        self._speeches = speeches
        self._prefix = urlsplit(public_url).path.rstrip("/")
        self._throttle = throttle
        self._drawing = Drawing()

    def application(self) -> web.Application:
        """The routes, below the path of the public address, whether or not a proxy takes that away."""
        application = web.Application(client_max_size=LARGEST, middlewares=[self._guarded])
        for prefix in {"", self._prefix}:
            application.router.add_route("*", f"{prefix}/{{hook:[a-z]+}}/", self._hooks.knock)
            if self._desk:
                application.router.add_route("*", f"{prefix}/{{language}}/{{letter}}/{SIGN}{{rest:(/.*)?}}", self._sign)
            for page in self._pages:
                address = f"{prefix}/{page.place}/{{key:{page.key}}}"
                application.router.add_get(address, partial(self._show, page))
                for act in page.acts:
                    application.router.add_get(f"{address}/{act.name}", partial(self._show, page))
                    application.router.add_post(f"{address}/{act.name}", partial(self._press, page, act))
        return application

    async def _show(self, page: WebPage, request: web.Request) -> web.Response:
        key = request.match_info["key"]
        return self._answer(await self._store.read(lambda unit: page.show(unit, key)), page, key)

    async def _press(self, page: WebPage, act: PageAct, request: web.Request) -> web.Response:
        key = request.match_info["key"]
        async with asyncio.timeout(SECONDS):
            await request.read()
        return self._answer(await self._store.write(lambda unit: act.press(unit, key)), page, key)

    async def _sign(self, request: web.Request) -> web.Response:
        if self._desk is None:
            raise web.HTTPNotFound
        return await self._desk.handle(request.clone(client_max_size=FORM))

    @web.middleware
    async def _guarded(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Answer everything alike, also what was not understood; nothing of a request reaches the log."""
        admitted = self._hooks.admitted(request) is not None
        if not admitted and not self._throttle.takes(self._client(request)):
            return self._drawn(BUSY, status=429)
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return self._drawn(LOST, status=404)
        except web.HTTPException as error:
            return web.Response(status=error.status, headers=self._drawing.headers)
        except (web.RequestPayloadError, ConnectionError):  # a body that can't be read, or did not come
            return web.Response(status=400, headers=self._drawing.headers)
        except TimeoutError:
            return web.Response(status=408, headers=self._drawing.headers)
        except CommitUncertain:
            return self._drawn(UNCERTAIN, status=503)
        except StorageError:
            return self._drawn(NOTHING_RECORDED if request.method == "POST" else UNREADABLE, status=503)
        except Exception:
            logger.exception("a page could not be shown")
            return web.Response(status=500, headers=self._drawing.headers)

    def _client(self, request: web.Request) -> str:
        lines = (request.headers.getall(name, ()) for name in ("X-Forwarded-For", "Forwarded"))
        return self._throttle.proxies.client(request.remote, *lines)

    def _answer(self, view: PageView, page: WebPage, key: str) -> web.Response:
        return self._drawn(view, 200 if view.known else 404, f"{self._prefix}/{page.place}/{quote(key)}")

    def _drawn(self, view: PageView, status: int, address: str = "") -> web.Response:
        return web.Response(
            text=self._drawing.drawn(in_language(view, self._speeches), address),
            content_type="text/html",
            charset="utf-8",
            status=status,
            headers=self._drawing.headers,
        )


@asynccontextmanager
async def serving(site: Site, address: str) -> AsyncIterator[int]:
    """The site while it is served at an address such as `127.0.0.1:8080`: its port. Raises `SetupError`."""
    host, _, port = address.rpartition(":")
    runner = web.AppRunner(site.application(), access_log=None, handle_signals=False, logger=_UNREAD)
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
