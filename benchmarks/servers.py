"""The loopback platforms in processes of their own, and the doors by which a measurement moves in them."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).parents[1]
LATENCY = 0.04
START_SECONDS = 30


class Door:
    """The control door of a server."""

    def __init__(self, session: aiohttp.ClientSession, url: str, ready: Mapping[str, str]) -> None:
        self._session = session
        self._url = url
        self.ready = ready

    async def do(self, action: str, **values: Any) -> dict[str, Any]:
        """Let something happen there; what came of it."""
        async with self._session.post(self._url, json={"do": action, **values}) as response:
            told = await response.json()
            if response.status != 200:
                raise RuntimeError(f"{action}: {told}")
            return dict(told)

    async def state(self) -> dict[str, Any]:
        """What came of everything."""
        async with self._session.get(f"{self._url}/state") as response:
            return dict(await response.json())


@asynccontextmanager
async def process(*command: str, core: int | None = None) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process, on a core of its own if one is named, which is told to end at the end."""
    pinned = ["taskset", "-c", str(core)] if core is not None else []
    running = await asyncio.create_subprocess_exec(
        *pinned, *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, limit=1 << 24
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.terminate()
            await running.communicate()


@asynccontextmanager
async def platform(name: str, *options: str, latency: float = LATENCY, core: int | None = None) -> AsyncIterator[Door]:
    """A loopback platform that keeps the documented limits exactly."""
    command = (sys.executable, "-m", f"tests.platforms.{name}", "--latency", str(latency), *options)
    doors = aiohttp.TCPConnector(limit=0)  # a crowd comes in at the same moment
    async with process(*command, core=core) as running, aiohttp.ClientSession(connector=doors) as session:
        assert running.stdout is not None
        async with asyncio.timeout(START_SECONDS):
            ready = json.loads(await running.stdout.readline())
        url = ready.get("control_url") or f"{ready['control']}/control"
        yield Door(session, url, ready)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))] if ordered else float("nan")


def milliseconds(seconds: float) -> str:
    """Seconds as milliseconds."""
    return f"{1000 * seconds:.0f} ms"
