"""Time zones: by their names, as a region and a city or how far from UTC; and what their clocks show."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_LONGEST_NAME = 50
_SHORTEST_CITY = 4
_GREENWICH = ("UTC", "GMT", "Z")


@cache
def _database() -> dict[str, str]:
    """Every name in the time zone database: of places, but also of files, of offsets whose sign is the other way round,
    and abbreviations that mean another time elsewhere."""
    return {name.casefold(): name for name in sorted(available_timezones())}  # looks into a thousand files


@cache
def _known() -> dict[str, str]:
    """The zones of places."""
    return {key: name for key, name in _database().items() if "/" in name and not name.startswith("Etc/")}


@cache
def _by_city() -> dict[str, str]:
    return {name.split("/")[-1]: known for name, known in _known().items()}


def find_zone(name: str) -> tzinfo | None:
    """The zone of a place, as a region and a city, or so far from UTC, however it is capitalized; nothing where there
    is none."""
    wanted = name.strip().replace(" ", "_")
    if wanted.upper() in _GREENWICH:
        return UTC
    offset = _OFFSET.fullmatch(wanted)
    if offset and int(offset[2]) <= 14 and int(offset[3] or 0) < 60:
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(away if offset[1] == "+" else -away)
    known = _known().get(wanted.casefold())
    return ZoneInfo(known) if known else None


def kept_zone(name: str) -> tzinfo:
    """The zone that was kept under a name, also under one of the database's that nobody can type any more; UTC where
    there is none."""
    found = find_zone(name)
    if found is None and is_zone_name(name):
        return ZoneInfo(_database()[name.casefold()])
    return found or UTC


def is_zone_name(name: str) -> bool:
    """Whether the time zone database has the name, whatever it is of."""
    return name.casefold() in _database()


def find_region(name: str) -> ZoneInfo | None:
    """The zone of a region and a city, or UTC, spelled exactly; nothing where there is none."""
    return ZoneInfo(name) if name == "UTC" or _known().get(name.casefold()) == name else None


def nearest_region(name: str) -> str:
    """The region and city that was probably meant, told from its whole name or its city; empty where none is near."""
    if len(name) < _SHORTEST_CITY:
        return ""
    wanted = name[:_LONGEST_NAME].strip().casefold().replace(" ", "_")
    for names in (_known(), _by_city()):
        for near in get_close_matches(wanted, names, n=1, cutoff=0.8):
            return names[near]
    return ""


@dataclass(frozen=True, slots=True)
class Once:
    """A local time that exists in its zone, as nearly all do."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Never:
    """A local time over which the clocks go forward; they show `instead` when it would have come."""

    instead: datetime


@dataclass(frozen=True, slots=True)
class Twice:
    """A local time to which the clocks go back."""

    first: datetime
    second: datetime


def readings(local: datetime, zone: tzinfo) -> Once | Never | Twice:
    """How often the clocks of a zone show a local time, and at which moments, in that zone."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return Once(first)
    shown = first.astimezone(UTC).astimezone(zone)
    return Twice(first, second) if shown.replace(tzinfo=None) == local else Never(shown)


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The first moment of a day in a zone, also of a day that begins at one o'clock there, or at midnight twice."""
    match readings(datetime.combine(day, time()), zone):
        case Once(first) | Never(first) | Twice(first):
            return first
