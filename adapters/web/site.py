"""The site: answers a request by whatever it means, within limits, and whatever fails."""

import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from adapters.web.asked import Asked, asked
from adapters.web.desk.answering import Desk
from adapters.web.desk.visiting import PATH
from adapters.web.drawing import Drawing
from adapters.web.hooks import Hooks
from adapters.web.library import HttpProcessingError
from adapters.web.probes import Ready, always, probed
from adapters.web.ready import Answers
from adapters.web.routes import Found, Routes
from adapters.web.sending import Sending, read
from adapters.web.showing import Showing
from adapters.web.static import ICON, SCRIPT, STYLES, checker, path, static
from adapters.web.throttle import Throttle
from bot.delivery.changes import Changes
from bot.delivery.waking import Waking
from bot.errors import CommitUncertain, NotTypeset, StorageError
from bot.interface.typesetting import Wanted
from bot.log_events import log_event
from bot.log_events import request as logged_request
from bot.model.bots import BotProfile
from bot.model.journal.entries import Head
from bot.pages.instead import BUSY, NOTHING_RECORDED, TOO_LARGE, UNCERTAIN, UNREADABLE, lost
from bot.pages.page import Form, PageAct, PageView, WebPage
from bot.pages.visiting import Host, in_which
from bot.ports.store import Store, Unit
from bot.text.locales import SOURCE, Speech

logger = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""So often it is looked whether others have changed something beside this process."""

KEY = "key"
"""What a path names that is known to whoever was given its link alone."""

_SAFE = (hdrs.METH_GET, hdrs.METH_HEAD)

_UNREAD = (web.RequestPayloadError, HttpProcessingError, ConnectionError)
"""What is raised where a body can't be read, or did not come."""

_UNREADABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""What stands in no address of ours, and not every database can be asked for."""


async def nothing(wanted: Wanted) -> bytes | None:
    """What is made where there is no typesetter."""
    return None


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
        changes: Changes | None = None,
        bots: Callable[[], tuple[BotProfile, ...]] = tuple,
        desk: Desk | None = None,
        typeset: Callable[[Wanted], Awaitable[bytes | None]] = nothing,
        logs: bool = False,
        ready: Ready = always,
    ) -> None:
        """`bots`: where the bot can be found. `ready`: whether all of it can do its work. `typeset`: sets what is
        wanted of the typesetter; nothing where it can't now. `logs`: each request leaves a line in the log."""
        self._hooks = hooks or Hooks()
        self._store = store
        self._routes = Routes(pages)
        self._speeches = speeches
        self._root = public_url.rstrip("/")
        self._prefix = urlsplit(public_url).path.rstrip("/")
        self._lost = lost(f"{self._prefix}/")
        self._throttle = throttle
        self._guesses = throttle.of_guesses()
        self._sending = Sending()
        self._bots = bots
        self._desk = desk
        self._changes = changes or Changes()
        self.others = Waking()
        """Woken where another process may have changed something."""
        tls = public_url.startswith("https:")
        self._static = static(tls)
        self._checker = checker(self._root)
        self._showing = Showing(
            store, self._changes, host=self._host, drawing=_drawing(self._prefix), prefix=self._prefix, tls=tls,
            typeset=typeset,
        )  # fmt: skip
        self._logs = logs
        self._ready = ready

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer everything alike, also what was not understood. Nothing of a request reaches the log but, where the
        host wants that, which kind of page it was for."""
        begun = time.perf_counter() if self._logs else 0.0
        kept = self._kept(request.raw_path) if request.method in _SAFE else None
        if kept and not self._logs:
            return kept.to(request)
        with logged_request():
            response = kept.to(request) if kept else await self._answered(request)
            if self._logs:
                self._log(request, response, time.perf_counter() - begun)
        return response

    def at_once(self, path: str, headers: Mapping[str, str]) -> Sequence[bytes] | None:
        """The bytes of the answer to who gets a path, where it is ready; nothing where it is not, or leaves a line in
        the log."""
        kept = None if self._logs else self._kept(path)
        return kept.written(headers) if kept else None

    async def look(self) -> None:
        """Look whether others have changed something beside this process; raises `StorageError`."""
        await self._store.read(self._changes.read)

    def _log(self, request: web.BaseRequest, response: web.StreamResponse, seconds: float) -> None:
        """Note what was asked for and answered: no address, no name, no query, and of a path only what its page is."""
        path = self._below(request.path)
        found, signs = self._routes.find(path), self._desk is not None and self._desk.stands_at(path)
        log_event(
            logger,
            logging.INFO,
            "web.request",
            "%(method)s %(page)s: %(status)d in %(milliseconds)d ms",
            method=request.method if request.method in hdrs.METH_ALL else "?",
            page=PATH if signs else found.page.path if found else "no page",
            status=response.status,
            milliseconds=round(seconds * 1000),
        )

    async def _answered(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await self._found(request)
        except web.HTTPException as error:
            return self._showing.refused(error.status, error.headers.get(hdrs.ALLOW))
        except _UNREAD:
            return self._showing.refused(400)
        except TimeoutError:
            return self._showing.refused(408)
        except NotTypeset:
            return self._instead(request, UNREADABLE, 503)
        except CommitUncertain:
            return self._instead(request, UNCERTAIN, 503)
        except StorageError:
            return self._instead(request, UNREADABLE if request.method in _SAFE else NOTHING_RECORDED, 503)
        except Exception:
            logger.exception("a page could not be shown")
            return self._showing.refused(500)

    async def _found(self, request: web.BaseRequest) -> web.StreamResponse:
        path = self._below(request.path)
        if path in self._static and request.method in _SAFE:
            return self._static[path].to(request)
        probe = await probed(path, self._ready) if request.method in _SAFE else None
        if probe is not None:  # an answer of aiohttp's can be falsy
            return probe
        hook = self._hooks.admitted(request, path)
        if hook:
            return await self._hooks.knock(hook, request)
        if not self._throttle.takes(self._client(request)):
            return self._instead(request, BUSY, 429)
        if _UNREADABLE.search(path):
            return self._instead(request, self._lost, 404)
        if self._desk and self._desk.stands_at(path):
            with suppress(web.HTTPNotFound):
                return await self._desk.handle(request)
        found = self._routes.find(path)
        if found is None:
            return self._instead(request, self._lost, 404)
        return await self._guarded(request, found) if KEY in found.names else await self._of_page(request, found)

    async def _guarded(self, request: web.BaseRequest, found: Found) -> web.StreamResponse:
        """Answer who has a link that was given to one person. Who guesses is not answered any more after a while, not
        even where they have guessed right."""
        client = self._client(request)
        if not self._guesses.takes(client):
            return self._instead(request, BUSY, 429)
        response = await self._of_page(request, found)
        if response.status != 404:
            self._guesses.gives_back(client)
        return response

    async def _of_page(self, request: web.BaseRequest, found: Found) -> web.StreamResponse:
        response = await self._shown(request, asked(request, found))
        opened = found.page if request.method in _SAFE else None
        return self._instead(request, self._lost, 404, opened) if response is None else response

    async def _shown(self, request: web.BaseRequest, asked: Asked) -> web.StreamResponse | None:
        """What is answered by a page; nothing where there is no such page."""
        act = asked.found.act
        if request.method in _SAFE:
            return await self._showing.opened(request, asked)
        if request.method == hdrs.METH_POST and isinstance(act, Form):
            return await self._sent(request, asked, act)
        if request.method == hdrs.METH_POST and isinstance(act, PageAct):
            await read(request)
            return await self._showing.pressed(asked, act.press)
        if request.method == hdrs.METH_POST and not asked.page.shared:
            return None
        return self._showing.refused(405, ", ".join(_SAFE))

    async def _sent(self, request: web.BaseRequest, asked: Asked, form: Form) -> web.Response | None:
        """Answer what somebody has sent by a form; of it nothing is kept."""
        if not self._sending.takes(form, self._client(request)):
            return self._instead(request, BUSY, 429)
        heads = await self._store.read(partial(self._heads, asked, form))
        if heads is None:
            return None
        try:
            sent = await self._sending.sent(request, form, heads)
        except web.HTTPRequestEntityTooLarge:
            return self._instead(request, TOO_LARGE, 413)
        return await self._showing.sent(asked, lambda visit: form.answer(sent(visit)))

    def _heads(self, asked: Asked, form: Form, unit: Unit) -> Sequence[Head] | None:
        """For which heads a file is examined; nothing where there is no such page."""
        visited = self._showing.visit(asked, unit)
        if visited is None:
            return None
        return form.heads(visited) if form.heads else ()

    def _host(self) -> Host:
        signs = self._desk is not None and self._desk.is_open
        return Host(self._speeches, self._root, self._bots(), signs=signs, script=self._checker)

    def _kept(self, path: str) -> Answers | None:
        """What is kept and says what is so, by the address as most spell it."""
        below = self._below(path)
        return self._showing.fresh(below) or self._static.get(below)

    def _below(self, path: str) -> str:
        """A path below the public address's, whether or not a proxy takes that away."""
        if self._prefix and path == self._prefix:
            return "/"
        return path[len(self._prefix) :] if self._prefix and path.startswith(f"{self._prefix}/") else path

    def _instead(
        self, request: web.BaseRequest, view: PageView, status: int, page: WebPage | None = None
    ) -> web.Response:
        """What is shown in the place of a page, in the language that its path names."""
        language = self._below(request.path).split("/")[1:2]
        speech = in_which(self._speeches, language[0], None) if language else None
        return self._showing.instead(view, speech or self._speeches[SOURCE], status, page)

    def _client(self, request: web.BaseRequest) -> str:
        lines = (request.headers.getall(name, ()) for name in ("X-Forwarded-For", "Forwarded"))
        return self._throttle.proxies.client(request.remote, *lines)


def _drawing(prefix: str) -> Drawing:
    return Drawing(tuple(prefix + path(name) for name in STYLES), prefix + path(SCRIPT), prefix + path(ICON))
