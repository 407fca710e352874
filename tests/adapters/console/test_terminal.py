"""The terminal itself: what is typed there, and what stands below it while an announcement is on its way."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent, Completion
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.console.lines import Suggestions, typed
from adapters.console.progress import Progress
from bot.ports.messenger import Message
from bot.text.blocks import Block, Span
from tests.waiting import until


class Glass(DummyOutput):
    """A terminal that nobody looks at: what would stand on it."""

    def __init__(self) -> None:
        self._cells = dict[tuple[int, int], str]()
        self._row = self._column = 0

    @property
    def text(self) -> str:
        """Everything that stands there."""
        rows = {row for row, _ in self._cells}
        return "\n".join("".join(self._cells.get((row, column), " ") for column in range(100)) for row in sorted(rows))

    def get_size(self) -> Size:
        return Size(rows=40, columns=100)

    def write(self, data: str) -> None:
        for each in data:
            if each == "\r":
                self._column = 0
            elif each == "\n":
                self._row, self._column = self._row + 1, 0
            else:
                self._cells[self._row, self._column] = each
                self._column += 1

    write_raw = write

    def cursor_up(self, amount: int) -> None:
        self._row -= amount

    def cursor_down(self, amount: int) -> None:
        self._row += amount

    def cursor_forward(self, amount: int) -> None:
        self._column += amount

    def cursor_backward(self, amount: int) -> None:
        self._column -= amount

    def erase_end_of_line(self) -> None:
        self._keep(lambda row, column: row != self._row or column < self._column)

    def erase_down(self) -> None:
        self._keep(lambda row, column: (row, column) < (self._row, self._column))

    def _keep(self, kept: Callable[[int, int], bool]) -> None:
        self._cells = {place: each for place, each in self._cells.items() if kept(*place)}

    async def shows(self, text: str, gone: str = "\0") -> None:
        """Wait until this stands there, and the other does not any more."""
        await until(lambda: text in self.text and gone not in self.text)


@pytest.fixture
def glass() -> Glass:
    """What is looked at."""
    return Glass()


@pytest.fixture
def keyboard(glass: Glass) -> Iterator[PipeInput]:
    """What is typed on."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=glass):
        yield keys


async def nothing(line: str) -> AsyncIterator[tuple[str, str]]:
    """No suggestions."""
    for each in list[tuple[str, str]]():
        yield each


def report(head: str, done: float | None) -> Message:
    return Message((Block("paragraph", (Span(head),)),), done=done)


async def test_below_what_is_typed_stands_what_is_on_its_way_until_it_is_done(
    glass: Glass, keyboard: PipeInput
) -> None:
    live = Progress()
    source = typed(lambda: "owner> ", nothing, live)
    line = asyncio.ensure_future(anext(source))
    await glass.shows("owner>")
    live.show("a", report("Announcement 3: 120 of 300 delivered.", 0.4))
    await glass.shows("Announcement 3: 120 of 300 delivered ━━━━━━━━━╸────────────── 40 %")
    live.show("a", report("Announcement 3: 150 of 300 delivered.", 0.5))
    await glass.shows("Announcement 3: 150 of 300 delivered ━━━━━━━━━━━━──────────── 50 %")
    assert glass.text.count("Announcement") == 1
    keyboard.send_text("/help")
    await glass.shows("owner> /help")
    live.show("a", report("Announcement 3 is done.", None))
    await glass.shows("owner> /help", gone="Announcement")
    keyboard.send_text("\r")
    assert await line == "/help"


async def test_a_line_that_is_longer_than_the_terminal_is_wide_goes_on_below(glass: Glass, keyboard: PipeInput) -> None:
    live = Progress()
    live.show("a", Message((Block("paragraph", (Span("News"),)), *(Block("item", (Span("x" * 40),)),) * 2), done=0.5))
    source = typed(lambda: "owner> ", nothing, live)
    line = asyncio.ensure_future(anext(source))
    await glass.shows(f"News ━━━━━━━━━━━━──────────── 50 % · {'x' * 40} ·")
    await glass.shows(f"\n  {'x' * 40}")
    keyboard.send_text("\r")
    assert await line == ""


async def test_what_was_on_its_way_before_a_line_is_asked_for_stands_there_at_once(
    glass: Glass, keyboard: PipeInput
) -> None:
    live = Progress()
    live.show("a", report("Announcement 3: 120 of 300 delivered.", 0.4))
    source = typed(lambda: "owner> ", nothing, live)
    line = asyncio.ensure_future(anext(source))
    await glass.shows("40 %")
    keyboard.send_text("\x04")
    with pytest.raises(StopAsyncIteration):
        await line


async def completed(line: str) -> list[str]:
    async def suggest(line: str) -> AsyncIterator[tuple[str, str]]:
        yield "housing", "a demand"

    async def found() -> AsyncIterator[Completion]:
        async for each in Suggestions(suggest).get_completions_async(Document(line), CompleteEvent()):
            yield each

    return [line[: len(line) + each.start_position] + each.text async for each in found()]


async def test_behind_an_at_sign_the_files_of_this_machine_are_offered(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").touch()
    assert await completed(f"@{tmp_path}/re") == [f"@{tmp_path}/report.pdf"]
    assert await completed(f"/announce Our report: @{tmp_path}/re") == [f"/announce Our report: @{tmp_path}/report.pdf"]
    assert await completed("/demand hou") == ["/demand housing"]
