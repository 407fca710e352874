"""Posts that people forward: Discord sends along what such a post said and held, and not whose it was."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import discord

from adapters.discord.hearing import markdown
from bot.text.markup.formatted import Formatted, Unkept


def forwarded(message: discord.Message) -> discord.MessageSnapshot | None:
    """The post that a message forwards, which says nothing of its own then."""
    return next(iter(message.message_snapshots), None)


def text_of(post: discord.MessageSnapshot) -> str:
    """What a forwarded post says; of a card, what stands in it."""
    return "\n".join(filter(None, (post.content, *displayed(post.components))))


def read(text: str) -> Formatted:
    """What a forwarded post says, as blocks, and what of it is not kept."""
    found = markdown.read(text)
    return replace(found, unkept=(*found.unkept, Unkept.FORWARDED))


def displayed(components: Iterable[Any]) -> Iterator[str]:
    """The texts of a card."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from displayed(getattr(component, "children", ()))
