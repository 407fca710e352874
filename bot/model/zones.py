"""Time zones by their names: a region and a city, or how far from UTC."""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})", re.IGNORECASE)


@cache
def _known() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def find_zone(name: str) -> tzinfo | None:
    """The zone of a name, however it is capitalized; nothing where there is none."""
    wanted = name.strip().replace(" ", "_")
    if wanted.upper() in ("UTC", "GMT", "Z"):
        return UTC
    offset = _OFFSET.fullmatch(wanted)
    if offset and int(offset[2]) <= 14 and int(offset[3]) < 60:
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(away if offset[1] == "+" else -away)
    known = _known().get(wanted.casefold())
    return ZoneInfo(known) if known else None
