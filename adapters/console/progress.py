"""How far announcements have come: a line each, which a terminal shows below what is typed."""

import io
from collections.abc import Callable

from rich.console import Console
from rich.progress_bar import ProgressBar

from adapters.console.words import clipped
from bot.ports.messenger import Message
from bot.text.blocks import plain

WIDTH = 24
FACTS = 4
"""So much of what a report says stands on its line, besides how it begins."""

MOST_UPDATES = 100
"""So many characters of each of these stand there."""


def bar(done: float) -> str:
    """How much is done, as a bar and in per cent."""
    drawn = ProgressBar(total=1, completed=done, width=WIDTH)
    paper = Console(file=io.StringIO(), width=WIDTH, color_system=None)
    full = "".join(segment.text for segment in paper.render(drawn))
    return f"{full.ljust(WIDTH, '─')} {int(drawn.percentage_completed or 0)} %"


def line(message: Message) -> str:
    """A report on one line: how it begins, the bar, and the first of the rest."""
    said = [clipped(text, MOST_UPDATES) for text in (plain((block,)) for block in message.blocks) if text.strip()]
    head, facts = "".join(said[:1]).rstrip(".:"), said[1 : 1 + FACTS]
    return " · ".join((f"{head} {bar(message.done or 0.0)}".strip(), *facts))


class Progress:
    """The reports of announcements that are on their way, by their messages' ids."""

    def __init__(self) -> None:
        self.changed: Callable[[], None] = lambda: None
        """Told whenever there is another text to be shown."""
        self._lines: dict[str, str] = {}

    @property
    def text(self) -> str:
        """A line a report; empty where nothing is on its way."""
        return "\n".join(self._lines.values())

    def show(self, message_id: str, message: Message) -> None:
        """A report as it is now: it goes once it has nothing left to be done."""
        before = self.text
        if message.done is None:
            self._lines.pop(message_id, None)
        else:
            self._lines[message_id] = line(message)
        if self.text != before:
            self.changed()

    def end(self, message_id: str) -> None:
        """A report is not there any more."""
        self.show(message_id, Message(()))
