"""Cards: messages of Components V2, in which a part stands with the button that belongs to it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import discord
from discord import ui

from adapters.discord.drawing.components import LABEL, button, rows
from adapters.discord.drawing.rendering import Commands, contents
from bot.model.files import File
from bot.ports.messenger import Key, Message
from bot.text.shortening import cut

CHARACTERS, COMPONENTS = 4000, 40
"""Characters and components of all of a card (Discord's reference, Components V2)."""

_FRAME = 2
"""The components around the rest: the container, and the line above what stands under the text."""

_SECTION, _TEXT = 3, 1
"""Components of a text with its button, and of one without."""

_REFERABLE = re.compile(r"[A-Za-z0-9_.-]{1,200}")


@dataclass(frozen=True, slots=True)
class Strip:
    """A text, perhaps with the button that stands beside it."""

    text: str
    key: Key | None = None

    @property
    def components(self) -> int:
        """So many components it is."""
        return _SECTION if self.key else _TEXT


@dataclass(frozen=True, slots=True)
class Card:
    """What one message shows: its strips, and under them files, buttons and selects."""

    strips: tuple[Strip, ...]
    keys: tuple[Key, ...] = ()
    files: tuple[File, ...] = ()

    def view(self) -> ui.LayoutView:
        """The card as Discord takes it."""
        parts: list[ui.Item[Any]] = [_strip(each) for each in self.strips]
        under = [*_media(self.files), *(ui.ActionRow[Any](*row) for row in rows(self.keys))]
        shown = ui.LayoutView(timeout=None)
        shown.add_item(ui.Container(*parts, *([ui.Separator()] if parts and under else []), *under))
        shown.stop()
        return shown


def drawable(message: Message) -> bool:
    """Whether a message can be a card: a card shows no previews, and names its files by what an address may hold."""
    names = [file.name for file in message.files]
    fit = all(file.picture or _REFERABLE.fullmatch(file.name) for file in message.files)
    return bool(message.blocks) and not message.previews and fit and len(set(names)) == len(names)


def cards(message: Message, commands: Commands) -> Sequence[Card]:
    """A message as one card, or as several where it is longer than one holds; under the last stand its files and the
    buttons that belong to no part. Where so many stand beside parts that they would not fit, they stand there too."""
    beside: Mapping[int, Key] = {
        key.block: key for key in message.keys if key.block is not None and _seen(message, key)
    }
    if _FRAME + len(beside) * (_SECTION + _TEXT) + _under(message, beside) > COMPONENTS:
        beside = {}
    left = tuple(key for key in message.keys if key.block not in beside)
    room = COMPONENTS - _FRAME - _under(message, beside)
    packed = list[list[Strip]]()
    for strip in _strips(message, beside, commands):
        now = packed[-1] if packed else []
        fits = sum(len(each.text) for each in (*now, strip)) <= CHARACTERS
        if now and fits and sum(each.components for each in (*now, strip)) <= room:
            now.append(strip)
        else:
            packed.append([strip])
    first = [Card(tuple(each)) for each in packed[:-1]]
    return [*first, *(Card(tuple(each), left, message.files) for each in packed[-1:])]


def reference(number: int, file: File) -> str:
    """What a file is called in a card, counted from 1: by its name, or where no address can hold that by its kind."""
    if _REFERABLE.fullmatch(file.name):
        return file.name
    return f"picture-{number}.{file.mime.rpartition('/')[2]}"


def _seen(message: Message, key: Key) -> bool:
    """Whether a button can stand beside its part: there is something to be seen of both."""
    part = message.blocks[key.block : key.block + 1] if key.block is not None else ()
    return bool((key.action or key.url) and contents(part))


def _under(message: Message, beside: Mapping[int, Key]) -> int:
    """So many components stand under the text."""
    shown = rows([key for key in message.keys if key.block not in beside])
    pictures = any(file.picture for file in message.files)
    return sum(1 + len(row) for row in shown) + pictures + sum(not file.picture for file in message.files)


def _strips(message: Message, beside: Mapping[int, Key], commands: Commands) -> Sequence[Strip]:
    found = list[Strip]()
    numbered = enumerate(message.blocks)
    for number, group in groupby(numbered, key=lambda each: each[0] if each[0] in beside else None):
        texts = contents(tuple(block for _, block in group), CHARACTERS, commands)
        key = beside.get(number) if number is not None else None
        found.extend(Strip(text, key if not index else None) for index, text in enumerate(texts))
    return found


def _strip(strip: Strip) -> ui.Item[Any]:
    if strip.key is None:
        return ui.TextDisplay(strip.text)
    return ui.Section(strip.text, accessory=button(strip.key, cut(strip.key.label, LABEL)))


def _media(files: Sequence[File]) -> Sequence[ui.Item[Any]]:
    named = [(file, f"attachment://{reference(number, file)}") for number, file in enumerate(files, 1)]
    pictures = [
        discord.MediaGalleryItem(address, description=file.alt or None) for file, address in named if file.picture
    ]
    others = [ui.File[Any](address) for file, address in named if not file.picture]
    return [*([ui.MediaGallery[Any](*pictures)] if pictures else []), *others]
