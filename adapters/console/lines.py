"""Where the console's lines come from: a terminal with completion, or standard input."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from concurrent.futures import CancelledError
from contextlib import suppress
from textwrap import fill
from threading import Thread

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Style

from adapters.console.progress import Progress

Suggest = Callable[[str], AsyncIterator[tuple[str, str]]]
"""What may be meant by a line that was begun: texts for its last word, each with a word about it."""

_PATH = re.compile(r"(?:^|\s)@(\S.*)?$")
_STYLE = Style.from_dict({"bottom-toolbar": "noreverse ansicyan"})


class Suggestions(Completer):
    """The core's suggestions while a line is typed, and the files of this machine behind an @."""

    def __init__(self, suggest: Suggest) -> None:
        self._suggest = suggest
        self._paths = PathCompleter(expanduser=True)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        return ()

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        line = document.text_before_cursor
        if path := _PATH.search(line):
            async for found in self._paths.get_completions_async(Document(path[1] or ""), complete_event):
                yield found
            return
        word = line if " " not in line else line.partition(" ")[2]
        async for text, about in self._suggest(line):
            yield Completion(text, start_position=-len(word), display_meta=about)


async def typed(prompt: Callable[[], str], suggest: Suggest, live: Progress) -> AsyncIterator[str]:
    """The lines that a person types at the terminal, until they end the input. Below them stands what is on its way."""
    session: PromptSession[str] = PromptSession(
        completer=Suggestions(suggest), complete_while_typing=True, style=_STYLE
    )

    def wrapped() -> str:
        width = session.output.get_size().columns
        return "\n".join(fill(line, width, subsequent_indent="  ") for line in live.text.splitlines())

    def draw() -> None:
        session.bottom_toolbar = wrapped if live.text else None
        session.app.invalidate()

    live.changed = draw
    draw()
    with patch_stdout(raw=True):
        while True:
            try:
                yield await session.prompt_async(prompt)
            except (EOFError, KeyboardInterrupt):
                return


async def piped() -> AsyncIterator[str]:
    """The lines on standard input, until it ends. They are read by a thread that nobody waits for, through a buffer of
    its own: whoever is told to end does so while the pipe is open still."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str](maxsize=1)
    given = sys.stdin

    def read() -> None:
        source = os.fdopen(given.fileno(), encoding=given.encoding, errors=given.errors, closefd=False)
        with suppress(RuntimeError, CancelledError), source:  # the loop has ended
            line = "more"
            while line:
                line = source.readline()
                asyncio.run_coroutine_threadsafe(lines.put(line), loop).result()

    Thread(target=read, name="standard input", daemon=True).start()
    while line := await lines.get():
        yield line.rstrip("\n")
