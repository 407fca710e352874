"""How many have reservations about which demands."""

from collections.abc import Sequence

from bot.interface.call import Call
from bot.ports.store import Unit
from bot.service.endorsements import reservations
from bot.text.text import Text, n
from bot.views.lists import discloses


def counts(call: Call, only: int | None = None) -> Sequence[Text]:
    """How many of those listed have a reservation about each demand, or about only one; nothing where none has, or
    where that may not be told here."""
    return counted(call.unit, call.published.letter_id, only) if discloses(call) else ()


def counted(unit: Unit, letter_id: int, only: int | None = None) -> Sequence[Text]:
    """How many of those listed have a reservation about each demand, or about only one, for whoever may know it."""
    found, listed = reservations.reservations(unit, letter_id)
    return [
        n(
            "{count} of {listed} has a reservation about demand {number}.",
            "{count} of {listed} have a reservation about demand {number}.",
            count,
            listed=listed,
            number=number,
        )
        for number, count in sorted(found.items())
        if only in (None, number)
    ]
