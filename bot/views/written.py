"""Files that take long to write, because a list is long: written beside the writer, as everything stands when they are
asked for, and given out by the unit that keeps them."""

from collections.abc import Callable, Hashable

from bot.errors import Conflict
from bot.interface.call import Call
from bot.interface.typesetting import Wanted
from bot.model.journal.entries import only_added
from bot.ports.store import Unit
from bot.text.text import t

MOST_ENTRIES = 1000
"""So many entries of the journal at the most are looked through for one that takes something away."""


def of_letter(call: Call, which: tuple[Hashable, ...], write: Callable[[Unit], bytes]) -> bytes:
    """What is written of a letter and its list; `which` tells it from the letter's other files. Whatever changes it is
    in the journal, or among the owners' settings. Raises what writing it raises."""
    revision = call.published
    letter_id = revision.letter_id

    def state(unit: Unit) -> tuple[int, Hashable]:
        choices = tuple(sorted(unit.settings.all(letter_id).items()))
        told = tuple(each.said for each in unit.presentations.all(letter_id))
        return unit.endorsements.latest_entry(letter_id), (*which, letter_id, revision.number, choices, told)

    def still_so(unit: Unit, before: Hashable) -> bool:
        entry, rest = state(unit)
        match before:
            case (int(earlier), same) if same == rest and entry - earlier <= MOST_ENTRIES:
                return only_added(unit.journal.each(letter_id, after=earlier))
        return False

    return _written(call, Wanted(state, write, still_so))


def as_asked_for(call: Call, which: tuple[Hashable, ...], write: Callable[[Unit], bytes]) -> bytes:
    """What is written anew each time it is asked for, since it is another all the time."""

    def still_so(unit: Unit, before: Hashable) -> bool:
        return isinstance(before, tuple) and before[:-1] == which

    return _written(call, Wanted(lambda unit: (*which, unit.now), write, still_so))


def _written(call: Call, wanted: Wanted) -> bytes:
    content = call.typeset(wanted)
    if content is None:
        raise Conflict(t("The list is changing just now. Please try again in a minute."))
    return content
