"""Guilds, their channels and members."""

from tests.platforms.discord import payloads
from tests.platforms.discord.calls import Call, route
from tests.platforms.discord.errors import Json, unknown_guild, unknown_member
from tests.platforms.discord.guilds import Guild
from tests.platforms.discord.world import World


def show(world: World, call: Call) -> Json:
    """GET /guilds/{guild}."""
    guild = _own_guild(world, call)
    body = payloads.guild(guild)
    if call.flag("with_counts"):
        body |= {"approximate_member_count": len(guild.members), "approximate_presence_count": 0}
    return body


def channels(world: World, call: Call) -> list[Json]:
    """GET /guilds/{guild}/channels, without threads."""
    return [channel.payload() for channel in _own_guild(world, call).channels if not channel.deleted]


def roles(world: World, call: Call) -> list[Json]:
    """GET /guilds/{guild}/roles."""
    return [payloads.role(role) for role in _own_guild(world, call).roles.values()]


def active_threads(world: World, call: Call) -> Json:
    """GET /guilds/{guild}/threads/active."""
    threads = [one for one in _own_guild(world, call).threads if not one.deleted and not one.archived]
    return {"threads": [one.payload() for one in threads if one.permissions_of(world.bot)], "members": []}


def member(world: World, call: Call) -> Json:
    """GET /guilds/{guild}/members/{user}."""
    guild = _own_guild(world, call)
    user_id = world.bot.id if call.place["user"] == "@me" else call.id("user")
    if user_id not in guild.members:
        raise unknown_member()
    return payloads.member(guild.members[user_id])


def own_guilds(world: World, call: Call) -> list[Json]:
    """GET /users/@me/guilds."""
    kept = ("id", "name", "icon", "banner", "features")
    found = []
    for guild in world.guilds.values():
        if guild.has_bot:
            permissions = str(int(guild.base_permissions(world.bot)))
            shown = {key: value for key, value in payloads.guild(guild).items() if key in kept}
            found.append(shown | {"owner": False, "permissions": permissions})
    return found


def leave(world: World, call: Call) -> None:
    """DELETE /users/@me/guilds/{guild}."""
    _own_guild(world, call).remove_bot()


def _own_guild(world: World, call: Call) -> Guild:
    guild = world.guilds.get(call.id("guild"))
    if guild is None or not guild.has_bot:
        raise unknown_guild()
    return guild


ROUTES = (
    route("GET", "/users/@me/guilds", own_guilds),
    route("DELETE", "/users/@me/guilds/{guild}", leave),
    route("GET", "/guilds/{guild}", show),
    route("GET", "/guilds/{guild}/channels", channels),
    route("GET", "/guilds/{guild}/roles", roles),
    route("GET", "/guilds/{guild}/threads/active", active_threads),
    route("GET", "/guilds/{guild}/members/{user}", member),
)
