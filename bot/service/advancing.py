"""What time does: announcements leave, lists become public, what is brought in comes in, piece by piece."""

from bot.ports.store import Unit
from bot.service import importing, listing, running


def waits(unit: Unit) -> bool:
    """Whether there is something to advance now."""
    return running.waits(unit) or bool(listing.due(unit)) or importing.waits(unit)


def advance(unit: Unit) -> bool:
    """Advance it, in a short unit: whether there is more to do at once."""
    listing.advance(unit)
    more = running.advance(unit)
    return importing.advance(unit) or more
