"""Where the console's lines come from: a terminal with completion, or standard input."""

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.patch_stdout import patch_stdout

Suggest = Callable[[str], AsyncIterator[tuple[str, str]]]
"""What may be meant by a line that was begun: texts for its last word, each with a word about it."""


class _Suggestions(Completer):
    """The core's suggestions while a line is typed."""

    def __init__(self, suggest: Suggest) -> None:
        self._suggest = suggest

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        return ()

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        line = document.text_before_cursor
        word = line if " " not in line else line.partition(" ")[2]
        async for text, about in self._suggest(line):
            yield Completion(text, start_position=-len(word), display_meta=about)


async def typed(prompt: Callable[[], str], suggest: Suggest) -> AsyncIterator[str]:
    """The lines that a person types at the terminal, until they end the input."""
    session: PromptSession[str] = PromptSession(completer=_Suggestions(suggest), complete_while_typing=True)
    with patch_stdout(raw=True):
        while True:
            try:
                yield await session.prompt_async(prompt)
            except (EOFError, KeyboardInterrupt):
                return


async def piped() -> AsyncIterator[str]:
    """The lines on standard input, until it ends."""
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        yield line.rstrip("\n")
