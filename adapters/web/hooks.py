"""Where platforms knock: `/name/`, below the public address."""

import asyncio
import logging

from aiohttp import web

from bot.errors import StorageError
from bot.platforms import Hook

logger = logging.getLogger(__name__)

LARGEST = 1024 * 1024
"""Bytes of what a platform tells at once."""

SECONDS = 10.0
"""So long it may take to arrive."""


class Hooks:
    """The platforms that can knock, each as it is served now."""

    def __init__(self, public_url: str = "") -> None:
        self._public_url = public_url
        self._open: dict[str, Hook] = {}

    def open(self, name: str, hook: Hook) -> None:
        """Let a platform knock, which is told where; raises `SetupError`."""
        hook.stands_at(f"{self._public_url}/{name}/" if self._public_url else "")
        self._open[name] = hook

    def admitted(self, request: web.BaseRequest, path: str) -> Hook | None:
        """The platform that makes a request at this path; nothing where it comes from somebody else."""
        hook = self._open.get(path.strip("/")) if request.method == "POST" and path.endswith("/") else None
        return hook if hook and hook.admits(request.headers) else None

    async def knock(self, hook: Hook, request: web.BaseRequest) -> web.Response:
        """Answer a platform: 200 only when what it told is on disk."""
        async with asyncio.timeout(SECONDS):
            body = await _read(request)
        try:
            done = await hook.take(body)
        except StorageError:
            done = False
        except Exception:
            logger.exception("what a platform told could not be handled; it tells it again")
            done = False
        return web.Response(status=200 if done else 503)


async def _read(request: web.BaseRequest) -> bytes:
    """The body, which may be larger than a page's form; raises `HTTPRequestEntityTooLarge`."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > LARGEST:
            raise web.HTTPRequestEntityTooLarge(LARGEST, len(body))
    return bytes(body)
