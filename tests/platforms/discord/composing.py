"""What the client app makes of a slash command that a person types: options checked, accounts resolved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .channels import Channel
from .checks.bodies import as_upload
from .errors import ClientRefused, Json
from .permissions import Permission

if TYPE_CHECKING:
    from .people import Person

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, CHANNEL, NUMBER, ATTACHMENT = 1, 2, 3, 4, 5, 7, 10, 11
NAMED = (6, CHANNEL, 8, 9)
SAFE = 2**53


def find_path(command: Json, path: list[str]) -> tuple[list[Json], list[Json]]:
    """The subcommands on the way to what was typed, and the options that it takes."""
    steps: list[Json] = []
    options: list[Json] = command["options"]
    for name in path:
        nested = [option for option in options if option["name"] == name and option["type"] in (SUBCOMMAND, GROUP)]
        if not nested:
            raise ClientRefused(f"/{command['name']} has no subcommand {name!r}")
        steps.append(nested[0])
        options = nested[0].get("options") or []
    if any(option["type"] in (SUBCOMMAND, GROUP) for option in options):
        raise ClientRefused(f"/{command['name']} needs one of {[option['name'] for option in options]}")
    return steps, options


def typed_options(
    options: list[Json], values: Mapping[str, Any], person: Person, resolved: Json, where: Channel
) -> list[Json]:
    """The options as they travel from this channel, or a refusal of the client app."""
    known = [option["name"] for option in options]
    for name in values:
        if name not in known:
            raise ClientRefused(f"there is no option {name!r}; there are {known}")
    missing = [option["name"] for option in options if option.get("required") and values.get(option["name"]) is None]
    if missing:
        raise ClientRefused(f"options are required: {missing}")
    return [
        {"name": option["name"], "type": option["type"], "value": _value(option, given, person, resolved, where)}
        for option in options
        if (given := values.get(option["name"])) is not None
    ]


def nested(steps: list[Json], options: list[Json]) -> list[Json]:
    """The options inside their subcommands."""
    for step in reversed(steps):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    return options


def _value(option: Json, given: Any, person: Person, resolved: Json, where: Channel) -> Any:
    kind, name = option["type"], option["name"]
    if option.get("choices"):
        for choice in option["choices"]:
            if given in (choice["value"], choice["name"]):
                return choice["value"]
        raise ClientRefused(f"{name!r} takes one of {[choice['name'] for choice in option['choices']]}, not {given!r}")
    if kind == STRING:
        return _text(option, given)
    if kind in (INTEGER, NUMBER):
        return _number(option, given)
    if kind == BOOLEAN and isinstance(given, bool):
        return given
    if kind in NAMED:
        if kind == CHANNEL and isinstance(given, Channel):
            _check_channel(option, given, person, where)
        return person.resolve(given, resolved, where)
    if kind == ATTACHMENT and (upload := as_upload(given)) is not None:
        return person.resolve_upload(upload, resolved)
    raise ClientRefused(f"{name!r} does not take {given!r}")


def _text(option: Json, given: Any) -> str:
    if not isinstance(given, str):
        raise ClientRefused(f"{option['name']!r} takes text, not {given!r}")
    if "\n" in given:
        raise ClientRefused(f"{option['name']!r} is one line: an option of a slash command holds no line break")
    low, high = option.get("min_length") or 0, option.get("max_length") or 6000
    if not low <= len(given) <= high:
        raise ClientRefused(f"{option['name']!r} takes {low} to {high} characters, not {len(given)}")
    return given


def _number(option: Json, given: Any) -> int | float:
    whole = option["type"] == INTEGER
    if isinstance(given, bool) or not isinstance(given, int if whole else int | float):
        raise ClientRefused(f"{option['name']!r} takes a number, not {given!r}")
    low, high = option.get("min_value"), option.get("max_value")
    least, most = (-SAFE if low is None else low), (SAFE if high is None else high)
    if not least <= given <= most:
        raise ClientRefused(f"{option['name']!r} takes {least} to {most}, not {given}")
    number: int | float = given
    return number


def _check_channel(option: Json, channel: Channel, person: Person, where: Channel) -> None:
    """The client app offers the channels of the same guild that the person sees, of the types that the bot takes."""
    if channel.guild is None or channel.guild is not where.guild or channel.deleted:
        raise ClientRefused(f"{option['name']!r} does not take {channel} in {where}: it is not of the same guild")
    if Permission.VIEW_CHANNEL not in channel.permissions_of(person):
        raise ClientRefused(f"{person.name} does not see {channel}")
    allowed = option.get("channel_types")
    if allowed and channel.type not in allowed:
        raise ClientRefused(f"{option['name']!r} does not take {channel}: its type is {channel.type}, not in {allowed}")
