"""What time does: announcements leave, lists become public, what is brought in comes in, piece by piece."""

from bot.ports.store import Unit
from bot.service.announcements import dispatch
from bot.service.lists import imports, publication
from bot.service.restores import restoring


def waits(unit: Unit) -> bool:
    """Whether there is something to advance now."""
    return not restoring.waits(unit) and (dispatch.waits(unit) or bool(publication.due(unit)) or imports.waits(unit))


def advance(unit: Unit) -> bool:
    """Advance it, in a short unit: whether there is more to do at once."""
    if restoring.waits(unit):
        return False
    publication.publish_due(unit)
    more = dispatch.send_next(unit)
    return imports.take_in_next(unit) or more
