"""A letter's list as a whole: kept back until a moment, frozen, published."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.errors import Conflict, NotFound
from bot.model.journal.acts import Act
from bot.model.lists.order import Order
from bot.model.lists.snapshots import Frozen, Line, Part, Snapshot, blanked, fingerprint
from bot.model.people.person import Person
from bot.model.people.settings import read_choices
from bot.ports.store import Unit
from bot.service.lists import disclosure
from bot.text.text import n, t

MOST_SNAPSHOTS = 500
"""So many times at the most a letter's list is frozen."""

PIECE = 1000
"""So many organizations are read at once."""


def order(unit: Unit, letter_id: int) -> Order:
    """In which order a letter's list is."""
    return read_choices(unit.settings.all(letter_id)).order


def keep_back(unit: Unit, person: Person, letter_id: int, until: datetime) -> None:
    """Keep the list back until a moment, or until another than before. What was public once is not kept back. Raises
    `Conflict` where it was, or the moment has passed."""
    can_be_kept_back(unit, letter_id)
    if until <= unit.now:
        raise Conflict(t("This moment has passed. Choose another."))
    unit.lists.keep_back(letter_id, until, person.id)


def can_be_kept_back(unit: Unit, letter_id: int) -> None:
    """Raises `Conflict` where the list was public once."""
    count = unit.endorsements.signed(letter_id).total
    if unit.lists.embargo(letter_id) is None and (count or unit.lists.snapshots(letter_id, 1)):
        raise Conflict(
            n(
                "The list is public already, with {count} organization. What was read can't be kept back any more.",
                "The list is public already, with {count} organizations. What was read can't be kept back any more.",
                count,
            )
        )


def lines(unit: Unit, letter_id: int, part: Part = "") -> Sequence[Line]:
    """What is frozen of the list, or of its addendum, as it is now."""
    return unit.lists.lines(letter_id, order(unit, letter_id), part)


def publish(unit: Unit, letter_id: int, person: Person | None, seen: Sequence[Line] | None = None) -> Snapshot:
    """Freeze the list that was kept back, and keep it back no more. Its moment has come, or a person wants it now.
    `seen`: its lines, where they were looked up before. Raises `Conflict` where it is not kept back."""
    if unit.lists.embargo(letter_id) is None:
        raise Conflict(t("The list is not kept back: everybody can see it."))
    unit.lists.lift(letter_id, person.id if person else None)
    return _freeze(unit, letter_id, act=Act.LIST_PUBLISHED, person=person, seen=seen)


def due(unit: Unit) -> Sequence[int]:
    """The letters whose list was kept back until now."""
    kept = [(each, unit.lists.embargo(each)) for each in unit.lists.embargoed()]
    return [letter_id for letter_id, until in kept if until and until <= unit.now]


def publish_due(unit: Unit) -> None:
    """Publish every list whose moment has come."""
    for letter_id in due(unit):
        publish(unit, letter_id, None)


def freeze(unit: Unit, person: Person, letter_id: int, part: Part = "", seen: Sequence[Line] | None = None) -> Snapshot:
    """Freeze the list as it is now, or its addendum, under the next number. `seen`: its lines, where they were looked
    up before. Raises `Conflict` where that was done too often, or nobody stands in an addendum."""
    if part and not unit.endorsements.late(letter_id):
        raise Conflict(t("Nobody stands in an addendum."))
    last = next(iter(unit.lists.snapshots(letter_id, 1)), None)
    if last and last.number >= MOST_SNAPSHOTS:
        raise Conflict(
            n(
                "The list was frozen {count} time already. Use that.",
                "The list was frozen {count} times already. Use one of those.",
                MOST_SNAPSHOTS,
            )
        )
    return _freeze(unit, letter_id, act=Act.LIST_FROZEN, person=person, part=part, seen=seen)


def as_it_is(unit: Unit, person: Person, letter_id: int, seen: Sequence[Line] | None = None) -> Snapshot:
    """The list as it is now, frozen: the last snapshot where nothing has changed since, else a new one. `seen`: its
    lines, where they were looked up before. Raises `Conflict` where it was frozen too often."""
    last, now = latest(unit, letter_id), lines(unit, letter_id) if seen is None else seen
    return last if last and unit.lists.stands(last, now) else freeze(unit, person, letter_id, seen=now)


def _freeze(
    unit: Unit, letter_id: int, *, act: Act, person: Person | None, part: Part = "", seen: Sequence[Line] | None
) -> Snapshot:
    """Freeze the list. The journal's head that is printed on it is published, so that it can be looked up."""
    unit.journal.publish(letter_id)
    now = lines(unit, letter_id, part) if seen is None else seen
    return unit.lists.freeze(letter_id, now, act, person.id if person else None, part)


def latest(unit: Unit, letter_id: int, part: Part = "") -> Snapshot | None:
    """The last snapshot of the whole list, or of its addendum."""
    return next((each for each in unit.lists.snapshots(letter_id, MOST_SNAPSHOTS) if each.part == part), None)


def public_snapshots(unit: Unit, letter_id: int) -> Sequence[Snapshot]:
    """The snapshots of which everybody may know, the newest first."""
    return unit.lists.snapshots(letter_id, MOST_SNAPSHOTS) if disclosure.discloses(unit, letter_id) else ()


def find(unit: Unit, letter_id: int, number: int | None) -> Snapshot:
    """The snapshot of this number, else the latest; raises `NotFound` where there is none."""
    latest = unit.lists.snapshots(letter_id, 1)
    snapshot = unit.lists.snapshot(letter_id, number) if number is not None else next(iter(latest), None)
    if snapshot is None:
        raise NotFound(t("There is no such snapshot of the list."))
    return snapshot


def shown(unit: Unit, snapshot: Snapshot) -> Iterator[Frozen]:
    """What is shown of a snapshot: whoever has left the list since is not named in it any more."""
    return map(blanked, _frozen(unit, snapshot))


def holds(unit: Unit, snapshot: Snapshot) -> tuple[bool, int]:
    """Whether what is kept of a snapshot has its hash still, and how many have left it since."""
    frozen = list(_frozen(unit, snapshot))
    shown = map(blanked, frozen)
    gone = sum(each.line is None and not each.withheld for each in shown)
    return fingerprint(each.commitment for each in frozen) == snapshot.sha256, gone


def faults(unit: Unit, letter_id: int, published: Sequence[tuple[int, str]]) -> str:
    """What does not hold of a letter's snapshots; `published` are their numbers and the journal's fingerprints."""
    noted = dict(published)
    for snapshot in unit.lists.snapshots(letter_id, MOST_SNAPSHOTS):
        kept = fingerprint(each.commitment for each in _frozen(unit, snapshot))
        if not noted.get(snapshot.number) == snapshot.sha256 == kept:
            return f"snapshot {snapshot.number} was changed"
    return ""


def _frozen(unit: Unit, snapshot: Snapshot) -> Iterator[Frozen]:
    for after in range(0, snapshot.size, PIECE):
        yield from unit.lists.frozen(snapshot, after, PIECE)
