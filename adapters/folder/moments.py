"""Dates and times: in which zone they are meant, and whether they exist there."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.model.letters import limits
from bot.model.letters.faults import Fault


def find_zone(name: str) -> ZoneInfo | Fault:
    """The zone of that name, or why there is none."""
    zones = _zones()
    if name in zones:
        return ZoneInfo(name)
    by_lower = {zone.lower(): zone for zone in zones}
    by_city = {zone.split("/")[-1].lower(): zone for zone in sorted(zones)}
    wanted = name[:50].strip().lower().replace(" ", "_")
    close = get_close_matches(wanted, by_lower, n=1, cutoff=0.8) or get_close_matches(wanted, by_city, n=1, cutoff=0.8)
    best = (by_lower.get(close[0]) or by_city[close[0]]) if close else ""
    return Fault(
        "is not a known time zone",
        f'did you mean zone = "{best}"?' if best else 'write a region and a city, as zone = "America/Toronto"',
    )


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # looks into a thousand files


def place(moment: datetime, zone: ZoneInfo | None) -> datetime | Fault:
    """A moment with its offset: its own, or the one that the zone has then."""
    if not limits.FIRST_YEAR <= moment.year <= limits.LAST_YEAR:
        years = f"{limits.FIRST_YEAR} and {limits.LAST_YEAR}"
        return Fault(f"is in the year {moment.year}", f"write a year between {years}")
    if moment.tzinfo is not None:
        return moment
    if zone is None:
        return Fault("has no time zone", 'write zone = "America/Toronto" (your own) at the top of the file')
    first, second = (_fixed(moment.replace(tzinfo=zone, fold=fold)) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(zone).replace(tzinfo=None) != moment:
        after = first.astimezone(zone).replace(tzinfo=None)
        return Fault(
            f"does not exist in {zone.key}: the clocks go forward over that time",
            f"write another time, as {after.isoformat()}",
        )
    return Fault(
        f"comes twice in {zone.key}: the clocks go back over that time",
        f"write which one you mean: {first.isoformat()} (the first) or {second.isoformat()}",
    )


def start_of_day(day: date, zone: ZoneInfo | None) -> datetime | Fault:
    """The first moment of a day in the zone, also of a day that begins at one o'clock there."""
    midnight = datetime.combine(day, time())
    placed = place(midnight, zone)
    if isinstance(placed, Fault) and zone is not None and limits.FIRST_YEAR <= day.year <= limits.LAST_YEAR:
        return _fixed(midnight.replace(tzinfo=zone).astimezone(UTC).astimezone(zone))
    return placed


def _fixed(moment: datetime) -> datetime:
    """The same moment with a plain offset: what is kept as JSON and read again is then equal to it."""
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()), fold=0)
