"""The web: the pages, and where platforms knock."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.host.settings import Settings
from adapters.web.clients import Proxies, networks
from adapters.web.hooks import Hooks
from adapters.web.server import serving
from adapters.web.site import Site
from adapters.web.throttle import Throttle
from bot.delivery.changes import Changes
from bot.interface.conversation import Interface
from bot.pages import PAGES
from bot.ports.store import Store


@asynccontextmanager
async def web_served(
    settings: Settings,
    store: Store,
    interface: Interface,
    hooks: Hooks | None = None,
    changes: Changes | None = None,
) -> AsyncIterator[str]:
    """Every page, and where platforms knock, while it is served: the address at which it is opened. Where nobody was
    told of an address and it is taken, it is served at another one. Raises `SetupError`."""
    site = Site(
        store,
        PAGES,
        speeches=interface.speeches,
        public_url=settings.public_url,
        throttle=Throttle(time.monotonic, proxies=Proxies(networks(settings.trusted_proxies))),
        hooks=hooks,
        logs=settings.access_log,
        changes=changes,
        typesetting=interface.typesetting,
        bots=lambda: tuple(found for each in interface.bots.values() if (found := each())),
    )
    async with serving(site, settings.web_address, or_elsewhere=not settings.public_url) as port:
        address = settings.public_url or _here(settings.web_address, port)
        interface.web = address.rstrip("/")
        yield address


def _here(address: str, port: int) -> str:
    return f"http://{address.rpartition(':')[0]}:{port}/"
