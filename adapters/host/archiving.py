"""A copy of a letter's pages, made on the terminal."""

import asyncio
from pathlib import Path

from adapters.host.counting import counted
from adapters.host.terminal.journals import Say
from adapters.host.terminal.lists import letter
from adapters.private_files import private
from adapters.typst.typesetter import TypstTypesetter
from adapters.web.copying import Copying
from bot.errors import NotTypeset, SetupError
from bot.interface.typesetting import Typesetting
from bot.ports.store import Store
from bot.ports.typesetter import PagesCopy, Printable, Typesetter
from bot.text.locales import load


class Setting(Typesetter):
    """Sets sheets, and makes copies of the pages of letters; `root`: the public address of the pages."""

    def __init__(self, store: Store, root: str) -> None:
        self._sheets = TypstTypesetter()
        within = Typesetting(store)
        within.typesetter = self._sheets
        self._copying = Copying(store, load(), root.rstrip("/"), within.content)

    async def typeset(self, sheet: Printable) -> bytes:
        """A sheet as it is set, or a copy; raises `NotTypeset`."""
        if not isinstance(sheet, PagesCopy):
            return await self._sheets.typeset(sheet)
        try:
            return await self._copying.zipped(sheet.letter)
        except SetupError as error:
            raise NotTypeset(str(error)) from error


async def archive(store: Store, slug: str, root: str, target: Path, say: Say) -> None:
    """Write a copy of a letter's pages to a file; raises `SetupError` where it can't be written."""
    revision = await letter(store, slug)
    try:
        made = await Setting(store, root).typeset(PagesCopy(revision.letter.slug))
    except NotTypeset as error:
        raise SetupError(str(error)) from error
    await asyncio.to_thread(_write, target, made)
    say(f"{revision.letter.slug}: {counted(len(made), 'byte', 'bytes')}")


def _write(target: Path, made: bytes) -> None:
    try:
        with open(target, "wb", opener=private) as file:
            file.write(made)
    except OSError as error:
        raise SetupError(f"{target} can't be written: {error.strerror}.") from error
