"""A typed line as a request.

A file is sent by `@` and its path: as a line of its own where one is asked for (`@report.pdf`), and at the end of a
command that takes one (`/announce Our report is out. @report.pdf`). Where no file is there, it is text as any other,
unless the command can't do without a file.
"""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass

from adapters.console.files import NoFile, upload
from bot.interface.command import Command
from bot.interface.conversation import Interface
from bot.interface.options import Need
from bot.interface.requests import Invoke, Say, Upload
from bot.interface.typed.arguments import arguments

AS_TEXT = "This is read as text."
_LINE = re.compile(r"@(\S.*)")
_AT_END = re.compile(r"(|.*\s)@(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Read:
    """What a line says, and why no file was found in it, where one may have been meant."""

    request: Invoke | Say
    trouble: str = ""

    @property
    def upload(self) -> Upload | None:
        """The file in it."""
        return self.request.upload


async def read_input(interface: Interface, line: str, asked: bool, for_file: bool, along: bool = False) -> Read:
    """What a line says; `asked`: it answers a question, `for_file`: which is one for a file; `along`: a file may come
    with the answer. One that begins with a slash is a command nevertheless."""
    stripped = line.strip()
    name, _, rest = stripped.removeprefix("/").partition(" ")
    command = interface.command(name)
    if stripped.startswith("/") or (command and not asked):
        return await _invocation(name, command, rest)
    found = _LINE.fullmatch(stripped)
    at_end = _AT_END.fullmatch(line) if asked and along else None
    if found is None and at_end:
        with suppress(NoFile):
            return Read(Say(at_end[1].strip(), await asyncio.to_thread(upload, at_end[2])))
    if found is None:
        return Read(Say(line))
    try:
        return Read(Say(line, await asyncio.to_thread(upload, found[1])))
    except NoFile as error:
        return Read(Say(line), str(error) if for_file else f"{error} {AS_TEXT}")


async def _invocation(name: str, command: Command | None, rest: str) -> Read:
    option = command.option(command.file) if command else None
    found = _AT_END.fullmatch(rest) if option else None
    sent, trouble = None, ""
    if option and found:
        try:
            sent, rest = await asyncio.to_thread(upload, found[2]), found[1]
        except NoFile as error:
            if option.need is Need.REQUIRED:
                rest, trouble = found[1], str(error)
            else:
                trouble = f"{error} {AS_TEXT}"
    values = arguments(command.arguments(confidential=True), rest) if command else {}
    return Read(Invoke(name, values, sent), trouble)
