"""Draw the README's picture: a conversation that really takes place, about the example letter of `letters.md`.

The bot is asked in this process, on a database that is thrown away; nothing in the picture is written by hand but what
the people say. `make picture` writes it anew.
"""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.folder import read_letter
from bot.commands import COMMANDS
from bot.delivery.pace import Pace
from bot.delivery.windows import Limits, Window
from bot.delivery.worker import Worker
from bot.interface.conversation import Interface
from bot.interface.requests import Caller, Invoke, Press, Request, Say
from bot.model.chats import Address, ChatKind, private_chat
from bot.model.people.person import Account
from bot.notices.composing import composer
from bot.ports.messenger import Destination, Key, Message, Messenger, Outcome, Permission, Refused, Sent
from bot.service import starting
from bot.text.blocks import Block
from bot.text.locales import load
from storage.cipher import Cipher
from storage.database import open_store

HERE = Path(__file__).parent
EXAMPLE = re.compile(r"### `([\w.]+)`\n\n```\w+\n(.*?)```", re.DOTALL)
PLATFORM = "example"
SEND, MAY_SIGN, ADD, PLACE, STATE, LIST, BY_PHONE = 1, 1, 3, 2, 1, 1, 1
"""The buttons that are pressed, counted from 1 in the answer under which they stand."""

CHANNEL = Address(PLATFORM, "exampleville")
EVERYTHING_AT_ONCE = Limits(Window(1000, 1.0), Window(1000, 1.0))


# What is said.


@dataclass(frozen=True)
class Said:
    """Something that a person types, or a button that they press."""

    text: str
    pressed: bool = False


@dataclass(frozen=True)
class Gap:
    """What the picture leaves out."""

    text: str


Entry = Message | Said | Gap


@dataclass
class Recorder(Messenger):
    """Keeps what the queue sends, by the place where it arrives."""

    sent: dict[str, list[Message]] = field(default_factory=dict)
    platform, crossposts = PLATFORM, False

    def memory(self, kind: ChatKind) -> timedelta:
        return timedelta()

    def prepare(self, message: Message) -> Refused | None:
        return None

    async def send(self, key: str, to: Destination, message: Message) -> Outcome:
        self.sent.setdefault(to.address.place, []).append(message)
        return Sent(key)

    async def send_files(self, key: str, to: Destination, message: Message) -> Outcome:
        return Sent(key)

    async def edit(self, to: Destination, message_id: str, message: Message) -> Outcome:
        return Sent(message_id)

    async def delete(self, to: Destination, message_id: str) -> Outcome:
        return Sent(message_id)

    async def pin(self, to: Destination, message_id: str, silent: bool) -> Outcome:
        return Sent(message_id)

    async def crosspost(self, to: Destination, message_id: str) -> Outcome:
        return Sent(message_id)

    async def leave(self, to: Destination) -> Outcome:
        return Sent("")

    def address(self, chat: Address, message_id: str) -> str:
        return ""

    def lacking(self, chat: Address, needed: frozenset[Permission]) -> tuple[str, ...]:
        return ()

    async def probe(self, to: Destination, files: bool) -> Outcome | None:
        return None


class Someone:
    """A person in a chat, and what the bot last answered there."""

    def __init__(self, interface: Interface, name: str, where: Address | None = None) -> None:
        account = Account(PLATFORM, name)
        kind = ChatKind.GROUP if where else ChatKind.PRIVATE
        self._caller = Caller(account, where or private_chat(account), kind)
        self._interface = interface
        self._last: Message | None = None

    async def say(self, text: str) -> Message:
        return await self._asks(Say(text))

    async def give(self, command: str, **values: str) -> Message:
        return await self._asks(Invoke(command, values))

    async def press(self, number: int) -> Message:
        return await self._asks(Press(self._key(number).action))

    def label(self, number: int) -> str:
        """What stands on a button of the last answer, counted from 1."""
        return self._key(number).label

    def _key(self, number: int) -> Key:
        return self._last.keys[number - 1] if self._last else Key("")

    async def _asks(self, request: Request) -> Message:
        answer = await self._interface.answer(self._caller, request)
        if not isinstance(answer, Message):
            raise TypeError(f"no message answered {request}")
        self._last = answer
        return answer


async def converse(folder: Path) -> tuple[list[Entry], list[Entry]]:
    """What is said in the channel, and what in private."""
    for name, text in EXAMPLE.findall((HERE / "letters.md").read_text(encoding="utf-8")):
        (folder / name).write_text(text, encoding="utf-8")
    letter = read_letter(folder)
    moment = datetime(2031, 3, 14, 17, 0, tzinfo=UTC)
    store = await open_store(f"sqlite:///{folder / 'picture.db'}", Cipher("a picture has no secrets"), lambda: moment)
    try:
        await store.write(lambda unit: starting.publish_new(unit, [letter]))
        await store.write(lambda unit: starting.appoint(unit, [Account(PLATFORM, "kim")]))
        await store.write(lambda unit: starting.let_follow(unit, [CHANNEL]))
        interface, recorder = Interface(COMMANDS, store, load(), {"console": lambda message: None}), Recorder()
        worker = Worker(store, recorder, Pace(EVERYTHING_AT_ONCE, time.monotonic), composer(interface))

        async def arrived(place: str) -> Message:
            while await worker.step():
                await worker.settle()
            return recorder.sent[place][-1]

        owner, rita = Someone(interface, "kim"), Someone(interface, "rita")
        ben = Someone(interface, "ben", CHANNEL)

        await owner.give("announce", text="On 2 June at 10:30 we hand the letter over at the town hall. Come along!")
        await owner.press(SEND)
        channel: list[Entry] = [await arrived(CHANNEL.place)]
        question = "who pays the librarians?"
        channel += [Said(f"/ask {question}"), await ben.give("ask", question=question), Gap("only who asked sees this")]

        private: list[Entry] = [Said("/sign"), await rita.give("sign"), Said(rita.label(MAY_SIGN), pressed=True)]
        private += [Gap("four questions, one after another")]
        await rita.press(MAY_SIGN)
        for answer in ("Friends of the Example Library", "Rita Example", "chair", "rita@friends.example"):
            await rita.say(answer)
        await rita.press(ADD)
        await rita.press(PLACE)
        private += [await rita.say("Exampleville"), Said(rita.label(STATE), pressed=True)]
        private += [Gap("a receipt; then a reviewer checks by phone")]
        await rita.press(STATE)

        await owner.give("review")
        await owner.press(LIST)
        await owner.press(BY_PHONE)
        private += [await arrived("@rita")]
        channel += [Gap("an organization signs on"), Said("/signatories"), await ben.give("signatories")]
        channel += [Said("/progress"), await ben.give("progress")]
        return channel, private
    finally:
        await store.close()


# How it is drawn.

WIDTH, SIZE, LINE, PAD = 436, 14, 20, 12
BUBBLE = 372
"""The widest that a bubble is."""

INK, FAINT, PAPER, BOT, PERSON, ACCENT = "#1c2733", "#637082", "#eef1f5", "#ffffff", "#d6ecd2", "#2f6f4f"
NARROW, BROAD = frozenset("iljtfrI.,:;'!|()[]/ ’“”-·•"), frozenset("mwMWOQG@—…%")


@dataclass(frozen=True)
class Word:
    """A word in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    quiet: bool = False

    @property
    def width(self) -> float:
        """How wide it is drawn at the most: fonts differ, so this is on the safe side."""
        if self.code:
            return len(self.text) * SIZE * 0.63
        units = sum(0.36 if c in NARROW else 0.96 if c in BROAD else 0.72 if c.isupper() else 0.6 for c in self.text)
        return units * SIZE * (1.08 if self.bold else 1.0)


def broken(words: Sequence[Word], width: float) -> list[list[Word]]:
    """Words as lines; each word carries the space that follows it."""
    lines: list[list[Word]] = [[]]
    for word in words:
        if lines[-1] and sum(each.width for each in lines[-1]) + word.width > width:
            lines.append([])
        lines[-1].append(word)
    return lines


def words_of(block: Block) -> list[Word]:
    """A block's words."""
    words = [Word(f"{block.marker} ")] if block.marker else []
    for run in block.runs:
        bold = run.bold or block.kind == "heading"
        words += [Word(text, bold, run.italic, run.code) for text in re.findall(r"\S+\s*|\s+", run.text)]
    return words


class Panel:
    """A chat, drawn from the top down."""

    def __init__(self, left: int, title: str) -> None:
        self._left, self._right = left + PAD + 4, left + WIDTH - PAD - 4
        self._shapes: list[str] = []
        self.y = 56.0
        self._text(left + WIDTH / 2, 34, [Word(title, bold=True)], FAINT, "middle")

    def draw(self, entries: Sequence[Entry]) -> str:
        """All of a conversation."""
        for entry in entries:
            match entry:
                case Message():
                    self._message(entry)
                case Said(text, pressed):
                    self._said(text, pressed)
                case Gap(text):
                    self._text(
                        (self._left + self._right) / 2, self.y + 12, [Word(f"· · ·  {text}  · · ·")], FAINT, "middle"
                    )
                    self.y += LINE + 12
        return "\n".join(self._shapes)

    def _message(self, message: Message) -> None:
        inner = BUBBLE - 2 * PAD
        lines: list[tuple[bool, list[Word]]] = []
        for block in message.blocks:
            broken_block = broken(words_of(block), inner)
            lines += [(index == len(broken_block) - 1, line) for index, line in enumerate(broken_block)]
        height = 2 * PAD + len(lines) * LINE + 6 * (sum(last for last, _ in lines) - 1) - 4
        self._box(self._left, self.y, BUBBLE, height, BOT, 14)
        y = self.y + PAD + SIZE - 1
        for last, line in lines:
            self._text(self._left + PAD, y, line, INK)
            y += LINE + (6 if last else 0)
        self.y += height + 6
        self._keys([key.label for key in message.keys])
        self.y += 10

    def _keys(self, labels: Sequence[str]) -> None:
        """Buttons, as many beside one another as fit."""
        rows: list[list[tuple[str, float]]] = [[]]
        for label in labels:
            width = Word(label).width * 0.93 + 20
            if rows[-1] and sum(each + 6 for _, each in rows[-1]) + width > BUBBLE:
                rows.append([])
            rows[-1].append((label, width))
        for row in filter(None, rows):
            x, spare = float(self._left), (BUBBLE - sum(each + 6 for _, each in row) + 6) / len(row)
            for label, width in row:
                self._box(x, self.y, width + spare, 28, BOT, 9, ACCENT)
                self._text(x + (width + spare) / 2, self.y + 19, [Word(label)], ACCENT, "middle", SIZE - 1)
                x += width + spare + 6
            self.y += 34

    def _said(self, text: str, pressed: bool) -> None:
        words = [Word(each) for each in re.findall(r"\S+\s*", text)]
        lines = broken(words, BUBBLE - 60)
        width = max(sum(word.width for word in line) for line in lines) + 2 * PAD
        height = len(lines) * LINE + 2 * PAD - 6
        x = self._right - width
        self._box(x, self.y, width, height, ACCENT if pressed else PERSON, 14)
        for index, line in enumerate(lines):
            middle = x + width / 2
            self._text(middle, self.y + PAD + SIZE - 2 + index * LINE, line, BOT if pressed else INK, "middle")
        self.y += height + 12

    def _box(self, x: float, y: float, width: float, height: float, fill: str, round_: int, stroke: str = "") -> None:
        line = f' stroke="{stroke}" stroke-opacity=".45"' if stroke else ""
        self._shapes.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{round_}" '
            f'fill="{fill}"{line}/>'
        )

    def _text(
        self, x: float, y: float, words: Sequence[Word], fill: str, anchor: str = "start", size: int = SIZE
    ) -> None:
        spans = "".join(f"<tspan{_style(word)}>{escape(word.text)}</tspan>" for word in words)
        self._shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}" font-size="{size}">{spans}</text>'
        )


def _style(word: Word) -> str:
    styles = {
        "font-weight": "bold" * word.bold,
        "font-style": "italic" * word.italic,
        "font-family": "monospace" * word.code,
    }
    return "".join(f' {name}="{value}"' for name, value in styles.items() if value)


def picture(channel: Sequence[Entry], private: Sequence[Entry]) -> str:
    """Both chats beside each other, each on a paper of its own, so that they are legible on any background."""
    panels = [Panel(0, "A channel that follows the letter"), Panel(WIDTH + 16, "In private, with the bot")]
    drawn = [panel.draw(entries) for panel, entries in zip(panels, (channel, private), strict=True)]
    width, height = 2 * WIDTH + 16, max(panel.y for panel in panels) + 8
    papers = "\n".join(
        f'<rect x="{x + 0.5}" y="0.5" width="{WIDTH - 1}" height="{height - 1:.1f}" rx="16" '
        f'fill="{PAPER}" stroke="#c9d1da"/>'
        for x in (0, WIDTH + 16)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" width="{width}" '
        f'height="{height:.0f}" font-family="system-ui, sans-serif" xml:space="preserve" role="img">\n'
        "<title>Two chats: the letter’s news and a question; an organization signs on in private.</title>\n"
        f"{papers}\n" + "\n".join(drawn) + "\n</svg>\n"
    )


def main() -> None:
    """Write the picture beside this file."""
    with TemporaryDirectory() as folder:
        channel, private = asyncio.run(converse(Path(folder)))
    (HERE / "conversation.svg").write_text(picture(channel, private), encoding="utf-8")


if __name__ == "__main__":
    main()
