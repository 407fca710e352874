"""Whether the bot may do something in a channel; the refusals tell why not."""

from tests.platforms.discord.channels import WITHOUT_MESSAGES, Channel, DirectChannel
from tests.platforms.discord.checks.bodies import Body
from tests.platforms.discord.errors import (
    archived_thread,
    closed_to_bot,
    locked_thread,
    missing_access,
    missing_permissions,
    no_mutual_guild,
    not_a_text_channel,
    unknown_channel,
    unknown_message,
)
from tests.platforms.discord.messages import Message
from tests.platforms.discord.permissions import NONE, Permission
from tests.platforms.discord.threads import Thread
from tests.platforms.discord.world import World


def seen_channel(world: World, channel_id: int) -> Channel:
    """The channel, if it exists and the bot sees it."""
    channel = world.channels.get(channel_id)
    if channel is None or channel.deleted:
        raise unknown_channel()
    if Permission.VIEW_CHANNEL not in channel.permissions_of(world.bot):
        raise missing_access()
    return channel


def require(world: World, channel: Channel, permissions: Permission) -> None:
    """Refuse what the bot's roles and the channel's overwrites do not grant."""
    if permissions not in channel.permissions_of(world.bot):
        raise missing_permissions()


def writable_channel(world: World, channel_id: int, extra: Permission = NONE) -> Channel:
    """The channel, if the bot may write there."""
    channel = seen_channel(world, channel_id)
    if isinstance(channel, DirectChannel):
        if channel.person.refuses_bot:
            raise closed_to_bot()
        if not world.shares_guild_with_bot(channel.person):
            raise no_mutual_guild()
        return channel
    if channel.type in WITHOUT_MESSAGES:
        raise not_a_text_channel()
    needed = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    require(world, channel, needed | extra)
    refuse_locked(world, channel)
    return channel


def needed_for(body: Body) -> Permission:
    """The permissions that a message of this body needs beside the one to send."""
    embeds = Permission.EMBED_LINKS if body.embeds else NONE
    return embeds | (Permission.ATTACH_FILES if body.files else NONE)


def refuse_locked(world: World, channel: Channel) -> None:
    """Refuse new messages in a locked thread; one that is only archived wakes up (reference: Threads)."""
    locked = isinstance(channel, Thread) and channel.locked
    if locked and Permission.MANAGE_THREADS not in channel.permissions_of(world.bot):
        assert isinstance(channel, Thread)
        raise archived_thread() if channel.archived else locked_thread()


def refuse_deletion(world: World, channel: Channel) -> None:
    """Refuse to delete in a locked thread that is archived (reference: Threads)."""
    if isinstance(channel, Thread) and channel.archived:
        refuse_locked(world, channel)


def refuse_archived(channel: Channel) -> None:
    """Refuse changes in an archived thread, other than deletion (reference: Threads)."""
    if isinstance(channel, Thread) and channel.archived:
        raise archived_thread()


def seen_message(channel: Channel, message_id: int) -> Message:
    """The message, if it is in this channel; ephemeral ones are known to no channel."""
    message = channel.world.messages.get(message_id)
    if message is None or message.channel is not channel or message.deleted or message.ephemeral:
        raise unknown_message()
    return message
