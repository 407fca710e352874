"""The site: answers a request for whatever page it means, from what is kept or made anew."""

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from urllib.parse import quote, urlencode, urlsplit

from aiohttp import hdrs, web

from adapters.web.desk.answering import PATH, Desk
from adapters.web.drawing import Drawing
from adapters.web.headers import FRAMED, PRIVATE, PUBLIC, SHARED, behind_tls
from adapters.web.hooks import Hooks
from adapters.web.library import HttpProcessingError, content_disposition_header
from adapters.web.probes import Ready, always, probed
from adapters.web.ready import answers
from adapters.web.routes import Found, Routes
from adapters.web.sending import Sending, read
from adapters.web.shelf import Kept, Shelf
from adapters.web.static import ICON, SCRIPT, STYLES, checker, path, static
from adapters.web.throttle import Throttle
from bot.delivery.changes import Changes, version_of
from bot.errors import CommitUncertain, NotTypeset, StorageError
from bot.interface.typesetting import Wanted
from bot.log_events import log_event
from bot.log_events import request as logged_request
from bot.model.bots import BotProfile
from bot.model.journal.entries import Head
from bot.pages.instead import BUSY, NOTHING_RECORDED, TOO_LARGE, UNCERTAIN, UNREADABLE, lost
from bot.pages.page import Body, Form, Moved, PageAct, PageView, Shown, Typeset, Visit, WebPage
from bot.pages.visiting import Host, in_which, visit
from bot.ports.store import Store, Unit
from bot.text.locales import SOURCE, Speech, primary

logger = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""So often it is looked whether others have changed something beside this process."""

LONG_BYTES = 64 * 1024
"""What is longer is compressed off the event loop."""

LONGEST_HEADER = 500
"""So many characters of a browser's languages are read."""

KEY = "key"
"""What a path names that is known to whoever was given its link alone."""

_SAFE = (hdrs.METH_GET, hdrs.METH_HEAD)

_UNREAD = (web.RequestPayloadError, HttpProcessingError, ConnectionError)
"""What is raised where a body can't be read, or did not come."""


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
        self._shelf = Shelf(self._changes, time.monotonic)
        tls = public_url.startswith("https:")
        self._private, self._public = {**PRIVATE, **behind_tls(tls)}, {**PUBLIC, **behind_tls(tls)}
        self._static = static(tls)
        styles = tuple(self._prefix + path(name) for name in STYLES)
        self._drawing = Drawing(styles, self._prefix + path(SCRIPT), self._prefix + path(ICON))
        self._typeset = typeset
        self._checker = checker(self._root)
        self._logs = logs
        self._ready = ready

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer everything alike, also what was not understood. Nothing of a request reaches the log but, where the
        host wants that, which kind of page it was for."""
        begun = time.perf_counter() if self._logs else 0.0
        kept = self._shelf.fresh(self._below(request.raw_path)) if request.method in _SAFE else None
        if kept and not self._logs:
            return kept.to(request)
        with logged_request():
            response = kept.to(request) if kept else await self._answered(request)
            if self._logs:
                self._log(request, response, time.perf_counter() - begun)
        return response

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
            return self._refused(error.status, error.headers.get(hdrs.ALLOW))
        except _UNREAD:
            return self._refused(400)
        except TimeoutError:
            return self._refused(408)
        except NotTypeset:
            return self._instead(request, UNREADABLE, 503)
        except CommitUncertain:
            return self._instead(request, UNCERTAIN, 503)
        except StorageError:
            return self._instead(request, UNREADABLE if request.method in _SAFE else NOTHING_RECORDED, 503)
        except Exception:
            logger.exception("a page could not be shown")
            return self._refused(500)

    def _refused(self, status: int, allowed: str | None = None) -> web.Response:
        """A status without a page; `allowed`: the methods that there are."""
        more: dict[str, str] = {hdrs.ALLOW: allowed} if allowed else {}
        return web.Response(status=status, headers={**self._private, **more})

    async def look(self) -> None:
        """Look whether others have changed something beside this process; raises `StorageError`."""
        await self._store.read(self._changes.read)

    async def _found(self, request: web.BaseRequest) -> web.StreamResponse:
        path = self._below(request.path)
        if path in self._static and request.method in _SAFE:
            return self._static[path].to(request)
        probe = await probed(path, self._ready, self._private) if request.method in _SAFE else None
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
        if request.method in _SAFE:
            return await self._shown(request, found)
        if request.method == hdrs.METH_POST and isinstance(found.act, Form):
            return await self._sent(request, found, found.act)
        if request.method == hdrs.METH_POST and isinstance(found.act, PageAct):
            await read(request)
            press = partial(self._show, request, found, _query(found.page, request.query), found.act.press)
            shown, speech, _ = await self._store.write(press)
            made = await self._set(shown) if isinstance(shown, Typeset) else shown
            return self._answer(request, made, speech, found)
        if request.method == hdrs.METH_POST and not found.page.shared:
            return self._instead(request, self._lost, 404)
        return self._refused(405, ", ".join(_SAFE))

    def _below(self, path: str) -> str:
        """A path below the public address's, whether or not a proxy takes that away."""
        if self._prefix and path == self._prefix:
            return "/"
        return path[len(self._prefix) :] if self._prefix and path.startswith(f"{self._prefix}/") else path

    async def _shown(self, request: web.BaseRequest, found: Found) -> web.StreamResponse:
        query = _query(found.page, request.query)
        show = partial(self._show, request, found, query, found.page.show)
        if not found.page.public or any(name in query for name in found.page.queries):
            shown, speech, _ = await self._store.read(show)
            return self._answer(request, shown, speech, found)
        key = _key(found, query)
        if kept := self._shelf.fresh(key):
            return kept.to(request)
        made = await self._shelf.made(key, partial(self._made, found, show))
        return made.answers.to(request) if made else self._instead(request, self._lost, 404, found)

    async def _sent(self, request: web.BaseRequest, found: Found, form: Form) -> web.Response:
        """Answer what somebody has sent by a form; of it nothing is kept."""
        if not self._sending.takes(form, self._client(request)):
            return self._instead(request, BUSY, 429)
        heads = await self._store.read(partial(self._heads, request, found, form))
        if heads is None:
            return self._instead(request, self._lost, 404)
        try:
            sent = await self._sending.sent(request, form, heads)
        except web.HTTPRequestEntityTooLarge:
            return self._instead(request, TOO_LARGE, 413)
        show = partial(self._show, request, found, {}, lambda visit: form.answer(sent(visit)))
        shown, speech, _ = await self._store.read(show)
        return self._answer(request, shown, speech, found)

    def _heads(self, request: web.BaseRequest, found: Found, form: Form, unit: Unit) -> Sequence[Head] | None:
        """For which heads a file is examined; nothing where there is no such page."""
        visited = self._visit(request, found, {}, unit)
        if visited is None:
            return None
        return form.heads(visited) if form.heads else ()

    def _show(
        self,
        request: web.BaseRequest,
        found: Found,
        query: Mapping[str, str],
        show: Callable[[Visit], Shown],
        unit: Unit,
    ) -> tuple[Shown, Speech, int | None]:
        """What a page shows, in which language, and of which letter."""
        visited = self._visit(request, found, query, unit)
        if visited is None:
            return None, self._speeches[SOURCE], None
        letter_id = visited.found.letter_id if visited.found else None
        return show(visited), visited.speech, letter_id

    def _visit(self, request: web.BaseRequest, found: Found, query: Mapping[str, str], unit: Unit) -> Visit | None:
        signs = self._desk is not None and self._desk.is_open
        host = Host(self._speeches, self._root, self._bots(), signs=signs, script=self._checker)
        return visit(unit, host, found.names, query, _accepted(request.headers.get(hdrs.ACCEPT_LANGUAGE, "")))

    async def _made(self, found: Found, show: Callable[[Unit], tuple[Shown, Speech, int | None]]) -> Kept | None:
        begun = time.monotonic()
        before = self._changes.versions
        shown, speech, letter_id = await self._store.read(show)
        if shown is None or isinstance(shown, Moved):
            return None
        body = await self._set(shown) if isinstance(shown, Typeset) else self._body(shown, speech, found)
        headers = {**self._public, **_own(found.page), **_described(body)}
        ready = partial(answers, body.content, headers)
        made = await asyncio.to_thread(ready) if len(body.content) > LONG_BYTES else ready()
        now = time.monotonic()
        return Kept(made, letter_id, version_of(before, letter_id), now, now - begun)

    async def _set(self, shown: Typeset) -> Body:
        """What is typeset; raises `NotTypeset` where it can't be now."""
        content = await self._typeset(shown.wanted)
        if content is None:
            raise NotTypeset("it can't be made now")
        return Body(content, shown.mime, shown.name, shown.attached)

    def _body(self, shown: PageView | Body, speech: Speech, found: Found | None) -> Body:
        if isinstance(shown, Body):
            return shown
        speech = self._speeches.get(shown.language, speech)
        address = f"{self._prefix}{_filled(found)}" if found else ""
        drawn = self._drawing.drawn(shown, speech, self._speeches, address, bool(found and found.page.framed))
        return Body(drawn.encode(), "text/html; charset=utf-8")

    def _answer(
        self, request: web.BaseRequest, shown: Shown, speech: Speech, found: Found | None = None, status: int = 200
    ) -> web.Response:
        match shown:
            case None:
                return self._instead(request, self._lost, 404)
            case Moved(address):
                return web.Response(status=302, headers={**self._private, hdrs.LOCATION: address})
            case Typeset():
                raise TypeError("what is typeset is the same for everybody")
        body = self._body(shown, speech, found)
        headers = {**self._private, **(_own(found.page) if found else {}), **_described(body)}
        return web.Response(body=body.content, status=status, headers=headers)

    def _instead(
        self, request: web.BaseRequest, view: PageView, status: int, found: Found | None = None
    ) -> web.Response:
        """What is shown in the place of a page, in the language that its path names."""
        language = self._below(request.path).split("/")[1:2]
        speech = in_which(self._speeches, language[0], None) if language else None
        return self._answer(request, view, speech or self._speeches[SOURCE], found, status)

    def _client(self, request: web.BaseRequest) -> str:
        lines = (request.headers.getall(name, ()) for name in ("X-Forwarded-For", "Forwarded"))
        return self._throttle.proxies.client(request.remote, *lines)


_UNREADABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""What stands in no address of ours, and not every database can be asked for."""

_NUMBER = re.compile("[1-9][0-9]{0,4}")


def _query(page: WebPage, typed: Mapping[str, str]) -> Mapping[str, str]:
    """What of a query counts."""
    counted = {name: typed[name] for name in page.queries if typed.get(name)}
    number = typed.get(page.number, "") if page.number else ""
    return {**counted, page.number: number} if _NUMBER.fullmatch(number) else counted


def _key(found: Found, query: Mapping[str, str]) -> str:
    """What tells a page that is kept from all others: the address in one spelling, as most ask for it, with what of the
    query counts."""
    path = quote(_filled(found))
    return f"{path}?{urlencode(query)}" if query else path


def _filled(found: Found) -> str:
    return found.page.path.format(**found.names)


def _own(page: WebPage) -> Mapping[str, str]:
    """What the answers of a page carry besides."""
    return {**(SHARED if page.shared else {}), **(FRAMED if page.framed else {})}


def _described(body: Body) -> dict[str, str]:
    """What a body is, and how it is called where it is kept as a file."""
    described: dict[str, str] = {hdrs.CONTENT_TYPE: body.mime}
    if body.name:
        kind = "attachment" if body.attached else "inline"
        described[hdrs.CONTENT_DISPOSITION] = content_disposition_header(kind, filename=body.name)
    return described


def _accepted(header: str) -> tuple[str, ...]:
    """The languages that a browser asks for, the best first."""
    weighed = list[tuple[float, str]]()
    for each in header[:LONGEST_HEADER].split(","):
        tag, _, weight = each.strip().partition(";q=")
        language = primary(tag.strip())
        if language:
            weighed.append((-_weight(weight), language))
    return tuple(language for _, language in sorted(weighed, key=lambda each: each[0]))


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
