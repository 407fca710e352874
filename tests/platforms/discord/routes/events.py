"""Scheduled events of guilds, as far as those that take place elsewhere (reference: Guild Scheduled Event)."""

from datetime import datetime

from tests.platforms.discord.calls import Call, route
from tests.platforms.discord.checks.form import Form
from tests.platforms.discord.clock import iso
from tests.platforms.discord.errors import (
    Json,
    missing_access,
    missing_permissions,
    too_many_events,
    unknown_event,
    unknown_guild,
)
from tests.platforms.discord.guilds import Guild
from tests.platforms.discord.permissions import Permission
from tests.platforms.discord.world import World

MOST = 100
GUILD_ONLY, EXTERNAL, SCHEDULED = 2, 3, 1
KEPT = (
    "name",
    "description",
    "entity_type",
    "entity_metadata",
    "privacy_level",
    "scheduled_start_time",
    "scheduled_end_time",
)


def show_all(world: World, call: Call) -> list[Json]:
    """GET /guilds/{guild}/scheduled-events."""
    return list(_guild(world, call).events.values())


def create(world: World, call: Call) -> Json:
    """POST /guilds/{guild}/scheduled-events."""
    guild, raw = _guild(world, call), call.object()
    _require(world, guild, Permission.CREATE_EVENTS)
    _check(world, raw)
    if len(guild.events) >= MOST:
        raise too_many_events(MOST)
    number = world.ids.next()
    guild.events[number] = {
        "id": str(number),
        "guild_id": str(guild.id),
        "channel_id": None,
        "creator_id": str(world.bot.id),
        "entity_id": None,
        "status": SCHEDULED,
        "recurrence_rule": None,
        "guild_scheduled_event_exceptions": [],
        **{name: raw.get(name) for name in KEPT},
    }
    return guild.events[number]


def change(world: World, call: Call) -> Json:
    """PATCH /guilds/{guild}/scheduled-events/{event}."""
    guild, event = _event(world, call)
    changed = event | {name: value for name, value in call.object().items() if name in KEPT}
    _check(world, changed)
    guild.events[int(event["id"])] = changed
    return changed


def remove(world: World, call: Call) -> None:
    """DELETE /guilds/{guild}/scheduled-events/{event}."""
    guild, event = _event(world, call)
    del guild.events[int(event["id"])]


def _check(world: World, raw: Json) -> None:
    form = Form()
    form.text(("name",), raw.get("name"), 1, 100, required=True)
    form.text(("description",), raw.get("description"), 1, 1000)
    form.choice(("privacy_level",), raw.get("privacy_level"), (GUILD_ONLY,))
    form.choice(("entity_type",), raw.get("entity_type"), (EXTERNAL,))
    metadata = raw.get("entity_metadata") or {}
    form.text(("entity_metadata", "location"), metadata.get("location"), 1, 100, required=True)
    begins = _moment(form, "scheduled_start_time", raw)
    ends = _moment(form, "scheduled_end_time", raw)
    form.refuse_faults()
    now = datetime.fromisoformat(iso(world.clock.now()))
    if begins <= now:
        message = "Cannot schedule event in the past."
        form.fault(("scheduled_start_time",), "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", message)
    if ends <= begins:
        message = "Cannot schedule event to end before its start."
        form.fault(("scheduled_end_time",), "GUILD_SCHEDULED_EVENT_SCHEDULE_END_BEFORE_START", message)
    form.refuse_faults()


def _moment(form: Form, name: str, raw: Json) -> datetime:
    text = form.text((name,), raw.get(name), 1, 50, required=True) or ""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        form.fault((name,), "DATE_TIME_TYPE_PARSE", f"Could not parse {text}. Should be ISO8601.")
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _event(world: World, call: Call) -> tuple[Guild, Json]:
    guild = _guild(world, call)
    event = guild.events.get(call.id("event"))
    if event is None:
        raise unknown_event()
    own = event["creator_id"] == str(world.bot.id)
    _require(world, guild, Permission.CREATE_EVENTS if own else Permission.MANAGE_EVENTS)
    return guild, event


def _require(world: World, guild: Guild, permission: Permission) -> None:
    if permission not in guild.base_permissions(world.bot):
        raise missing_permissions()


def _guild(world: World, call: Call) -> Guild:
    guild = world.guilds.get(call.id("guild"))
    if guild is None:
        raise unknown_guild()
    if not guild.has_bot:
        raise missing_access()
    return guild


EVENTS = "/guilds/{guild}/scheduled-events"

ROUTES = (
    route("GET", EVENTS, show_all),
    route("POST", EVENTS, create),
    route("PATCH", f"{EVENTS}/{{event}}", change),
    route("DELETE", f"{EVENTS}/{{event}}", remove, status=204),
)
