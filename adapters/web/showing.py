"""Shows pages: what they are in a look at the storage becomes an answer, which is kept where it is everybody's."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from aiohttp import hdrs, web

from adapters.web.asked import Asked
from adapters.web.drawing import Drawing
from adapters.web.headers import ALONE, FRAMED, PRIVATE, PUBLIC, SHARED, behind_tls
from adapters.web.library import content_disposition_header
from adapters.web.ready import Answers, answers
from adapters.web.shelf import Kept, Shelf
from bot.delivery.changes import Changes, version_of
from bot.errors import NotTypeset
from bot.interface.typesetting import Wanted
from bot.pages.page import Body, Moved, PageView, Shown, Typeset, WebPage
from bot.pages.visit import Visit
from bot.pages.visiting import Host, visit
from bot.ports.store import Store, Unit
from bot.text.locales import SOURCE, Speech

HTML = "text/html; charset=utf-8"

Show = Callable[[Visit], Shown]
Look = tuple[Shown, Speech, int | None]
"""What a page shows, in which language, and of which letter."""


class Showing:
    """Shows pages. What takes long is done beside the event loop: it waits for nothing that is drawn."""

    def __init__(
        self,
        store: Store,
        changes: Changes,
        *,
        host: Callable[[], Host],
        drawing: Drawing,
        prefix: str,
        tls: bool,
        typeset: Callable[[Wanted], Awaitable[bytes | None]],
    ) -> None:
        """`prefix`: the path of the public address. `typeset`: sets what is wanted of the typesetter; nothing where it
        can't now."""
        self._store = store
        self._changes = changes
        self._shelf = Shelf(changes, time.monotonic)
        self._host = host
        self._drawing = drawing
        self._prefix = prefix
        self._typeset = typeset
        self._private, self._public = {**PRIVATE, **behind_tls(tls)}, {**PUBLIC, **behind_tls(tls)}

    def fresh(self, key: str) -> Answers | None:
        """What is kept under a key and says what is so."""
        return self._shelf.fresh(key)

    async def opened(self, request: web.BaseRequest, asked: Asked) -> web.StreamResponse | None:
        """The answer to who opens a page; nothing where there is no such page."""
        show = partial(self._look, asked, asked.page.show)
        if not asked.kept:
            return await self._answer(asked, *await self._store.read(show))
        kept = self._shelf.fresh(asked.key)
        if kept is None:
            made = await self._shelf.made(asked.key, partial(self._made, asked, show))
            kept = made.answers if made else None
        return kept.to(request) if kept else None

    async def pressed(self, asked: Asked, press: Show) -> web.Response | None:
        """The answer to a press, which may write; nothing where there is no such page."""
        return await self._answer(asked, *await self._store.write(partial(self._look, asked, press)))

    async def sent(self, asked: Asked, answer: Show) -> web.Response | None:
        """The answer to what was sent by a form, which changes nothing; nothing where there is no such page."""
        return await self._answer(asked, *await self._store.read(partial(self._look, asked, answer)))

    def visit(self, asked: Asked, unit: Unit) -> Visit | None:
        """A visit to what is asked for; nothing where there is no such page."""
        return visit(unit, self._host(), asked.found.names, asked.query, asked.accepted)

    def instead(self, view: PageView, speech: Speech, status: int, page: WebPage | None = None) -> web.Response:
        """What is shown in the place of a page."""
        drawn = self._drawing.drawn(view, speech, self._host().speeches)
        headers = {**self._private, **(_own(page) if page else ALONE), hdrs.CONTENT_TYPE: HTML}
        return web.Response(body=drawn.encode(), status=status, headers=headers)

    def refused(self, status: int, allowed: str | None = None) -> web.Response:
        """A status without a page; `allowed`: the methods that there are."""
        more: dict[str, str] = {hdrs.ALLOW: allowed} if allowed else {}
        return web.Response(status=status, headers={**self._private, **more})

    def _look(self, asked: Asked, show: Show, unit: Unit) -> Look:
        visited = self.visit(asked, unit)
        if visited is None:
            return None, self._host().speeches[SOURCE], None
        letter_id = visited.found.letter_id if visited.found else None
        return show(visited), visited.speech, letter_id

    async def _made(self, asked: Asked, look: Callable[[Unit], Look]) -> Kept | None:
        """An answer to be kept. Whoever answers requests meanwhile waits for none of it."""
        begun = time.monotonic()
        before = self._changes.versions
        shown, speech, letter_id = await self._store.read(look)
        if shown is None or isinstance(shown, Moved):
            return None
        body = await self._set(shown) if isinstance(shown, Typeset) else shown

        def ready() -> Answers:
            said = self._body(asked, body, speech)
            return answers(said.content, {**self._public, **_own(asked.page), **_described(said)})

        made = await asyncio.to_thread(ready)
        now = time.monotonic()
        return Kept(made, letter_id, version_of(before, letter_id), now, now - begun)

    async def _answer(self, asked: Asked, shown: Shown, speech: Speech, letter_id: int | None) -> web.Response | None:
        if shown is None:
            return None
        if isinstance(shown, Moved):
            return web.Response(status=302, headers={**self._private, hdrs.LOCATION: shown.address})
        said = await self._set(shown) if isinstance(shown, Typeset) else shown
        body = await asyncio.to_thread(self._body, asked, said, speech)
        return web.Response(
            body=body.content, headers={**self._private, **_own(asked.page), **_described(body)}
        )  # fmt: skip

    async def _set(self, shown: Typeset) -> Body:
        """What is typeset; raises `NotTypeset` where it can't be now."""
        content = await self._typeset(shown.wanted)
        if content is None:
            raise NotTypeset("it can't be made now")
        return Body(content, shown.mime, shown.name, shown.attached)

    def _body(self, asked: Asked, shown: PageView | Body, speech: Speech) -> Body:
        if isinstance(shown, Body):
            return shown
        speeches = self._host().speeches
        speech = speeches.get(shown.language, speech)
        drawn = self._drawing.drawn(shown, speech, speeches, f"{self._prefix}{asked.path}", asked.page.framed)
        return Body(drawn.encode(), HTML)


def _own(page: WebPage) -> Mapping[str, str]:
    """What the answers of a page carry besides."""
    return {**(SHARED if page.shared else {}), **(FRAMED if page.framed else ALONE)}


def _described(body: Body) -> dict[str, str]:
    """What a body is, and how it is called where it is kept as a file."""
    described: dict[str, str] = {hdrs.CONTENT_TYPE: body.mime}
    if body.name:
        kind = "attachment" if body.attached else "inline"
        described[hdrs.CONTENT_DISPOSITION] = content_disposition_header(kind, filename=body.name)
    return described
