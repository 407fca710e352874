"""Files that take long to write, because a list is long: written beside the writer, as everything stands when they are
asked for, and given out by the unit that keeps them."""

from collections.abc import Callable, Hashable, Sequence

import msgspec

from bot.errors import Conflict
from bot.interface.call import Call
from bot.interface.typesetting import Wanted
from bot.model.journal.entries import only_added
from bot.model.lists.snapshots import LOOKED_UP_BEFORE, Line, Part
from bot.ports.store import Unit
from bot.service.lists import publication
from bot.text.text import t

AT_ONCE = 500
"""What has so many organizations at the most is written at once."""

MOST_ENTRIES = LOOKED_UP_BEFORE
"""So many entries of the journal at the most are looked through for one that takes something away."""


def lines(call: Call, part: Part = "") -> Sequence[Line] | None:
    """What is frozen of a letter's list, or of its addendum, as it stands when that is asked for; nothing where whoever
    freezes it had better look it up: it is short, or something is taken away from it all the time."""
    letter_id = call.published.letter_id
    if call.unit.endorsements.signed(letter_id).total <= AT_ONCE:
        return None

    def write(unit: Unit) -> bytes:
        return msgspec.msgpack.encode(publication.lines(unit, letter_id, part))

    content = call.typeset(_of_letter(call, ("lines", part), write))
    return None if content is None else msgspec.msgpack.decode(content, type=list[Line])


def of_letter(call: Call, which: tuple[Hashable, ...], write: Callable[[Unit], bytes]) -> bytes:
    """What is written of a letter and its list; `which` tells it from the letter's other files. Raises what writing it
    raises."""
    return _written(call, _of_letter(call, which, write))


def _of_letter(call: Call, which: tuple[Hashable, ...], write: Callable[[Unit], bytes]) -> Wanted:
    """Whatever changes it is in the journal, or among the owners' settings."""
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

    return Wanted(state, write, still_so)


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
