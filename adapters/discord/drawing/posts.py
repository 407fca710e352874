"""Posts of a forum: each is a thread with a title, which its first message begins."""

import discord

from adapters.discord.drawing.pieces import Piece
from bot.ports.messenger import Message
from bot.text.blocks import plain
from bot.text.shortening import cut

TITLE = 100
"""Characters of a thread's name (Discord's reference, start thread in forum or media channel)."""


async def post(
    forum: discord.ForumChannel,
    message: Message,
    piece: Piece,
    files: list[discord.File],
    called: discord.AllowedMentions,
) -> int:
    """Put a message into a forum, in which some may be called: the id of its thread, which is that of the thread's
    first message too."""
    made = await forum.create_thread(
        name=title(message),
        **piece.new(),
        files=files or discord.utils.MISSING,
        applied_tags=tags(forum),
        allowed_mentions=called,
        suppress_embeds=not message.previews and not piece.card,
        silent=message.silent,
    )
    return made.thread.id


def title(message: Message) -> str:
    """What a post is called: its first line, else its first file's name."""
    lines = (line.strip() for line in plain(message.blocks).splitlines())
    named = next((line for line in lines if line), "") or next((file.name for file in message.files), "")
    return cut(named, TITLE) or "…"


def tags(forum: discord.ForumChannel) -> list[discord.ForumTag]:
    """The tags of a post: none, or where a forum requires one the first that anybody may use."""
    if not forum.flags.require_tag:
        return []
    return sorted(forum.available_tags, key=lambda tag: tag.moderated)[:1]
