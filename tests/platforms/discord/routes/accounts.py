"""The bot's own account and application, other accounts, and the way to the gateway."""

from tests.platforms.discord import payloads
from tests.platforms.discord.calls import Call, route
from tests.platforms.discord.errors import Json, unknown_user
from tests.platforms.discord.world import World


def own_user(world: World, call: Call) -> Json:
    """GET /users/@me."""
    return payloads.own_user(world)


def user(world: World, call: Call) -> Json:
    """GET /users/{user}."""
    found = world.user(call.id("user"))
    if found is None:
        raise unknown_user()
    return payloads.user(found)


def application(world: World, call: Call) -> Json:
    """GET /applications/@me and /oauth2/applications/@me."""
    return payloads.application(world)


def gateway(world: World, call: Call) -> Json:
    """GET /gateway."""
    return {"url": world.gateway_url}


def gateway_for_bots(world: World, call: Call) -> Json:
    """GET /gateway/bot."""
    return {"url": world.gateway_url, **world.sharding()}


ROUTES = (
    route("GET", "/users/@me", own_user),
    route("GET", "/users/{user}", user),
    route("GET", "/applications/@me", application),
    route("GET", "/oauth2/applications/@me", application),
    route("GET", "/gateway", gateway),
    route("GET", "/gateway/bot", gateway_for_bots),
)
