"""Where the pages are served, and that nothing stays open when they can't be."""

import asyncio
import gc
import socket
from contextlib import suppress

import pytest

from adapters.web.server import serving
from bot.errors import SetupError
from tests.adapters.web.public import Public


async def test_an_address_that_is_taken_is_said_or_another_one_is_found(public: Public) -> None:
    with socket.create_server(("127.0.0.1", 0)) as another:
        address = f"127.0.0.1:{another.getsockname()[1]}"
        with pytest.raises(SetupError, match="Address already in use"):
            async with serving(public.site, address):
                pass
        async with serving(public.site, address, or_elsewhere=True) as port:
            assert str(port) not in address


@pytest.mark.parametrize("steps", range(6))
async def test_who_is_interrupted_at_any_step_leaves_nothing_open(public: Public, steps: int) -> None:
    async def serve() -> None:
        async with serving(public.site, address):
            await asyncio.Event().wait()

    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    started = asyncio.create_task(serve())
    for _ in range(steps):
        await asyncio.sleep(0)
    started.cancel()
    with suppress(asyncio.CancelledError):
        await started
    gc.collect()
    host, _, port = address.rpartition(":")
    with socket.create_server((host, int(port)), reuse_port=False):
        pass
