"""Whether the bot lives and can do its work, for balancers and whatever restarts it: a word, and nothing else."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from adapters.web.headers import PRIVATE

LIVES, READY = "/healthz", "/readyz"

Ready = Callable[[], Awaitable[bool]]
"""Whether the bot can do its work now; this may be asked as often as somebody likes."""


async def always() -> bool:
    """Who only shows pages is ready while there are any."""
    return True


async def probed(path: str, ready: Ready) -> web.Response | None:
    """What is answered at a probe's path; nothing at another."""
    if path not in (LIVES, READY):
        return None
    good = path == LIVES or await ready()
    said = {LIVES: "lives", READY: "ready"}[path] if good else "not ready"
    return web.Response(text=f"{said}\n", status=200 if good else 503, headers=PRIVATE)
