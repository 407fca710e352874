"""A copy of a letter's pages, made on the terminal."""

import asyncio
from pathlib import Path

from adapters.host.counting import counted
from adapters.host.journals import Say
from adapters.host.lists import letter
from adapters.private_files import private
from adapters.typst.typesetter import TypstTypesetter
from adapters.web.copying import Copying
from bot.errors import SetupError
from bot.interface.typesetting import Typesetting
from bot.ports.store import Store
from bot.text.locales import load


async def archive(store: Store, slug: str, root: str, target: Path, say: Say) -> None:
    """Write a copy of a letter's pages to a file; raises `SetupError` where it can't be written."""
    revision = await letter(store, slug)
    typesetting = Typesetting(store)
    typesetting.typesetter = TypstTypesetter()
    made = await Copying(store, load(), root.rstrip("/"), typesetting.content).zipped(revision.letter.slug)
    await asyncio.to_thread(_write, target, made)
    say(f"{revision.letter.slug}: {counted(len(made), 'byte', 'bytes')}")


def _write(target: Path, made: bytes) -> None:
    try:
        with open(target, "wb", opener=private) as file:
            file.write(made)
    except OSError as error:
        raise SetupError(f"{target} can't be written: {error.strerror}.") from error
