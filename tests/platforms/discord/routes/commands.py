"""The bot's commands, globally and by guild."""

from tests.platforms.discord.calls import Call, route
from tests.platforms.discord.checks.commands import check_command, check_commands
from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.errors import Json, missing_access, unknown_command, unknown_guild
from tests.platforms.discord.registry import GLOBAL, Scope
from tests.platforms.discord.world import World


def show_all(world: World, call: Call) -> list[Json]:
    """GET .../commands."""
    return world.commands.of(_scope(world, call))


def replace_all(world: World, call: Call) -> list[Json]:
    """PUT .../commands."""
    raw = call.objects()
    check_commands(raw)
    return world.commands.replace(_scope(world, call), raw, world.application_id, world.ids.next)


def add(world: World, call: Call) -> Json:
    """POST .../commands: one more, or in place of one of the same name and type."""
    raw, scope = call.object(), _scope(world, call)
    _check_one(raw)
    key = (raw.get("type") or 1, raw["name"])
    others = [one for one in world.commands.of(scope) if (one["type"], one["name"]) != key]
    check_commands([*others, raw])
    return world.commands.replace(scope, [*others, raw], world.application_id, world.ids.next)[-1]


def change(world: World, call: Call) -> Json:
    """PATCH .../commands/{command}."""
    scope, earlier = _scope(world, call), _command(world, call)
    merged = earlier | call.object()
    _check_one(merged)
    all_ids = [one["id"] for one in world.commands.of(scope)]
    raw = [merged if one is earlier else one for one in world.commands.of(scope)]
    changed = world.commands.replace(scope, raw, world.application_id, world.ids.next)[all_ids.index(earlier["id"])]
    changed["id"] = earlier["id"]
    return changed


def show(world: World, call: Call) -> Json:
    """GET .../commands/{command}."""
    return _command(world, call)


def remove(world: World, call: Call) -> None:
    """DELETE .../commands/{command}."""
    world.commands.remove(_scope(world, call), _command(world, call))


def _check_one(raw: Json) -> None:
    form = Form()
    check_command(form, (), raw)
    form.refuse_faults()


def _scope(world: World, call: Call) -> Scope:
    if call.id("application") != world.application_id:
        raise missing_access()
    if "guild" not in call.place:
        return GLOBAL
    guild = world.guilds.get(call.id("guild"))
    if guild is None:
        raise unknown_guild()
    if not guild.has_bot:
        raise missing_access()
    return guild.id


def _command(world: World, call: Call) -> Json:
    for command in world.commands.of(_scope(world, call)):
        if command["id"] == call.place["command"]:
            return command
    raise unknown_command()


SCOPES = ("/applications/{application}/commands", "/applications/{application}/guilds/{guild}/commands")

ROUTES = tuple(
    one
    for path in SCOPES
    for one in (
        route("GET", path, show_all),
        route("PUT", path, replace_all),
        route("POST", path, add),
        route("GET", f"{path}/{{command}}", show),
        route("PATCH", f"{path}/{{command}}", change),
        route("DELETE", f"{path}/{{command}}", remove),
    )
)
