"""People and organizations are forgotten: when they ask, and when their time is over."""

from bot.errors import Conflict
from bot.model.endorsements import STANDING, Endorsement, State
from bot.model.people import Person, Role
from bot.model.retention import ERASED_AFTER, FORGOTTEN_AFTER
from bot.ports.store import Unit
from bot.service import signing
from bot.text.text import t

AT_ONCE = 20
"""So many are erased in one unit of work."""

ERASABLE = frozenset({State.DRAFT, State.DECLINED, State.WITHDRAWN})


def standing(unit: Unit, person: Person) -> list[Endorsement]:
    """What a person signed that stands, in every letter."""
    return [each for each in _signed(unit, person) if each.state in STANDING]


def _signed(unit: Unit, person: Person) -> list[Endorsement]:
    letters = [each.letter_id for each in unit.letters.all()]
    return [each for letter in letters for each in unit.endorsements.of_person(person.id, letter)]


def forget(unit: Unit, person: Person, withdraw: bool) -> None:
    """Forget a person; what they signed stands without them, unless they take it back with it.

    Raises `Conflict` for the only owner of a letter, which nobody would run any more.
    """
    for revision in unit.letters.all():
        owners = [who for who, roles in unit.people.organizers(revision.letter_id) if Role.OWNER in roles]
        if owners == [person.id]:
            raise Conflict(
                t("You are the only owner of {title}. Invite another owner first.", title=revision.letter.title)
            )
    for each in _signed(unit, person):
        if withdraw and each.may_become(State.WITHDRAWN):
            signing.withdraw(unit, person, each.letter_id, each.id)
        if withdraw or each.state in ERASABLE:
            unit.privacy.erase(each.id, person.id)
    unit.privacy.forget(person.id)


def erase(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int) -> None:
    """Erase a sign-on that was withdrawn, for whoever signed."""
    endorsement = signing.own(unit, person, letter_id, endorsement_id)
    if endorsement.state not in ERASABLE:
        raise Conflict(t("This sign-on stands. Withdraw it first; then it can be erased."))
    unit.privacy.erase(endorsement_id, endorsement.person_id)


def retire(unit: Unit) -> None:
    """Erase what has been kept for as long as it may be."""
    unit.forms.forget()
    unit.limits.forget()
    unit.updates.forget()
    for letter_id in [each.letter_id for each in unit.letters.all()]:
        for state, after in ERASED_AFTER.items():
            for number in unit.privacy.aged(letter_id, state, unit.now - after, AT_ONCE):
                unit.privacy.erase(number, None)
        for state, after in FORGOTTEN_AFTER.items():
            for number in unit.privacy.attended(letter_id, state, unit.now - after, AT_ONCE):
                unit.privacy.forget_representative(number)
