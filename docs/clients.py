"""What stands on the loopback servers as the clients would draw it: HTML, by `clients.html`, which escapes it all."""

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from tests.platforms import discord, telegram
from tests.platforms.discord.modals import Modal
from tests.platforms.discord.stored import media_of, walk
from tests.platforms.telegram.markup import Button
from tests.platforms.telegram.text import Entity

COLUMN = 350
"""How many pixels wide a chat is drawn."""

OF_THE_CLIENT = {
    "en": {"cancel": "Cancel", "submit": "Submit", "alone": "Only you can see this"},
    "fr": {"cancel": "Annuler", "submit": "Envoyer", "alone": "Toi seul·e peux voir ceci"},
}
"""What Discord's own client says; it speaks no Arabic."""

DATES = {
    "d": "dd/MM/yyyy",
    "D": "d MMMM y",
    "t": "HH:mm",
    "T": "HH:mm:ss",
    "f": "d MMMM y HH:mm",
    "F": "EEEE d MMMM y HH:mm",
}
READER = ZoneInfo("Europe/Paris")
"""The zone of whoever sees it, in which clients show moments."""

TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "code",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


@dataclass(frozen=True)
class Bubble:
    """A message on Telegram."""

    person: bool
    text: Markup
    rows: Sequence[Sequence[Button]]
    picture: str = ""
    file: str = ""


@dataclass(frozen=True)
class Post:
    """A message on Discord. `given` says which command it answers, `media` holds pictures by their addresses."""

    given: str
    content: str
    components: Sequence[Mapping[str, Any]]
    alone: bool
    files: Mapping[str, str]
    media: Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """A chat in one language; a modal stands as it is."""

    title: str
    language: str
    messages: Sequence[Bubble | Post | Modal]
    markdown: Callable[[str], Markup] = field(init=False)
    words: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "markdown", lambda text: of_markdown(text, self.language))
        object.__setattr__(self, "words", OF_THE_CLIENT.get(self.language, OF_THE_CLIENT["en"]))


def page(platform: str, columns: Sequence[Column]) -> str:
    """The chats beside one another."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    template = environment.get_template("clients.html")
    return template.render(platform=platform, columns=columns, width=COLUMN, unknown=_unknown)


def bubble(message: telegram.Message) -> Bubble:
    """A message on Telegram as it is seen."""
    picture = message.file.content if message.file and message.file.kind == "photo" else b""
    return Bubble(
        not message.from_bot,
        of_entities(message.text, message.entities),
        message.markup.rows if message.markup else (),
        _address(picture),
        message.file.name if message.file and not picture else "",
    )


def post(message: discord.Message) -> Post:
    """A message on Discord as it is seen."""
    answered = message.interaction
    given = f"{answered.person.name} used {answered.what}" if answered and answered.kind == 2 else ""
    pictures = {each.url: _address(each.data) for each in message.channel.world.attachments.values()}
    pictures |= {f"attachment://{each.filename}": _address(each.data) for each in message.attachments}
    shown = {each["url"].rpartition("/")[2] for each in _media(message.components)}
    return Post(
        given,
        message.content,
        message.components,
        message.ephemeral,
        {each.filename: pictures[each.url] for each in message.attachments if each.filename not in shown},
        pictures,
    )


def of_entities(text: str, entities: Sequence[Entity]) -> Markup:
    """A text of Telegram's, whose entities hold one another or stand apart."""
    units = text.encode("utf-16-le")

    def between(begin: int, end: int) -> str:
        return units[2 * begin : 2 * end].decode("utf-16-le")

    def drawn(begin: int, end: int, within: Sequence[Entity]) -> Markup:
        parts, at, left = [], begin, list(within)
        while left:
            outer = left.pop(0)
            inner = [each for each in left if each.end <= outer.end]
            left = left[len(inner) :]
            tag = TAGS.get(outer.type, "a")
            parts += [escape(between(at, outer.offset)), Markup(f"<{tag}>")]  # noqa: S704  a tag of ours
            parts += [drawn(outer.offset, outer.end, inner), Markup(f"</{tag}>")]  # noqa: S704
            at = outer.end
        return Markup("").join([*parts, escape(between(at, end))])

    ordered = sorted(entities, key=lambda each: (each.offset, -each.length))
    return drawn(0, len(units) // 2, ordered)


def of_markdown(text: str, language: str) -> Markup:
    """A text of Discord's Markdown. It differs from others in that a quotation ends with its line."""

    def moment(match: re.Match[str]) -> str:
        at = datetime.fromtimestamp(int(match[1]), UTC)
        if match[2] == "R":
            return f"<time>{at:%Y-%m-%d}</time>"
        return f"<time>{escape(format_datetime(at, DATES[match[2] or 'f'], READER, language))}</time>"

    lines = re.sub(r"^(> .*)\n(?!> )", r"\1\n\n", text, flags=re.MULTILINE)
    lines = re.sub(r"^-# (.*)$", "\n\ue000\\1\ue001\n", lines, flags=re.MULTILINE)
    html = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough").render(lines)
    html = re.sub(r"<(ul|ol)\b", r'<\1 dir="auto"', html)
    html = html.replace("\ue000", "<small>").replace("\ue001", "</small>")
    html = re.sub(r"&lt;t:(-?\d+)(?::(\w))?&gt;", moment, html)
    html = re.sub(r"&lt;(/[\w-]+):\d+&gt;", r'<span class="mention">\1</span>', html)
    return Markup(html)  # noqa: S704  the parser has escaped it, and lets no HTML through


def _media(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for component in walk(components) for each in media_of(component)]


def _address(content: bytes) -> str:
    """A picture within the page; nothing where it is none."""
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg" if content.startswith(b"\xff\xd8") else ""
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}" if kind else ""


def _unknown(component: Mapping[str, Any]) -> str:
    raise ValueError(f"nobody has drawn a component of type {component['type']} yet")
