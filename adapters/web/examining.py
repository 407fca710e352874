"""Checks a file that somebody has sent, in a process of its own that runs the outsider's script."""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import BodyPartReader, web

from adapters.web.static import CHECKER
from bot.model.journal.entries import Head
from bot.model.journal.examined import NEITHER, Examined, read_examined

LARGEST = 32 * 1024 * 1024
"""Bytes of a file: the journal of some 10,000 sign-ons."""

ARRIVING_SECONDS = 60.0
CHECKING_SECONDS = 30.0
"""So long a file may take to arrive, and then to be checked."""

AT_ONCE = 3
"""So many files at the most arrive at the same time; one is checked after the other."""

PIECE = 256 * 1024

_HERE = Path(__file__).parent


class Examiner:
    """Checks files. None is kept."""

    def __init__(self) -> None:
        self._arriving = 0
        self._turn = asyncio.Semaphore(1)

    @property
    def busy(self) -> bool:
        """Whether no more files are taken at the moment."""
        return self._arriving >= AT_ONCE

    async def examine(self, request: web.BaseRequest, heads: Sequence[Head]) -> Examined:
        """What is found of the file that is sent in a form, and which heads are in it. Raises `HTTPException` where
        none is or it is too large, `TimeoutError` where it does not arrive."""
        self._arriving += 1
        try:
            with TemporaryDirectory(prefix="countersign-") as folder:
                sent, noted = Path(folder, "sent"), Path(folder, "heads")
                async with asyncio.timeout(ARRIVING_SECONDS):
                    await _keep(request, sent)
                _note(heads, noted)
                async with self._turn:
                    return await _run(sent, noted)
        finally:
            self._arriving -= 1


def _note(heads: Sequence[Head], path: Path) -> None:
    path.write_text("".join(f"{each.number}:{each.hash}\n" for each in heads), encoding="utf-8")


async def _keep(request: web.BaseRequest, path: Path) -> None:
    """Write the form's file, and nothing else of it, as it arrives."""
    if request.content_type != "multipart/form-data":
        raise web.HTTPBadRequest
    try:
        parts = await request.multipart()
        part = await parts.next()
        if not isinstance(part, BodyPartReader):
            raise web.HTTPBadRequest
        size = 0
        with path.open("wb") as file:
            while piece := await part.read_chunk(PIECE):
                size += len(piece)
                if size > LARGEST:
                    raise web.HTTPRequestEntityTooLarge(LARGEST, size)
                await asyncio.to_thread(file.write, piece)
    except ValueError as error:  # what aiohttp raises for a body that is no form
        raise web.HTTPBadRequest from error


async def _run(sent: Path, noted: Path) -> Examined:
    """What the script says, in a process that has nothing of this one's environment."""
    program = (sys.executable, "-I", "-S", "-B", "-X", "utf8", str(_HERE / "bounded.py"))
    script = (str(_HERE / "static" / CHECKER), str(sent), "--heads", str(noted), "--json")
    process = await asyncio.create_subprocess_exec(
        *program, *script, env={}, cwd=sent.parent,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(CHECKING_SECONDS):
            said, _ = await process.communicate()
    except TimeoutError:
        return NEITHER
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return read_examined(said)
