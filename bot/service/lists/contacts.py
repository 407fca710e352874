"""Those who signed and agreed that the initiator may write to them, as a file for the letter's owners."""

from collections.abc import Iterator, Sequence

from bot.errors import Conflict, NotAllowed
from bot.model.endorsements.consents import Item
from bot.model.endorsements.endorsement import Endorsement
from bot.model.files import File
from bot.model.letters.letter import Revision
from bot.model.people.person import Person, Role
from bot.model.tables.writing import written
from bot.ports.store import Unit
from bot.text.text import t

MOST = 500
"""So many contacts at the most are in one file: each is a look at personal details that the journal notes."""

COLUMNS = ("organization", "name", "role", "email", "language", "agreed_at")


def count(unit: Unit, letter_id: int) -> int:
    """How many agree to be contacted, counted up to what a file holds."""
    return len(unit.consents.agreeing(letter_id, Item.CONTACT, 0, MOST))


def export(unit: Unit, person: Person, revision: Revision, after: int = 0) -> tuple[File, int]:
    """A table of those who agree to be contacted, encrypted and kept for a while, and behind whom the next one begins,
    0 where there is none; that a person looked at the details of each is journalled. Raises `NotAllowed`
    for anybody but an owner, `Conflict` where nobody agrees."""
    if Role.OWNER not in unit.people.roles(person.id, revision.letter_id):
        raise NotAllowed(t("Only the letter's owners can do this."))
    numbers = unit.consents.agreeing(revision.letter_id, Item.CONTACT, after, MOST)
    rows = [_row(unit, person, each) for each in _represented(unit, numbers)]
    if not rows:
        raise Conflict(t("Nobody who is listed has agreed to be contacted."))
    table = "\ufeff" + written([COLUMNS, *rows])
    name = f"{revision.letter.slug}-contacts.csv"
    file = unit.files.made_sealed(revision.letter_id, name, "text/csv", table.encode())
    return file, numbers[-1] if len(numbers) == MOST else 0


def _represented(unit: Unit, numbers: Sequence[int]) -> Iterator[Endorsement]:
    for number in numbers:
        signed = unit.endorsements.get(number)
        if signed and unit.endorsements.representative(number).name:
            yield signed


def _row(unit: Unit, person: Person, signed: Endorsement) -> tuple[str, ...]:
    unit.endorsements.looked_at(signed, person.id)
    who = unit.endorsements.representative(signed.id)
    agreed = next(each.at for each in unit.consents.given(signed.id) if each.item is Item.CONTACT)
    return (signed.entry.organization, who.name, who.role, who.email, signed.language, agreed.isoformat())
