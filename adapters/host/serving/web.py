"""The web: the pages, and where platforms knock."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.host.settings import Settings
from adapters.web.clients import Proxies, networks
from adapters.web.desk.answering import Desk
from adapters.web.hooks import Hooks
from adapters.web.probes import Ready, always
from adapters.web.server import serving
from adapters.web.site import Site
from adapters.web.throttle import Throttle
from bot.delivery.changes import Changes
from bot.delivery.uploads import StoredUploads
from bot.interface.conversation import Interface
from bot.pages import PAGES
from bot.ports.bell import SILENT, Bell
from bot.ports.store import Store

CODES_A_SECOND, CODES_AT_ONCE = 0.1, 200.0
"""Requests for codes, and codes that are typed, of everybody: below what common mail hosts let one account send."""

CODES_OF_ONE = (20 / 3600, 20.0)
"""Those of one client, with each second and at once."""

ACTS = (1.0, 60.0)
"""What is done at one address, with each second and at once."""


@asynccontextmanager
async def web_served(
    settings: Settings,
    store: Store,
    *,
    interface: Interface,
    hooks: Hooks | None = None,
    changes: Changes | None = None,
    bell: Bell = SILENT,
    ready: Ready = always,
) -> AsyncIterator[str]:
    """Every page, and where platforms knock, while it is served: the address at which it is opened. Where nobody was
    told of an address and it is taken, it is served at another one. Raises `SetupError`."""
    proxies = Proxies(networks(settings.trusted_proxies))
    desk = Desk(
        store,
        interface,
        public_url=settings.public_url,
        uploads=StoredUploads(store),
        asks=Throttle(time.monotonic, CODES_A_SECOND, CODES_AT_ONCE, CODES_OF_ONE, proxies),
        acts=Throttle(time.monotonic, of_one=ACTS),
    )
    site = Site(
        store,
        PAGES,
        speeches=interface.speeches,
        public_url=settings.public_url,
        throttle=Throttle(time.monotonic, proxies=proxies),
        hooks=hooks,
        typeset=interface.typesetting.content,
        logs=settings.access_log,
        ready=ready,
        changes=changes,
        desk=desk,
        bots=lambda: tuple(found for each in interface.bots.values() if (found := each())),
    )
    bell.hears(site.others.wake)
    async with serving(site, settings.web_address, or_elsewhere=not settings.public_url) as port:
        address = settings.public_url or _here(settings.web_address, port)
        interface.web = address.rstrip("/")
        yield address


def _here(address: str, port: int) -> str:
    return f"http://{address.rpartition(':')[0]}:{port}/"
