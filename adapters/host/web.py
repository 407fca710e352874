"""The web, where the host has set an address at which it is reached."""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from adapters.host.settings import Settings
from adapters.web.clients import Proxies, networks
from adapters.web.hooks import Hooks
from adapters.web.server import Site, Throttle, serving
from bot.pages import PAGES
from bot.ports.store import Store
from bot.text.locales import Speech


@asynccontextmanager
async def web_served(
    settings: Settings, store: Store, speeches: Mapping[str, Speech], hooks: Hooks | None = None
) -> AsyncIterator[None]:
    """Every page, and where platforms knock, while it is served, where it has a public address. Raises `SetupError`."""
    if not settings.public_url:
        yield
        return
    throttle = Throttle(time.monotonic, proxies=Proxies(networks(settings.trusted_proxies)))
    site = Site(store, PAGES, speeches=speeches, public_url=settings.public_url, throttle=throttle, hooks=hooks)
    async with serving(site, settings.web_address):
        yield
