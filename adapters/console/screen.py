"""Messages on a terminal."""

from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from adapters.console.progress import bar
from adapters.console.words import harmless, named
from bot.ports.messenger import Key, Message
from bot.text.blocks import Block, Span
from bot.text.direction import uncopied

_INDENT = 2


class Screen:
    """Draws messages, and remembers the buttons that they offered: each has a number to type, after a slash where a
    number might be the answer to what is asked."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._wraps = self._console.is_terminal
        self.keys: list[Key] = []

    def show(self, message: Message, heading: str = "") -> None:
        """Draw a message and its buttons."""
        message = message.with_word
        if heading:
            self._console.print(Text(harmless(heading), style="bold cyan"))
        for before, block in zip((None, *message.blocks), message.blocks, strict=False):
            if before and not block.continues(before):
                self._console.print()
            self._draw(_block(block), _INDENT + 2 * block.depth)
        if message.done is not None:
            self._draw(Text(bar(message.done), style="cyan"), _INDENT)
        shown = [key for key in message.keys if key.action or key.url]
        if heading:
            self._add(message)
            labels = "  ".join(f"[{key.label}]" for key in shown)
            if labels:
                self._draw(Text(harmless(labels), style="dim"), _INDENT)
        else:
            self.keys = shown
            for number, key in enumerate(shown, 1):
                entry = Text.assemble(
                    (f"{number}", "bold"), " ", harmless(key.label), f"  {harmless(key.url)}" if key.url else ""
                )
                self._draw(entry, _INDENT + 2)
        self._console.print()

    def _add(self, message: Message) -> None:
        """Draw what came along with a message, and how it came."""
        for file in message.files:
            self._draw(Text(f"File: {named(file)}", style="dim"), _INDENT)
            if file.alt:
                self._draw(Text(f"Picture: {harmless(file.alt)}", style="dim"), _INDENT)
        if message.silent:
            self._draw(Text("(silent)", style="dim"), _INDENT)

    def _draw(self, text: Text, indent: int) -> None:
        """Draw a text, indented: wrapped on a terminal, and line by line as it is where something else reads it."""
        if self._wraps:
            self._console.print(Padding(text, (0, 0, 0, indent)))
            return
        for line in text.split("\n", allow_blank=True):
            self._console.print(Text(" " * indent) + line, soft_wrap=True)

    def key(self, number: int) -> Key | None:
        """The button with this number that performs something, of those that were offered last."""
        found = self.keys[number - 1] if 1 <= number <= len(self.keys) else None
        return found if found and found.action else None

    def note(self, heading: str, text: str) -> None:
        """Draw a line about what happened in a chat."""
        self._console.print(Text(harmless(heading), style="bold cyan"))
        self._draw(Text(harmless(text)), _INDENT)
        self._console.print()

    def say(self, text: str) -> None:
        """Draw a line of the console's own."""
        self._console.print(Text(harmless(text), style="dim"), soft_wrap=True)


def _block(block: Block) -> Text:
    text = Text("│ " if block.kind == "quote" else "", style="dim")
    text.append(f"{block.marker} " if block.marker else "")
    if block.kind == "rule":
        text.append("─" * 20, style="dim")
    for link, runs in groupby(block.runs, key=lambda run: run.link):
        linked = list(runs)
        for run in linked:
            text.append(harmless(run.text), style=_style(run, block))
        if link and link != uncopied("".join(run.text for run in linked)):
            text.append(f" <{harmless(link)}>", style="dim")
    return text


def _style(run: Span, block: Block) -> str:
    styles = [
        name
        for name, wanted in (("bold", run.bold or block.kind == "heading"), ("italic", run.italic), ("cyan", run.code))
        if wanted
    ]
    return " ".join(styles)
