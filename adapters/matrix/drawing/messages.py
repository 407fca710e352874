"""Messages as the content of events: texts, and buttons as numbers to react with or to type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.matrix.drawing.rendering import LIMIT, Piece, pieces
from bot.model.files import MOST_FILES
from bot.ports.messenger import Key, Message, Refused
from bot.text.blocks import Block, Blocks, Span
from bot.views.platform_limits import too_large, too_long, too_many_files

Content = dict[str, Any]

KEYS, EXPECTS = "countersign.keys", "countersign.expects"
"""What the bot writes into its own messages: the labels and actions of their buttons, by which a press is known also
after a restart, and whether a line is awaited there."""

MEBIBYTE = 1024 * 1024
FILE_BYTES = 50 * MEBIBYTE
"""Bytes of a file that Synapse takes, where its host has set nothing else (`max_upload_size`)."""

NAME = "Matrix"


@dataclass(frozen=True, slots=True)
class Button:
    """A button that performs something: its number, its label and its action."""

    number: int
    label: str
    action: str


def buttons(keys: Sequence[Key]) -> list[Button]:
    """The buttons that perform something, numbered as they are shown."""
    return [Button(number, key.label, key.action) for number, key in enumerate([k for k in keys if k.action], 1)]


def keycap(number: int) -> str:
    """The emoji of a number, which people react with; the number itself where there is none."""
    return "\U0001f51f" if number == 10 else f"{number}\ufe0f\u20e3" if number < 10 else str(number)


def number_in(text: str) -> int | None:
    """The number that an emoji or a short line is, if it is one: `3`, `!3`, or the emoji."""
    bare = text.strip().replace("\ufe0f", "").replace("\u20e3", "").removeprefix("!")
    if bare == "\U0001f51f":
        return 10
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) <= 3 else None


def drawn(message: Message) -> list[Piece]:
    """The texts of a message, its buttons below the last."""
    texts, below = list(pieces(message.blocks)), pieces(_listed(message))
    if texts and below and texts[-1].size + below[0].size <= LIMIT:
        texts[-1] = Piece(f"{texts[-1].plain}\n\n{below[0].plain}", texts[-1].html + below[0].html)
        below = below[1:]
    return [*texts, *below]


def prepare(message: Message) -> Refused | None:
    """What is wrong with a message that must leave in one piece."""
    shown = drawn(message)
    if len(shown) > 1:
        length, size = sum(len(each.plain) for each in shown), sum(each.size for each in shown)
        return too_long(NAME, length, length * LIMIT // size)
    if len(message.files) > MOST_FILES:
        return too_many_files(NAME, len(message.files), MOST_FILES)
    large = next((file for file in message.files if file.size > FILE_BYTES), None)
    return too_large(NAME, large.name, FILE_BYTES // MEBIBYTE) if large else None


def contents(message: Message, notice: bool) -> list[Content]:
    """A message as the content of one event, or of several where it is long: the last has the buttons.

    `notice`: no client makes a sound for it, and no bot answers it."""
    found = [_text(each, "m.notice" if notice else "m.text") for each in drawn(message)]
    if found:
        found[-1].update(_marks(message))
    return found


def instead(content: Content, event: str) -> Content:
    """A content that takes the place of an earlier event's."""
    return {
        **{key: value for key, value in content.items() if key not in (KEYS, EXPECTS)},
        "body": f"* {content['body']}",
        "m.new_content": content,
        "m.relates_to": {"rel_type": "m.replace", "event_id": event},
    }


def captioned(content: Content, file: Content) -> Content:
    """A file with the text under it."""
    return {**content, **{key: value for key, value in file.items() if key != "body"}}


def _text(drawn: Piece, kind: str) -> Content:
    return {
        "msgtype": kind,
        "body": drawn.plain,
        "format": "org.matrix.custom.html",
        "formatted_body": drawn.html,
        "m.mentions": {},
    }


def _marks(message: Message) -> Content:
    found: Content = {}
    if keys := buttons(message.keys):
        found[KEYS] = [[each.label, each.action] for each in keys]
    if message.expects:
        found[EXPECTS] = True
    return found


def _listed(message: Message) -> Blocks:
    """The buttons as lines: a number that can be typed wherever a line is no answer, and links. What can only be copied
    or shared elsewhere has none here."""
    lines = list[Block]()
    for each in buttons(message.keys):
        shown = f"!{each.number}" if message.expects or each.number > 10 else keycap(each.number)
        lines.append(Block("item", (Span(each.label, typed=True),), shown))
    links = [key for key in message.keys if key.url]
    lines.extend(Block("item", (Span(key.label, link=key.url, typed=True),), "→") for key in links)
    return tuple(lines)


def keys_in(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The labels and actions of the buttons of a message of the bot's, as they stand in its content."""
    found = content.get(KEYS, [])
    if not isinstance(found, list):
        return []
    return [(str(each[0]), str(each[1])) for each in found if isinstance(each, list) and len(each) == 2]
