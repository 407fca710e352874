"""The world's things as JSON, with every field that the published description requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clock import iso
from .errors import Json
from .permissions import Overwrite, Permission
from .users import User

if TYPE_CHECKING:
    from .channels import Channel, DirectChannel, GroupMessages, GuildChannel, Tag
    from .guilds import Guild, Member, Role
    from .threads import Thread
    from .world import World

REQUIRE_TAG = 1 << 4
"""The flag of a forum whose posts need a tag (reference: Channel Flags)."""

RESOLVED = (
    "id",
    "name",
    "type",
    "last_message_id",
    "nsfw",
    "parent_id",
    "guild_id",
    "flags",
    "rate_limit_per_user",
    "topic",
    "position",
    "thread_metadata",
    "owner_id",
    "member_count",
    "message_count",
)
"""What is told of a channel that an interaction names (reference: Receiving and Responding, Resolved Data).

Of a thread the last three too: discord.py's AppCommandThread does not do without them.
"""


def user(account: User) -> Json:
    """An account (UserResponse)."""
    return {
        "id": str(account.id),
        "username": account.name.lower().replace(" ", "."),
        "global_name": account.name,
        "avatar": None,
        "discriminator": "0",
        "public_flags": 0,
        "flags": 0,
        "bot": account.bot,
        "system": False,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "primary_guild": None,
    }


def own_user(world: World) -> Json:
    """The bot's own account (UserPIIResponse)."""
    return user(world.bot) | {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def application(world: World) -> Json:
    """The bot's application (PrivateApplicationResponse)."""
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "tags": [],
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(User(1, "The Team")),
        "team": None,
        "approximate_guild_count": sum(guild.has_bot for guild in world.guilds.values()),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "integration_types_config": {"0": {}, "1": {}},
    }


def member(one: Member, permissions: Permission | None = None) -> Json:
    """An account in a guild (GuildMemberResponse), with its permissions where an interaction shows them."""
    body: Json = {
        "user": user(one.user),
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [str(role.id) for role in one.roles],
        "joined_at": iso(one.joined),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    if permissions is not None:
        body["permissions"] = str(int(permissions))
    return body


def role(one: Role) -> Json:
    """A role (GuildRoleResponse)."""
    return {
        "id": str(one.id),
        "name": one.name,
        "permissions": str(int(one.permissions)),
        "position": one.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": one.managed,
        "mentionable": one.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def guild(one: Guild) -> Json:
    """A guild (GuildResponse)."""
    return {
        "id": str(one.id),
        "name": one.name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": ["COMMUNITY", "NEWS"],
        "banner": None,
        "owner_id": str(one.owner.id),
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": str(one.system_channel.id) if one.system_channel else None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "roles": [role(each) for each in one.roles.values()],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": one.locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def guild_create(one: Guild, *, joined: bool) -> Json:
    """A guild as the gateway announces it: to a new session, or because the bot has just joined it."""
    bot = one.members[one.world.bot.id]
    body = guild(one) | {
        "joined_at": iso(bot.joined),
        "large": False,
        "member_count": len(one.members),
        "members": [member(bot)],
        "channels": [guild_channel(channel) for channel in one.channels if not channel.deleted],
        "threads": [
            thread(each)
            for each in one.threads
            if not each.deleted and not each.archived and each.permissions_of(one.world.bot)
        ],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
    return body if joined else body | {"unavailable": False}


def guild_channel(channel: GuildChannel) -> Json:
    """A channel of a guild (GuildChannelResponse)."""
    return _place(channel) | {
        "guild_id": str(channel.guild.id),
        "name": channel.name,
        "parent_id": None,
        "position": channel.position,
        "topic": channel.topic,
        "nsfw": channel.nsfw,
        "rate_limit_per_user": 0,
        "bitrate": 64_000,
        "user_limit": 0,
        "rtc_region": None,
        "flags": REQUIRE_TAG if channel.requires_tag else 0,
        "available_tags": [_tag(one) for one in channel.tags],
        "permission_overwrites": [_overwrite(channel, *item) for item in channel.overwrites.items()],
    }


def partial_channel(channel: Channel, person: User) -> Json:
    """A channel that an option or a select menu names (reference: Receiving and Responding, Resolved Data)."""
    shown = {key: value for key, value in channel.payload().items() if key in RESOLVED}
    return shown | {
        "permissions": str(int(channel.permissions_of(person))),
        "app_permissions": str(int(channel.permissions_of(channel.world.bot))),
    }


def thread_list(channel: GuildChannel) -> Json:
    """The active threads of a channel to which the bot has gained access."""
    active = [one for one in channel.guild.threads if one.parent is channel and not (one.deleted or one.archived)]
    return {
        "guild_id": str(channel.guild.id),
        "channel_ids": [str(channel.id)],
        "threads": [thread(one) for one in active],
        "members": [],
    }


def thread(channel: Thread) -> Json:
    """A thread (ThreadResponse); a post's first message does not count."""
    sent = [message for message in channel.messages if message.id != channel.id]
    return _place(channel) | {
        "guild_id": str(channel.guild.id),
        "name": channel.name,
        "parent_id": str(channel.parent.id),
        "owner_id": str(channel.owner.id),
        "rate_limit_per_user": 0,
        "message_count": sum(not message.deleted for message in sent),
        "total_message_sent": len(sent),
        "member_count": 1,
        "applied_tags": [str(tag.id) for tag in channel.tags],
        "thread_metadata": {
            "archived": channel.archived,
            "archive_timestamp": iso(channel.created),
            "auto_archive_duration": 4320,
            "locked": channel.locked,
            "create_timestamp": iso(channel.created),
        },
    }


def deleted_thread(channel: Thread) -> Json:
    """What the gateway says of a deleted thread."""
    kept = ("id", "guild_id", "parent_id", "type")
    return {key: value for key, value in thread(channel).items() if key in kept}


def direct_channel(channel: DirectChannel) -> Json:
    """The direct messages with one person (PrivateChannelResponse)."""
    return _place(channel) | {"recipients": [user(channel.person)]}


def group_channel(channel: GroupMessages) -> Json:
    """A private chat of several people (PrivateGroupChannelResponse)."""
    people = [user(one) for one in channel.people]
    return _place(channel) | {"recipients": people, "name": None, "icon": None, "owner_id": people[0]["id"]}


def _place(channel: Channel) -> Json:
    last = channel.messages[-1].id if channel.messages else None
    return {"id": str(channel.id), "type": channel.type, "flags": 0, "last_message_id": str(last) if last else None}


def _tag(one: Tag) -> Json:
    return {"id": str(one.id), "name": one.name, "moderated": one.moderated, "emoji_id": None, "emoji_name": None}


def _overwrite(channel: GuildChannel, target: int, overwrite: Overwrite) -> Json:
    return {
        "id": str(target),
        "type": 0 if target in channel.guild.roles else 1,
        "allow": str(int(overwrite.allow)),
        "deny": str(int(overwrite.deny)),
    }
