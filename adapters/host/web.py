"""The web, where the host has set an address at which it is reached."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.host.settings import Settings
from adapters.web.clients import Proxies, networks
from adapters.web.desk import Desk
from adapters.web.hooks import Hooks
from adapters.web.server import Site, Throttle, serving
from bot.delivery.uploads import StoredUploads
from bot.interface.conversation import Interface
from bot.pages import PAGES
from bot.ports.store import Store

CODES_A_SECOND, CODES_AT_ONCE = 0.1, 200.0
"""Requests for codes, and codes that are typed, of everybody: below what common mail hosts let one account send."""

CODES_OF_ONE = (20 / 3600, 20.0)
"""Those of one client, with each second and at once."""

ACTS = (1.0, 60.0)
"""What is done at one address, with each second and at once."""


def desk(settings: Settings, store: Store, interface: Interface) -> Desk:
    """The page on which those sign who use no chat platform."""
    proxies = Proxies(networks(settings.trusted_proxies))
    return Desk(
        store,
        interface,
        public_url=settings.public_url,
        uploads=StoredUploads(store),
        asks=Throttle(time.monotonic, CODES_A_SECOND, CODES_AT_ONCE, CODES_OF_ONE),
        acts=Throttle(time.monotonic, of_one=ACTS),
        proxies=proxies,
    )


@asynccontextmanager
async def web_served(
    settings: Settings, store: Store, interface: Interface, hooks: Hooks | None = None
) -> AsyncIterator[None]:
    """Every page, and where platforms knock, while it is served, where it has a public address. Raises `SetupError`."""
    if not settings.public_url:
        yield
        return
    throttle = Throttle(time.monotonic, proxies=Proxies(networks(settings.trusted_proxies)))
    site = Site(
        store,
        PAGES,
        speeches=interface.speeches,
        public_url=settings.public_url,
        throttle=throttle,
        hooks=hooks,
        desk=desk(settings, store, interface),
    )
    async with serving(site, settings.web_address):
        yield
