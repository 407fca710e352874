"""The public site, served."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from adapters.web import shelf
from adapters.web.server import serving
from adapters.web.site import Site
from adapters.web.throttle import Throttle
from bot.delivery.changes import Changes, ChangingStore
from bot.pages import PAGES
from bot.ports.store import Store
from bot.text.locales import load
from tests.adapters.web.public import Public, telegram
from tests.storage import examples


@pytest.fixture
async def public(store: Store, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Public]:
    """The site, with one letter, whose pages show at once what was added."""
    monkeypatch.setattr(shelf, "LATE_SECONDS", 0.0)
    monkeypatch.setattr(shelf, "SHARE", 0)
    changes = Changes()
    changing = ChangingStore(store, changes)
    throttle = Throttle(lambda: 0.0, most=10_000, of_one=(1.0, 10_000.0))
    public = Public(store, changing)
    site = public.site = Site(
        changing, PAGES, speeches=load(), public_url="", throttle=throttle, changes=changes, bots=telegram,
        typeset=public.typeset,
    )  # fmt: skip
    public.letter_id = await changing.write(lambda unit: examples.publish(unit).letter_id)
    async with serving(site, "127.0.0.1:0") as port, ClientSession(auto_decompress=False) as session:
        public.port, public.session = port, session
        yield public
