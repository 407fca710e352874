"""Who speaks for organizations to the press is kept, and lies on disk encrypted."""

from datetime import timedelta

from bot.model.endorsements.endorsement import State
from bot.model.endorsements.media_contacts import Agreement, MediaContact, Named
from bot.ports.store import Store, Unit
from tests.conftest import Clock
from tests.storage.examples import letter, person, sign

KIM = MediaContact("Kim Placeholder", "chair", ("fr", "ar"), "press@example.org", "We bake.")


async def test_they_are_named_looked_at_and_dropped(store: Store, clock: Clock) -> None:
    def names(unit: Unit) -> int:
        published = unit.letters.publish(letter())
        for name, state in (("Bakers", State.LISTED), ("Elders", State.SUBMITTED)):
            unit.media_contacts.name(sign(unit, published.letter_id, name, state), KIM, Agreement("words", "en"))
        return published.letter_id

    letter_id, named_at = await store.write(names), clock.now
    (bakers,) = await store.read(lambda unit: unit.media_contacts.listed(letter_id))
    assert bakers == Named(bakers.endorsement_id, "Bakers", KIM, named_at)
    clock.forward(hours=1)
    await store.write(lambda unit: unit.media_contacts.looked_at(letter_id, 1, [bakers], person(unit, "olga").id))
    seen = await store.read(lambda unit: unit.media_contacts.of(bakers.endorsement_id))
    assert seen
    assert seen.seen_at == named_at + timedelta(hours=1)
    await store.write(lambda unit: unit.media_contacts.drop(bakers.endorsement_id))
    assert await store.read(lambda unit: unit.media_contacts.of(bakers.endorsement_id)) is None


async def test_a_file_with_personal_data_is_read_again_and_gone_in_an_hour(store: Store, clock: Clock) -> None:
    def made(unit: Unit) -> int:
        letter_id = unit.letters.publish(letter()).letter_id
        return unit.files.made_sealed(letter_id, "media.csv", "text/csv", "Kim, présidente".encode()).id

    number = await store.write(made)
    assert await store.read(lambda unit: unit.files.content(number)) == "Kim, présidente".encode()
    clock.forward(hours=2)
    await store.write(lambda unit: unit.files.retire(10))
    assert await store.read(lambda unit: unit.files.content(number)) == b""
