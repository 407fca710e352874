"""Photographs pages with a headless Chromium, by its protocol for developers; pngquant makes the pictures small."""

import asyncio
import base64
import itertools
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
SECONDS_TO_START = 30
COLOURS = 16
"""So many has a picture: enough for letters on plain colours."""
LARGEST = 64 * 1024 * 1024


class MissingError(Exception):
    """A program is not there; the text says which."""


def program(package: str, *others: str) -> str:
    """Where a program is that has the name of its package, or another; raises `MissingError`."""
    found = next(filter(None, map(shutil.which, (package, *others))), None)
    if found is None:
        raise MissingError(f"{package} is missing, which draws the pictures: apt install {package}")
    return found


async def small(picture: bytes) -> bytes:
    """A PNG of few colours; raises `MissingError`."""
    command = (program("pngquant"), "--strip", "--nofs", str(COLOURS), "-")
    running = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    written, _ = await running.communicate(picture)
    if running.returncode:
        raise RuntimeError(f"pngquant ended with status {running.returncode}")
    return written


class Browser:
    """A page of a browser, in which one is shown after another."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def photograph(self, html: str) -> bytes:
        """A page as a PNG, as large as it is."""
        await self._do("Page.navigate", url="about:blank")
        frame = (await self._do("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        await self._do("Page.setDocumentContent", frameId=frame, html=html)
        await self._do("Runtime.evaluate", expression="document.fonts.ready", awaitPromise=True)
        measured = "JSON.stringify([document.body.scrollWidth, document.body.scrollHeight])"
        size = (await self._do("Runtime.evaluate", expression=measured))["result"]["value"]
        width, height = (int(each) for each in size.strip("[]").split(","))
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        taken = await self._do("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(taken["data"])

    async def _do(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        while True:
            told = await self._socket.receive_json()
            if told.get("id") == number:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']['message']}")
                return dict(told["result"])


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """A browser of its own, which knows nothing and is thrown away; raises `MissingError`."""
    chromium = program("chromium", "chromium-browser", "google-chrome")
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        running = await asyncio.create_subprocess_exec(
            chromium,
            *FLAGS,
            f"--user-data-dir={folder}",
            "--remote-debugging-port=0",
            "about:blank",
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            port = await _port(Path(folder) / "DevToolsActivePort")
            async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
                async with session.get("/json/list") as answer:
                    (target, *_) = [each for each in await answer.json() if each["type"] == "page"]
                async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=LARGEST) as socket:
                    yield Browser(socket)
        finally:
            running.terminate()
            await running.wait()


async def _port(file: Path) -> int:
    """The port that it has chosen, as soon as it says so."""
    for _ in range(20 * SECONDS_TO_START):
        with suppress(FileNotFoundError, ValueError):
            return int(await asyncio.to_thread(lambda: file.read_text().partition("\n")[0]))
        await asyncio.sleep(0.05)
    raise MissingError("Chromium does not start here.")
