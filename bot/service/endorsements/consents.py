"""What a representative agrees to beyond their sign-on: each by itself, at any time, and taken back as easily."""

from bot.errors import Conflict
from bot.model.endorsements.consents import OPTIONAL, Item
from bot.model.endorsements.endorsement import STANDING, Endorsement
from bot.model.people.person import Person
from bot.ports.store import Unit
from bot.service.announcements import readers
from bot.service.endorsements import signing
from bot.service.telling import private_chat_of
from bot.text.text import t


def agree(
    unit: Unit, person: Person, *, letter_id: int, endorsement_id: int, item: Item, wording: str, language: str
) -> Endorsement:
    """Whoever signed agrees to an item in the words that they read. Raises `NotAllowed` for anybody else, `Conflict`
    where the sign-on does not stand."""
    signed = signing.own(unit, person, letter_id, endorsement_id)
    if signed.state not in STANDING or item not in OPTIONAL:
        raise Conflict(t("This can be agreed to as long as the sign-on stands."))
    unit.consents.give(signed.id, person.id, {item: wording}, language)
    private_chat_of(unit, person.id)
    return signed


def take_back(unit: Unit, person: Person | None, letter_id: int, endorsement_id: int, item: Item) -> Endorsement:
    """Whoever signed agrees to an item no more; raises `NotAllowed` for anybody else."""
    signed = signing.own(unit, person, letter_id, endorsement_id)
    items = {Item.NEWS, Item.MORE} if item is Item.NEWS else {item}
    unit.consents.take_back(signed.id, items & OPTIONAL)
    readers.spare(unit, letter_id, signed.person_id)
    return signed


def given(unit: Unit, endorsement: Endorsement) -> frozenset[Item]:
    """What whoever signed agrees to beyond their sign-on."""
    return OPTIONAL & {each.item for each in unit.consents.given(endorsement.id)}
