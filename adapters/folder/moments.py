"""Dates and times: in which zone they are meant, and whether they exist there."""

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from bot.model import zones
from bot.model.letters import limits
from bot.model.letters.faults import Fault
from bot.model.zones import Never, Once, Twice


def find_zone(name: str) -> ZoneInfo | Fault:
    """The zone of that name, or why there is none."""
    if zone := zones.find_region(name):
        return zone
    near = zones.nearest_region(name)
    return Fault(
        "is not a known time zone",
        f'did you mean zone = "{near}"?' if near else 'write a region and a city, as zone = "America/Toronto"',
    )


def place(moment: datetime, zone: ZoneInfo | None) -> datetime | Fault:
    """A moment with its offset: its own, or the one that the zone has then."""
    if not limits.FIRST_YEAR <= moment.year <= limits.LAST_YEAR:
        years = f"{limits.FIRST_YEAR} and {limits.LAST_YEAR}"
        return Fault(f"is in the year {moment.year}", f"write a year between {years}")
    if moment.tzinfo is not None:
        return moment
    if zone is None:
        return Fault("has no time zone", 'write zone = "America/Toronto" (your own) at the top of the file')
    match zones.readings(moment, zone):
        case Once(only):
            return _fixed(only)
        case Never(instead):
            return Fault(
                f"does not exist in {zone.key}: the clocks go forward over that time",
                f"write another time, as {instead.replace(tzinfo=None).isoformat()}",
            )
        case Twice(first, second):
            return Fault(
                f"comes twice in {zone.key}: the clocks go back over that time",
                f"write which one you mean: {_fixed(first).isoformat()} (the first) or {_fixed(second).isoformat()}",
            )


def start_of_day(day: date, zone: ZoneInfo | None) -> datetime | Fault:
    """The first moment of a day in the zone."""
    placed = place(datetime.combine(day, time()), zone)
    if isinstance(placed, Fault) and zone is not None and limits.FIRST_YEAR <= day.year <= limits.LAST_YEAR:
        return _fixed(zones.start_of_day(day, zone))
    return placed


def _fixed(moment: datetime) -> datetime:
    """The same moment with a plain offset: what is kept as JSON and read again is then equal to it."""
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()), fold=0)
