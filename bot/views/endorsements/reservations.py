"""How many have reservations about which demands."""

from collections.abc import Sequence

from bot.interface.call import Call
from bot.service.endorsements import reservations
from bot.text.text import Text, n
from bot.views.lists import discloses


def counts(call: Call, only: int | None = None) -> Sequence[Text]:
    """How many of those listed have a reservation about each demand, or about only one; nothing where none has, or
    where that may not be told here."""
    if not discloses(call):
        return ()
    found, listed = reservations.reservations(call.unit, call.published.letter_id)
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
